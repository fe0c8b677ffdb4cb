import { type TestHouse, joinHouse } from "../support/house.ts"
import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { RetentionReport } from "@giliran/contract/privacy"
import pino from "pino"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { retentionReport } from "../../server/privacy/retention-report.ts"
import { cutOffsAt } from "../../server/privacy/retention-limits.ts"
import { retentionRounds } from "../../server/privacy/retention-rounds.ts"
import { realWorld } from "../../server/world.ts"
import { callerOf } from "../support/caller.ts"
import { giliran } from "../support/command-line.ts"
import { customerEnv } from "../support/customers.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase, query } from "../support/postgres.ts"
import { startTestServer } from "../support/server.ts"

const limits = { sessionDays: 90 }
const hour = 3_600_000
const day = 24 * hour
/** Noon, UTC. */
const now = Date.parse("2026-08-26T12:00:00Z") as Instant
const log = pino({ level: "silent" })

let database: FreshDatabase
let ledger: TestHouse

beforeEach(async () => {
  database = await freshDatabase()
  ledger = joinHouse(database.url)
  for (const id of ["uji", "lain"])
    await query(database.url, `INSERT INTO "Branch" VALUES ($1, $1, now(), '{}')`, [id])
})

afterEach(async () => {
  await ledger.close()
  await database.drop()
})

const at = (moment: number) => new Date(moment)

async function leaveContact(ticketId: string, branchId: string, forgetAt: number): Promise<void> {
  await query(
    database.url,
    `INSERT INTO "TicketContact" ("ticketId", "branchId", day, "phoneDigest", phone, purpose, language, "consentedAt", "forgetAt")
     VALUES ($1, $2, '2026-08-24', 'digest', 'sealed', 'why', 'id', $3, $4)`,
    [ticketId, branchId, at(forgetAt - day), at(forgetAt)],
  )
}

/** One row of each kind that is over its time, and one that is not yet, by a minute. */
async function fillTables(): Promise<void> {
  await leaveContact("over", "uji", now - 1)
  await leaveContact("not-yet", "uji", now + 60_000)
  await leaveContact("elsewhere", "lain", now - day)
  const midnight = now - 12 * hour
  for (const [name, moment] of [
    ["over", -60_000],
    ["not-yet", 60_000],
  ] as const) {
    await query(database.url, `INSERT INTO "Answer" VALUES ('uji', $1, 'd', 200, '{}', $2)`, [
      name,
      at(midnight - 2 * day + moment),
    ])
    await query(
      database.url,
      `INSERT INTO "StaffSession" (digest, "staffId", method, "startedAt", "seenAt", "provedAt", address, "endedAt")
       VALUES ($1, 'dewi', 'password', $2, $2, $2, '10.0.0.7', $3)`,
      [name, at(midnight - 200 * day), at(midnight - 90 * day + moment)],
    )
    await query(
      database.url,
      `INSERT INTO "StaffSession" (digest, "staffId", method, "startedAt", "seenAt", "provedAt", address)
       VALUES ($1, 'dewi', 'password', $2, $2, $2, '10.0.0.7')`,
      [`unended-${name}`, at(midnight - 90 * day + moment)],
    )
    await query(
      database.url,
      `INSERT INTO "Pairing" ("deviceDigest", "userDigest", kind, "publicKey", until, "pollAfter")
       VALUES ($1, $1, 'kiosk', '{}', $2, $2)`,
      [name, at(midnight - day + moment)],
    )
  }
  for (const [digest, validUntil, branch] of [
    ["over", "2026-08-24", null],
    ["over-uji", "2026-08-24", "uji"],
    ["not-yet", "2026-08-25", null],
    ["for-ever", null, null],
  ])
    await query(database.url, `INSERT INTO "Customer" VALUES ($1, $2, 'priority', $3)`, [
      digest,
      branch,
      validUntil,
    ])
}

async function left(table: string, column: string): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(
    database.url,
    `SELECT "${column}" AS name FROM "${table}" ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

const purges = () =>
  query<{ chain: string; act: string; counts: unknown }>(
    database.url,
    `SELECT chain, act, body->'counts' AS counts FROM "AuditEntry" ORDER BY chain, seq`,
  )

const report = (moment: number = now) =>
  retentionReport({ retention: ledger.retention, limits, branchId: null, now: moment as Instant })

async function oneRound(moment: number = now, on: TestHouse = ledger): Promise<void> {
  const world = { ...realWorld, now: () => moment as Instant }
  await retentionRounds({ retention: on.retention, log, limits, world }).close()
}

describe("retention", () => {
  test("PRIVACY-2: what is over its time goes, what is not stays, and the audit tells how much went", async () => {
    await fillTables()
    await oneRound()
    expect(await left("TicketContact", "ticketId")).toEqual(["not-yet"])
    expect(await left("Answer", "commandId")).toEqual(["not-yet"])
    expect(await left("StaffSession", "digest")).toEqual(["not-yet", "unended-not-yet"])
    expect(await left("Pairing", "deviceDigest")).toEqual(["not-yet"])
    expect(await left("Customer", "digest")).toEqual(["for-ever", "not-yet"])
    expect(await purges()).toEqual([
      { chain: "*", act: "records-purged", counts: { customers: 1, sessions: 2, pairings: 1 } },
      { chain: "lain", act: "contacts-purged", counts: { contacts: 1 } },
      { chain: "uji", act: "contacts-purged", counts: { contacts: 1, answers: 1, customers: 1 } },
    ])
    await oneRound()
    expect(await purges()).toHaveLength(3)
  })

  test("of two servers at the same moment each row is counted once", async () => {
    for (let n = 0; n < 200; n++) await leaveContact(`t${n}`, n % 2 === 0 ? "uji" : "lain", now - 1)
    const other = joinHouse(database.url)
    await Promise.all([oneRound(now, ledger), oneRound(now, other), oneRound(now, ledger)])
    await other.close()
    expect(await purges()).toEqual([
      { chain: "lain", act: "contacts-purged", counts: { contacts: 100 } },
      { chain: "uji", act: "contacts-purged", counts: { contacts: 100 } },
    ])
  })

  test("goes round by itself, and goes on after a round that failed", async () => {
    await leaveContact("first", "uji", now - 1)
    await leaveContact("second", "uji", now + 1_000)
    let moment = now
    let isAway = false
    const retention: TestHouse["retention"] = {
      ...ledger.retention,
      purge: (asked) =>
        isAway ? Promise.reject(new Error("the database is away")) : ledger.retention.purge(asked),
    }
    const world = { ...realWorld, now: () => moment }
    const rounds = retentionRounds({ retention, log, limits, world, everyMs: 10 })
    const until = async (names: readonly string[]) => {
      for (let n = 0; n < 500; n++) {
        if ((await left("TicketContact", "ticketId")).join() === names.join()) return
        await sleep(20)
      }
      throw new Error(`Not only ${names.join()} are left`)
    }
    await until(["second"])
    isAway = true
    moment = (now + 2_000) as Instant
    await sleep(100)
    expect(await left("TicketContact", "ticketId")).toEqual(["second"])
    isAway = false
    await until([])
    await rounds.close()
  })

  test("the report says what is due, what is overdue after an hour, and what was purged", async () => {
    await fillTables()
    const held = Object.fromEntries((await report()).held.map((records) => [records.kind, records]))
    expect(held["contacts"]).toMatchObject({
      count: 3,
      oldestAt: now - 2 * day,
      dueCount: 2,
      overdueCount: 1,
    })
    expect(held["answers"]).toMatchObject({ count: 2, dueCount: 1, overdueCount: 1 })
    expect(held["sessions"]).toMatchObject({ count: 4, dueCount: 2, overdueCount: 2 })
    expect(held["pairings"]).toMatchObject({ count: 2, dueCount: 1, overdueCount: 1 })
    expect(held["customers"]).toMatchObject({ count: 4, dueCount: 2, overdueCount: 2 })
    expect(held["staff"]).toMatchObject({ count: 0, oldestAt: null, dueCount: 0, overdueCount: 0 })
    // A quarter past midnight what became due then is not overdue yet.
    const midnight = now + 12 * hour
    const early = (await report(midnight + 15 * 60_000)).held.find(({ kind }) => kind === "pairings")
    expect([early?.dueCount, early?.overdueCount]).toEqual([2, 1])

    await oneRound()
    const after = RetentionReport.parse(await report())
    expect(after.held.reduce((sum, { dueCount, overdueCount }) => sum + dueCount + overdueCount, 0)).toBe(0)
    expect(after.purges.map(({ chain, at: when }) => [chain, when])).toEqual([
      ["*", now],
      ["lain", now],
      ["uji", now],
    ])
    const ofBranch = await retentionReport({
      retention: ledger.retention,
      limits,
      branchId: "uji" as BranchId,
      now,
    })
    expect(ofBranch.held.map(({ kind }) => kind)).not.toContain("sessions")
    expect(ofBranch.purges.map(({ chain }) => chain)).toEqual(["uji"])
    expect(ofBranch.held.find(({ kind }) => kind === "contacts")?.count).toBe(1)
  })

  test("the sessions' days are the operator's", () => {
    const { sessions } = cutOffsAt(now, { sessionDays: 7 })
    expect(new Date(sessions).toISOString()).toBe("2026-08-19T00:00:00.000Z")
  })

  test("every table of the schema is a kind of personal data, or known to hold none", () => {
    const schema = readFileSync(new URL("../../prisma/schema.prisma", import.meta.url), "utf8")
    const tables = Array.from(schema.matchAll(/^model (\w+) /gm), ([, name = ""]) => name)
    const personal = ["TicketContact", "Answer", "StaffSession", "Pairing", "Customer", "Staff", "AuditEntry"]
    // Staff's roles and who approved a device or installed a voice go with the account, the device and the voice; Event is its own kind.
    const others = ["Event", "StaffRole", "Device", "DeviceToken", "VoicePack", "VoiceFile"]
    const none = [
      "DeviceHealth",
      "HelpRequest",
      "SettingsPin",
      "Branch",
      "Ticket",
      "AccessToken",
      "DailyRoot",
      "AccessVersion",
      "LaneReport",
    ]
    expect(new Set(tables)).toEqual(new Set([...personal, ...others, ...none]))
  })
})

describe("a server that was off", () => {
  let place: FreshDatabase

  beforeAll(async () => {
    place = await freshDatabase()
  })

  afterAll(() => place.drop())

  test("PRIVACY-2: forgets at its start, and leaves the figures", async () => {
    const purpose = { id: "Untuk mengabari Anda.", en: "To tell you." }
    const plans = [planOf({ branchId: "uji", contact: { purpose } })]
    const first = await startTestServer({ databaseUrl: place.url, plans, env: customerEnv })
    const { ticket, link } = await callerOf(first.url, await first.token("kiosk", "uji"), "uji").take("a")
    const customer = callerOf(first.url, link.split(".")[1] ?? "", "uji")
    const consent = await customer.post(`/tickets/${ticket.id}/contact`, {
      phone: "0812-3456-7890",
      purpose: purpose.en,
      language: "en",
    })
    expect(consent.status).toBe(200)
    await first.stop()
    const tickets = await query(place.url, `SELECT * FROM "Ticket"`)
    const cli = (...words: string[]) =>
      giliran(["privacy", "report", ...words], { ...customerEnv, DATABASE_URL: place.url })
    expect((await cli()).stdout).toContain("Nothing is held beyond its time.")

    await query(place.url, `UPDATE "TicketContact" SET "forgetAt" = now() - interval '2 hours'`)
    const late = await cli("--branch", "uji")
    expect([late.status, late.stderr]).toEqual([1, ""])
    expect(late.stdout).toContain("1 rows are held beyond their time: is a server running?")

    const second = await startTestServer({ databaseUrl: place.url, env: customerEnv })
    try {
      for (let n = 0; n < 100; n++) {
        const rows = await query(place.url, `SELECT 1 FROM "TicketContact"`)
        if (rows.length === 0) break
        await sleep(100)
      }
      expect(await query(place.url, `SELECT 1 FROM "TicketContact"`)).toEqual([])
      expect(await query(place.url, `SELECT * FROM "Ticket"`)).toEqual(tickets)
      const { status, stdout } = await cli("--json")
      const told = RetentionReport.parse(JSON.parse(stdout))
      expect(status).toBe(0)
      expect(told.held.every(({ overdueCount }) => overdueCount === 0)).toBe(true)
      expect(told.purges).toMatchObject([{ chain: "uji", counts: { contacts: 1 } }])
    } finally {
      await second.stop()
    }
  })
})
