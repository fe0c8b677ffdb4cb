// Over 20 s: thousands of requests, each checked against the whole of the API's description.
import { readFileSync } from "node:fs"
import { createConnection } from "node:net"
import { BranchId } from "@giliran/contract/basics"
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import * as fc from "fast-check"
import { Pool } from "undici"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sessionCookie } from "../../server/access/callers.ts"
import { giliranApart } from "../support/command-line.ts"
import { unpacked } from "../support/bare-answer.ts"
import { type AnyRequest, anyRequestTo, type Pools } from "../support/any-request.ts"
import { callerOf, told } from "../support/caller.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { planOf } from "../support/plan-of.ts"
import { type Route, routesOf } from "../support/routes.ts"
import { secretEnv } from "../support/secret-env.ts"
import { startServerApart, type ServerApart } from "../support/server.ts"
import { inBank, inBranch, signedInMember } from "../support/staff.ts"

/**
 * Anything at every route, by the API's own description: bodies that fit, bodies with one thing wrong, rubbish; paths, queries and
 * headers likewise. The server never stumbles, answers what it says that it answers, in time, and lives on with a sound ledger.
 */
const requestCount = wholeOrShort(20_000, 4_000)
const branch = BranchId.parse("uji")
const clients = wholeOrShort(8, 4)
/** Where other tests work beside it, how late an answer is would be their doing: there it only has to come. */
const patienceMs = wholeOrShort(2_000, 20_000)
/** An advice takes no more than a fifth of the server's time, a report comes in pieces: both give way to the others, who never pause here. */
const givesWay = /\/(advice|reports\/lane\/)/
const longPatienceMs = 20_000
const mostMemory = 260 * 1024

let server: ServerApart
let routes: readonly Route[]
let pools: Pools

beforeAll(async () => {
  server = await startServerApart({ plans: [planOf({ branchId: branch })], env: { LOG_LEVEL: "warn" } })
  routes = await routesOf(server.url)
  pools = await poolsOf()
})

afterAll(async () => {
  await server.stop()
})

test("requests at every route: no stumble, no answer that was not promised, none too late", async () => {
  const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31)
  const sound = soundness(routes)
  const client = new Pool(server.url, { connections: clients, pipelining: 1 })
  const statuses = new Map<number, number>()
  const doors = new Map(routes.map((route) => [route, new Set<number>()]))
  const wrong: string[] = []
  const each = Math.ceil(requestCount / routes.length)
  const requests = shuffled(
    routes.flatMap((route, index) =>
      fc.sample(anyRequestTo(route, pools), { numRuns: each, seed: seed + index }),
    ),
    seed,
  )
  expect(requests.length).toBeGreaterThanOrEqual(requestCount)

  let next = 0
  const work = async () => {
    for (let request = requests[next++]; request && wrong.length < 10; request = requests[next++]) {
      const startedAt = performance.now()
      const { statusCode, headers, body } = await client.request({
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
      })
      const bytes = Buffer.from(await body.arrayBuffer())
      const tookMs = performance.now() - startedAt
      const text = unpacked({ headers, bytes }).toString()
      doors.get(request.route)?.add(statusCode)
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
      const complaint =
        tookMs > (givesWay.test(request.route.path) ? longPatienceMs : patienceMs)
          ? `it took ${Math.round(tookMs)} ms`
          : sound(request.route, statusCode, String(headers["content-type"]), text)
      if (complaint !== null)
        wrong.push(`${wordsOf(request)}\n  → ${statusCode} ${text.slice(0, 300)}\n  ${complaint}`)
    }
  }
  await Promise.all(Array.from({ length: clients }, work))
  await client.close()

  expect(wrong, `FUZZ_SEED=${seed} does it again`).toEqual([])
  // A fuzz that never gets in proves little.
  const good = (statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)
  expect(good).toBeGreaterThan(requestCount / 10)
  for (const [{ method, path }, heard] of doors)
    expect([method, path, [...heard].some((status) => status !== 401 && status !== 403)]).toEqual([
      method,
      path,
      true,
    ])
  for (const status of [400, 401, 403, 404, 409]) expect(statuses.get(status)).toBeGreaterThan(20)
  expect(server.output()).not.toContain("stumbled")
}, 300_000)

test("what is hardly HTTP is answered or hung up on, and others are served", async () => {
  const cases = fc.sample(anyBytes, { numRuns: 400 })
  for (let at = 0; at < cases.length; at += 20) {
    const answers = await Promise.all(cases.slice(at, at + 20).map(exchange))
    for (const answer of answers) expect(answer).not.toMatch(/HTTP\/1\.1 5\d\d/)
  }
  expect((await told(`${server.url}/healthz`)).status).toBe(200)
})

test("afterwards the server lives, has kept its size, and its ledger is what was written", async () => {
  expect((await told(`${server.url}/readyz`)).status).toBe(200)
  const kiosk = callerOf(server.url, await server.token("kiosk", branch), branch)
  expect((await kiosk.get("/views/kiosk")).status).toBe(200)
  expect(residentKilobytes(server.pid)).toBeLessThan(mostMemory)
  const { status, stderr } = await giliranApart(["verify"], {
    ...secretEnv,
    DATABASE_URL: server.databaseUrl,
  })
  expect([status, stderr]).toEqual([0, ""])
})

async function poolsOf(): Promise<Pools> {
  const manager = await server.token("manager", branch)
  const asManager = callerOf(server.url, manager, branch)
  const taken = await Promise.all(
    Array.from({ length: 12 }, (_, n) => asManager.take(n % 2 === 0 ? "a" : "b")),
  )
  const { body } = await asManager.get("/plan")
  const cookie = async (staffId: string, ...grants: Parameters<typeof signedInMember>[2]) => ({
    cookie: `${sessionCookie}=${(await signedInMember(server, staffId, grants)).browser.token() ?? ""}`,
    origin: server.url,
  })
  const admin = await cookie("admin", inBank("admin"))
  const own = await cookie("manajer", inBranch("manager", branch))
  const leaving = await cookie("pergi", inBranch("teller", branch))
  const ofTheBank = /^\/v1\/(bank|session|branches$)|\/(keys|staff|devices)/
  return {
    // Whoever signs out gets in no more.
    insider: ({ method, path }) =>
      path === "/v1/session" && method === "DELETE"
        ? leaving
        : ofTheBank.test(path)
          ? admin
          : bearer(manager),
    others: [
      bearer(await server.token("teller", branch)),
      bearer(await server.token("kiosk", branch)),
      bearer(await server.token("supervisor", "demo")),
      bearer(taken[0]?.link.split(".")[1] ?? ""),
      bearer("gil_no-token-at-all"),
      own,
      { origin: server.url },
      {},
    ],
    known: {
      branch: [branch, branch, branch, "demo", "nirwana"],
      ticket: taken.map(({ ticket }) => ticket.id),
      counter: ["1", "2", "9"],
      counterId: ["1", "2"],
      serviceId: ["a", "b"],
      thenServiceIds: [[], ["b"]],
      staff: ["budi", "sari", "nobody"],
      staffId: ["budi", "sari"],
      tellerId: ["budi", "counter-1"],
      day: ["2026-01-01", "2026-02-30"],
      key: ["00000000"],
      device: ["none"],
      branchId: [branch],
      plan: [body.plan],
    },
  }
}

/** What the API's description promises of an answer; null when it was kept. */
function soundness(all: readonly Route[]) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const compiled = new Map<object, ValidateFunction>()
  const validatorOf = (schema: object) => {
    const known = compiled.get(schema) ?? ajv.compile(schema)
    compiled.set(schema, known)
    return known
  }
  expect(all.length).toBeGreaterThan(50)
  return ({ described }: Route, status: number, type: string, text: string): string | null => {
    if (status >= 500) return "a stumble"
    const promised = described.responses[status]?.content?.[type]?.schema as object | undefined
    if (!promised) return `an answer that is not described: ${status} ${type}`
    if (type === "application/x-ndjson") {
      for (const line of text.split("\n").filter(Boolean)) JSON.parse(line)
      return null
    }
    const validate = validatorOf(promised)
    return validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors)
  }
}

function wordsOf({ method, path, headers, body }: AnyRequest): string {
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(headers)} ${JSON.stringify(body?.toString("latin1").slice(0, 2_000))}`
}

/** By lot, so that a route's requests meet what the others have made. */
function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed
  const lots = items.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return { item, lot: state }
  })
  return lots.toSorted((a, b) => a.lot - b.lot).map(({ item }) => item)
}

const head = "POST /v1/branches/uji/tickets HTTP/1.1\r\nHost: x\r\n"
const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc
    .uint8Array({ maxLength: 200 })
    .map((bytes) =>
      Buffer.concat([Buffer.from("GET / HTTP/1.1\r\nHost: x\r\nX: "), bytes, Buffer.from("\r\n\r\n")]),
    ),
  fc
    .uint8Array({ maxLength: 200 })
    .map((bytes) =>
      Buffer.concat([Buffer.from("GET /"), bytes, Buffer.from(" HTTP/1.1\r\nHost: x\r\n\r\n")]),
    ),
  fc
    .constantFrom(
      `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
      `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${head}Content-Length: -1\r\n\r\n`,
      `${head}Content-Length: 99999999999999999999\r\n\r\n`,
      `${head}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n`,
      `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`,
      `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `${head}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
      `${head}Content-Length: 10\r\n\r\n{"se`,
      `${head}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
      `${head}Expect: tea\r\nContent-Length: 2\r\n\r\n{}`,
      "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x y\r\n\r\n",
      "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET //x/..//../etc HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
      "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "GET /socket.io/?EIO=99&transport=tea&sid=__proto__ HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      "\r\n\r\n\r\n\r\n",
    )
    .map((text) => Buffer.from(text, "latin1")),
)

/** Sends it and hears what comes in a while; the connection may well be closed by then. */
function exchange(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = ""
    const socket = createConnection(server.port, "127.0.0.1", () => socket.end(bytes))
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.on("data", (part: Buffer) => (answer += part.toString("latin1")))
    socket.on("error", () => {})
    socket.on("close", () => resolve(answer))
  })
}

/** 0 where the system does not tell. */
function residentKilobytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` }
}
