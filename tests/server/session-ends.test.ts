// Over 20 s: each end of a session is waited for on every server and screen.
import { openHouse } from "../support/house.ts"
import { setTimeout as sleep } from "node:timers/promises"
import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import type { Instant } from "@giliran/contract/basics"
import pino from "pino"
import { io, type Socket } from "socket.io-client"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sessionCookie } from "../../server/access/callers.ts"
import { openSessions } from "../../server/staff/sessions.ts"
import { digestOf } from "../../server/access/tokens.ts"
import { silent } from "../../server/database/database-log.ts"
import { browserOf, type Browser } from "../support/browser.ts"
import { freshDatabase, query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { addStaff, goodPassword, inBank, inBranch, type Member, signedInMember } from "../support/staff.ts"

let server: TestServer
/** Another server on the same database. */
let other: TestServer
let admin: Member

beforeAll(async () => {
  server = await startTestServer()
  other = await startTestServer({ databaseUrl: server.databaseUrl })
  admin = await signedInMember(server, "admin", [inBank("admin")])
})

afterAll(async () => {
  await other.stop()
  await server.stop()
})

/** A counter's screen that is open by the session's cookie; resolves when it sees something. */
async function watching(url: string, browser: Browser): Promise<Socket> {
  const socket = io(url + LIVE_NAMESPACE, {
    auth: { contract: CONTRACT_VERSION, token: "", branch: "demo", view: "counter", counter: "1" },
    extraHeaders: { cookie: `${sessionCookie}=${browser.token()}`, origin: url },
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  })
  await new Promise((resolve, reject) => {
    socket.once("view", resolve)
    socket.once("connect_error", reject)
  })
  return socket
}

/** Milliseconds from now until the server cuts it. */
async function cut(socket: Socket): Promise<number> {
  const since = performance.now()
  if (socket.connected)
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("The screen was not cut within five seconds")), 5_000)
      socket.once("disconnect", () => {
        clearTimeout(late)
        resolve()
      })
    })
  return performance.now() - since
}

const act =
  (path: string, body: object = {}) =>
  async (member: Member) => {
    const done = await admin.browser.post(`/v1/bank/staff/${member.staffId}/${path}`, body)
    if (done.status !== 200) throw new Error(done.text)
  }

const openCounter = (browser: Browser) => browser.post("/v1/branches/demo/counters/3/open")
const minutes = (count: number) => count * 60_000

describe("V7.4.1 V7.4.2 V8.3.2 what is taken from somebody is gone at once, on every server and every open screen", () => {
  test.each([
    ["signing out", async ({ browser }: Member) => void (await browser.copy().ask("DELETE", "/v1/session"))],
    ["disabling", act("disable")],
    ["a reset", act("reset")],
    ["ending all sessions", act("end-sessions")],
    ["roles taken away", act("grants", { grants: [inBank("admin")] })],
    [
      "a new password",
      async ({ staffId, password }: Member) =>
        void (await browserOf(server.url).post("/v1/session/password", {
          staffId,
          password,
          newPassword: "sepeda tua di gudang",
        })),
    ],
  ])("%s", async (name, end) => {
    const staffId = name.replaceAll(" ", "-")
    const member = await signedInMember(server, staffId, [inBranch("teller")])
    const { browser } = member
    const sockets = [await watching(server.url, browser), await watching(other.url, browser)]
    const elsewhere = browserOf(other.url, browser.token())
    expect((await elsewhere.get("/v1/branches/demo/counters")).status).toBe(200)

    const cuts = sockets.map(cut)
    await end(member)
    const endedAt = performance.now()
    for (const took of await Promise.all(cuts)) expect(took).toBeLessThan(4_000)
    expect(performance.now() - endedAt).toBeLessThan(2_000)
    for (const one of [browserOf(server.url, browser.token()), elsewhere]) {
      const { status, body } = await one.get("/v1/branches/demo/counters")
      expect([401, 403]).toContain(status)
      expect(body.counters).toBeUndefined()
    }
  })

  test("a new role counts at once, for whoever is signed in", async () => {
    const member = await signedInMember(server, "raised", [inBranch("greeter")])
    const elsewhere = browserOf(other.url, member.browser.token())
    expect((await openCounter(elsewhere)).body.code).toBe("not-allowed")
    await admin.browser.post("/v1/bank/staff/raised/grants", { grants: [inBranch("teller")] })
    expect((await openCounter(member.browser)).status).toBe(200)
    await expect.poll(async () => (await openCounter(elsewhere)).status, { timeout: 2_000 }).toBe(200)
    // Whoever becomes a manager needs an authenticator from that moment on.
    await admin.browser.post("/v1/bank/staff/raised/grants", { grants: [inBranch("manager")] })
    expect((await member.browser.get("/v1/branches/demo/plan")).body.code).toBe("totp-needed")
    expect((await member.browser.get("/v1/session")).body.limitedTo).toBe("totp")
  })

  test("a screen of somebody who may still see it stays open through another's end", async () => {
    const stays = await signedInMember(server, "stays", [inBranch("teller")])
    const goes = await signedInMember(server, "goes", [inBranch("teller")])
    const socket = await watching(server.url, stays.browser)
    await act("disable")(goes)
    await sleep(1_500)
    expect(socket.connected).toBe(true)
    socket.close()
  })
})

describe("V7.3.1 V7.3.2 a session ends by itself", () => {
  test("when nothing is done, and an open screen is nothing; an act keeps it", async () => {
    const short = await startTestServer({ env: { SESSION_IDLE_MINUTES: "0.05" } })
    try {
      const { browser } = await signedInMember(short, "idle", [inBranch("teller")])
      const active = (await signedInMember(short, "active", [inBranch("teller")])).browser
      const socket = await watching(short.url, browser)
      const { body } = await browser.get("/v1/session")
      expect(body.idleUntil - Date.now()).toBeLessThanOrEqual(3_000)
      for (let count = 0; count < 8; count++) {
        expect((await active.get("/v1/branches")).status).toBe(200)
        // Asking how long there is does not make it longer.
        await browser.get("/v1/session")
        await sleep(500)
      }
      expect((await browser.get("/v1/session")).status).toBe(401)
      expect((await browser.get("/v1/branches")).status).toBe(401)
      socket.close()
      await sleep(3_200)
      expect((await active.get("/v1/branches")).status).toBe(401)
    } finally {
      await short.stop()
    }
  })

  test("after twelve hours in any case, to the millisecond, and its use is written down once a minute", async () => {
    const database = await freshDatabase()
    const ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
    try {
      await addStaff(database.url, "moved", [inBranch("teller")])
      const start = Date.parse("2026-11-26T08:00:00+07:00") as Instant
      let now = start
      const newSessions = () =>
        openSessions({
          book: ledger.staff,
          limits: { idleMs: minutes(15) as never, absoluteMs: minutes(720) as never },
          isDemoOpen: false,
          now: () => now,
          log: pino({ level: "silent" }),
        })
      const token = `gis_${"m".repeat(43)}`
      await ledger.database.transaction(async (tx) => {
        const change = await ledger.staff.admit(tx)
        await change.startSession({
          digest: digestOf(token),
          staffId: "moved" as never,
          method: "password",
          startedAt: start,
          seenAt: start,
          provedAt: start,
          address: "127.0.0.1",
          endedAt: null,
        })
      })
      const sessions = newSessions()
      const seenAt = async () =>
        (
          await query<{ at: Date }>(database.url, `SELECT "seenAt" AS at FROM "StaffSession"`)
        )[0]?.at.getTime()

      now = (start + 59_999) as Instant
      expect(await sessions.callerOf(token, "127.0.0.1")).toMatchObject({ kind: "staff", staffId: "moved" })
      await sleep(200)
      expect(await seenAt()).toBe(start)
      now = (start + 60_000) as Instant
      await sessions.callerOf(token, "127.0.0.1")
      await expect.poll(seenAt).toBe(now)

      now = (start + 60_000 + minutes(15) - 1) as Instant
      expect(await sessions.look(token)).not.toBeNull()
      now = (start + 60_000 + minutes(15)) as Instant
      expect(await sessions.callerOf(token, "127.0.0.1")).toBeNull()
      expect(await newSessions().callerOf(token, "127.0.0.1")).toBeNull()

      // Used all day long, and over at eight in the evening.
      await query(database.url, `UPDATE "StaffSession" SET "seenAt" = to_timestamp($1 / 1000.0)`, [now])
      const busy = newSessions()
      for (; now < start + minutes(720); now = (now + minutes(10)) as Instant)
        expect(await busy.callerOf(token, "127.0.0.1")).not.toBeNull()
      now = (start + minutes(720) - 1) as Instant
      expect(await busy.callerOf(token, "127.0.0.1")).not.toBeNull()
      now = (start + minutes(720)) as Instant
      expect(await busy.callerOf(token, "127.0.0.1")).toBeNull()
    } finally {
      await ledger.close()
      await database.drop()
    }
  })
})

describe("V7.2.4 a new token", () => {
  test("comes with each sign-in and each proof, and the one before is worth nothing", async () => {
    const { browser, staffId } = await signedInMember(server, "rotated", [inBranch("teller")])
    const first = browser.copy()
    await browser.post("/v1/session", { staffId, password: goodPassword })
    expect((await first.get("/v1/branches")).status).toBe(401)
    const second = browser.copy()
    expect((await browser.post("/v1/session/prove", { password: goodPassword })).status).toBe(200)
    expect(new Set([first.token(), second.token(), browser.token()]).size).toBe(3)
    expect((await browser.get("/v1/branches")).status).toBe(200)
    for (const before of [first, second])
      await expect.poll(async () => (await before.get("/v1/branches")).status, { timeout: 2_000 }).toBe(401)
    expect((await browser.post("/v1/session/prove", { password: "not this one" })).body.code).toBe(
      "sign-in-failed",
    )
    expect((await browser.get("/v1/branches")).status).toBe(200)
  })

  test("V7.4.4 signing out is there for whoever is signed in, and leaves no cookie", async () => {
    const { browser } = await signedInMember(server, "leaves", [inBranch("teller")])
    const before = browser.copy()
    const left = await browser.ask("DELETE", "/v1/session")
    expect([left.status, left.body]).toEqual([200, { endSessionUrl: null }])
    expect(left.headers.getSetCookie()[0]).toMatch(/^__Host-giliran=; .*Max-Age=0$/)
    expect((await before.get("/v1/session")).status).toBe(401)
    expect((await before.ask("DELETE", "/v1/session")).status).toBe(401)
  })
})
