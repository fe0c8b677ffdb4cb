// Over 20 s: everybody knocks at every door of the API, and looks at every view.
import { KeyRole } from "@giliran/contract/access"
import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import { io } from "socket.io-client"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { deeds, type Deed } from "../../server/access/deeds.ts"
import * as appModule from "../../server/http/app.ts"
import { callerOf, told as ask, type Told } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { routesOf } from "../support/routes.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import {
  everybody,
  here,
  isAmong,
  keyVisitor,
  memberVisitor,
  ownPage,
  there,
  type Visitor,
} from "../support/visitors.ts"
import {
  approval,
  bankDoors,
  branchDoors,
  contactDoors,
  deedsWithin,
  liveViews,
  openDoors,
  otherPaths,
  ownBranches,
  provedDoors,
  sessionDoors,
} from "../support/who-may.ts"

const plans = [here, there].map((branchId) => planOf({ branchId, name: branchId }))

let server: TestServer
let ticketId: string
let visitors: readonly Visitor[]

beforeAll(async () => {
  server = await startTestServer({ plans })
  const { ticket, link } = await callerOf(server.url, await server.token("kiosk", here), here).take("a")
  const other = await callerOf(server.url, await server.token("kiosk", here), here).take("a")
  ticketId = ticket.id
  visitors = await everybody(server, { own: link, other: other.link })
})

afterAll(async () => {
  await server.stop()
})

describe("the table", () => {
  test("has every route that the server has, and no other; each says in the API's description whether one must be known", async () => {
    const routes = await routesOf(server.url)
    const listed = [
      ...branchDoors,
      ...contactDoors,
      approval,
      ...bankDoors,
      ownBranches,
      ...sessionDoors,
      ...openDoors,
    ]
    expect(routes.map(named).toSorted()).toEqual(listed.map(named).toSorted())
    const open: readonly string[] = openDoors.map(named)
    for (const route of routes) {
      const isOpen = open.includes(named(route))
      expect([named(route), route.described.security === undefined]).toEqual([named(route), isOpen])
    }
  })

  test("and the API's description have every route that is registered at all", async () => {
    const appOf = vi.spyOn(appModule, "appOf")
    const running = await startTestServer()
    const [made] = appOf.mock.results
    appOf.mockRestore()
    const described = new Set((await routesOf(running.url)).map(({ method, path }) => `${method} ${path}`))
    await running.stop()
    // What takes a `next` stands before routes, and is none.
    const routes =
      made?.type === "return" ? made.value.routes.filter(({ handler }) => handler.length < 2) : []
    const registered = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`)
    expect(registered.length).toBeGreaterThan(60)
    const undescribed = registered.filter((route) => !described.has(route))
    expect([...new Set(undescribed)].toSorted()).toEqual(otherPaths.map((path) => `GET ${path}`).toSorted())
  })

  test("names a deed for every door of branch and bank, and every deed has a door, or is asked within one", () => {
    const all = [...branchDoors, ...contactDoors, ...bankDoors]
    for (const { deed } of all) expect(deeds).toContain(deed)
    const opened = new Set<Deed>(all.map(({ deed }) => deed))
    expect(deeds.filter((deed) => !opened.has(deed))).toEqual(Object.keys(deedsWithin))
  })
})

describe("every visitor at every door", () => {
  test("of the branch", async () => {
    const wrong = await walk(branchDoors, (visitor, { who }) => isAmong(visitor, who))
    expect(wrong).toEqual([])
  })

  test("of a customer's phone number", async () => {
    const wrong = await walk(contactDoors, (visitor, { who }) => isAmong(visitor, who))
    expect(wrong).toEqual([])
  })

  test("where a screen is approved: by a person of the branch's house, and everybody else hears the same", async () => {
    const { who } = approval
    const wrong = await walk(
      [approval],
      (visitor) => isAmong(visitor, who) && visitor.is === "staff",
      ({ is }) => (is === "unknown" || is === "limited" ? shut(is) : "403 pairing-refused"),
    )
    expect(wrong).toEqual([])
  })

  test("of the bank", async () => {
    const wrong = await walk(bankDoors, (visitor, { who }) => visitor.of === "bank" && isAmong(visitor, who))
    expect(wrong).toEqual([])
  })

  test("where each hears of its own branches, and of no other", async () => {
    expect(await walk([ownBranches], isKnown)).toEqual([])
    const own = { branch: [here], elsewhere: [there], bank: ["demo", there, here] } as const
    for (const visitor of visitors.filter(isKnown)) {
      const { body } = await knock(visitor, ownBranches.method, ownBranches.path)
      const ids = body.branches.map(({ branchId }: { branchId: string }) => branchId).toSorted()
      expect([visitor.name, ids]).toEqual([visitor.name, own[visitor.of]])
    }
  })

  test("where one becomes known", async () => {
    const fromOwnPage = visitors.map((visitor) => ({
      ...visitor,
      headers: { ...visitor.headers, ...ownPage(server.url) },
    }))
    expect(await walk(openDoors, () => true, undefined, fromOwnPage)).toEqual([])
  })

  test("of a person's own session, which ends last", async () => {
    const wrong = await walk(sessionDoors, isPerson, ({ is }, { method, path }) =>
      // There is no session to tell of.
      path === "/v1/session" && method === "GET" ? "401 not-signed-in" : shut(is),
    )
    expect(wrong).toEqual([])
    // Whoever signed out is nobody from now on.
    for (const visitor of visitors.filter(isPerson))
      expect([visitor.name, (await knock(visitor, "GET", "/v1/branches")).status]).toEqual([
        visitor.name,
        401,
      ])
  })
})

describe("an auditor", () => {
  test("reads all, and changes nothing in branch or bank", async () => {
    const auditor = await memberVisitor(server, "pemeriksa-dua", "auditor", "bank")
    const doors = [...branchDoors, ...bankDoors, { ...approval, deed: "manage-devices" as const }]
    const refused = await Promise.all(
      doors.map(async ({ method, path }) => ({
        method,
        is403: (await knock(auditor, method, path)).status === 403,
      })),
    )
    expect(refused.filter(isRead).map(({ is403 }) => is403)).toEqual(doors.filter(isRead).map(() => false))
    const changes = refused.filter((one) => !isRead(one))
    expect(changes.length).toBeGreaterThan(35)
    expect(changes.filter(({ is403 }) => !is403)).toEqual([])
  })
})

describe("a key's scopes", () => {
  test("open exactly the doors that they name", async () => {
    const wrong: string[] = []
    for (const door of branchDoors) {
      const role = KeyRole.options.find((one) => door.who.includes(one))
      const narrow = await keyVisitor(server, role ?? "manager", here, [door.deed])
      const others = await keyVisitor(
        server,
        role ?? "manager",
        here,
        deeds.filter((one) => one !== door.deed),
      )
      wrong.push(
        ...(await walk([door], ({ token }) => token === narrow.token && role !== undefined, undefined, [
          narrow,
          others,
        ])),
      )
    }
    expect(wrong).toEqual([])
  })
})

describe("a cookie", () => {
  test("that another site's page sends along opens nothing that changes anything", async () => {
    const manager = await memberVisitor(server, "manajer-dua", "manager", "branch")
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "", "sec-fetch-site": "cross-site" },
      { origin: "", "sec-fetch-site": "same-site" },
      { origin: "" },
    ]) {
      const sent = Object.fromEntries(
        Object.entries({ ...manager.headers, "sec-fetch-site": "", ...headers }).filter(
          ([, value]) => value !== "",
        ),
      )
      for (const { method, path } of [...branchDoors, ...bankDoors, ...sessionDoors].filter(
        (door) => door.method !== "GET",
      )) {
        const { status, body } = await knock({ ...manager, headers: sent }, method, path)
        expect([path, status, body.code]).toEqual([path, 403, "cross-site"])
      }
    }
    expect((await knock(manager, "GET", "/v1/session")).status).toBe(200)
  })
})

describe("live", () => {
  test("every visitor at every view", async () => {
    const tellers = await Promise.all(
      (["teller", "greeter", "supervisor", "manager"] as const).map((role) =>
        memberVisitor(server, `l-${role}`, role, "branch"),
      ),
    )
    const others = [
      await memberVisitor(server, "l-lain", "manager", "elsewhere"),
      await memberVisitor(server, "l-auditor", "auditor", "bank"),
      await memberVisitor(server, "l-admin", "admin", "bank"),
    ]
    // Those of the first tests have signed out.
    const all = [...visitors.filter(({ is }) => is !== "staff" && is !== "limited"), ...tellers, ...others]
    for (const visitor of all)
      for (const [view, who] of Object.entries(liveViews)) {
        const expected =
          visitor.is === "unknown" ? "not-signed-in" : isAmong(visitor, who) ? `view ${view}` : "not-allowed"
        expect([visitor.name, view, await seen(visitor, view)]).toEqual([visitor.name, view, expected])
      }
  })

  test("a customer sees the own ticket only, whatever is asked for", async () => {
    const own = visitors.find(({ name }) => name === "the ticket's own customer")
    if (!own) throw new Error("There is no such visitor")
    expect(await seen(own, "ticket", ticketId)).toBe(`view ticket ${ticketId}`)
    const madeUp: Visitor = { ...own, token: "C".repeat(22) }
    expect(await seen(madeUp, "ticket")).toBe("unknown-ticket")
  })
})

/** With a body that no route takes: whoever comes past the door hears 400 or 404, and nothing is changed. */
function knock({ headers }: Visitor, method: string, path: string): Promise<Told> {
  const where = path
    .replace("{branch}", here)
    .replace("{ticket}", ticketId)
    .replace("{counter}", "1")
    .replace("{day}", "2026-01-01")
    .replaceAll(/\{\w+\}/g, "nobody")
  const isBare = method === "GET" || method === "DELETE"
  return ask(server.url + where, { method, headers, ...(isBare ? {} : { body: "?" }) })
}

interface Knocked {
  readonly method: string
  readonly path: string
}

/** Everybody at each of these doors; returns where it was otherwise than expected. */
async function walk<Door extends Knocked>(
  doors: readonly Door[],
  isOpenTo: (visitor: Visitor, door: Door) => boolean,
  otherwise: (visitor: Visitor, door: Door) => string = ({ is }) => shut(is),
  who: readonly Visitor[] = visitors,
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const visitor of who)
    for (const door of doors) {
      const { method, path } = door
      const outcome = outcomeOf(await knock(visitor, method, path))
      const isAskedProof = visitor.is === "key" && provedDoors.includes(named(door))
      const inside = isAskedProof ? "403 fresh-sign-in-needed" : "open"
      const expected = isOpenTo(visitor, door) ? inside : otherwise(visitor, door)
      if (outcome !== expected) wrong.push(`${visitor.name}, ${method} ${path}: ${outcome}, not ${expected}`)
    }
  return wrong
}

const shut = (is: Visitor["is"]) =>
  is === "unknown" ? "401 not-signed-in" : is === "limited" ? "403 totp-needed" : "403 not-allowed"

/** Past the door; or shut, by a no that tells nothing but that, and leaves no cookie. */
function outcomeOf({ status, body, headers }: Told): string {
  if ([200, 400, 404].includes(status)) return "open"
  const told = Object.keys(body ?? {})
    .toSorted()
    .join(" ")
  const isQuiet = told === "code detail status title type" && headers.get("set-cookie") === null
  return `${status} ${body?.code}${isQuiet ? "" : ` and ${told}`}`
}

/** The first view's kind, or why there is none. */
function seen({ headers, token }: Visitor, view: string, ticket?: string): Promise<string> {
  const socket = io(server.url + LIVE_NAMESPACE, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth: {
      contract: CONTRACT_VERSION,
      ...(token === null ? {} : { token }),
      branch: here,
      view,
      ...(view === "counter" ? { counter: "1" } : {}),
    },
    extraHeaders: token === null ? { ...headers } : {},
  })
  return new Promise<string>((resolve) => {
    socket.once("view", (first: { kind: string; ticketId?: string }) =>
      resolve(`view ${first.kind}${ticket === undefined ? "" : ` ${first.ticketId}`}`),
    )
    socket.once("connect_error", (error) =>
      resolve((error as Error & { data?: { code?: string } }).data?.code ?? error.message),
    )
    socket.once("disconnect", () => resolve("sent away"))
  }).finally(() => socket.close())
}

function named({ method, path }: Knocked): string {
  return `${method} ${path}`
}

function isRead({ method }: Pick<Knocked, "method">): boolean {
  return method === "GET"
}

function isPerson({ is }: Visitor): boolean {
  return is === "staff" || is === "limited"
}

function isKnown({ is }: Visitor): boolean {
  return !["unknown", "limited", "customer"].includes(is)
}
