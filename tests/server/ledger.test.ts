import { type TestHouse, openHouse } from "../support/house.ts"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import type { DayPage } from "../../server/branch/ledger.ts"
import { silent } from "../../server/database/database-log.ts"
import {
  answerTo,
  at,
  batchOf,
  branch,
  day,
  someTicketId,
  ticketRowOf,
  withdrawn,
} from "../support/batches.ts"
import { planOf } from "../support/plan-of.ts"
import { freshDatabase, query } from "../support/postgres.ts"

interface Opened {
  readonly ledger: TestHouse
  readonly url: string
  close(): Promise<void>
}

async function openEmbedded(): Promise<Opened> {
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-ledger-"))
  const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
  const url = await connectionUrlOf(dataDir)
  if (url === null) throw new Error("the running server does not say how to reach its database")
  return {
    ledger,
    url,
    async close() {
      await ledger.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function openOutside(): Promise<Opened> {
  const database = await freshDatabase()
  const ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
  return {
    ledger,
    url: database.url,
    async close() {
      await ledger.close()
      await database.drop()
    },
  }
}

async function pagesOf(ledger: TestHouse, name: string): Promise<DayPage[]> {
  const pages: DayPage[] = []
  for await (const page of ledger.currentDay(branch(name))) pages.push(page)
  return pages
}

describe.each([
  ["on the embedded database", openEmbedded],
  ["on an outside database", openOutside],
])("the ledger %s", (_, open) => {
  let opened: Opened
  let ledger: TestHouse
  beforeAll(async () => {
    opened = await open()
    ledger = opened.ledger
  })
  afterAll(() => opened.close())

  test("keeps events in order, exactly as they were", async () => {
    const odd = { ...withdrawn("c-1"), actor: `teller:"Siti" \\ 'O''Neil' 💳` }
    const batch = batchOf(branch("order"), 0, {
      events: [odd, withdrawn(null), withdrawn("c-2")],
      replies: [],
    })
    expect(await ledger.append(batch)).toEqual({ appended: true })
    expect(await ledger.append(batchOf(branch("order"), 3))).toEqual({ appended: true })
    const events = await ledger.eventsAfter(branch("order"), 0, 100)
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(events.slice(0, 3)).toEqual(batch.events.map((event, index) => ({ ...event, seq: index + 1 })))
    expect(await ledger.eventsAfter(branch("order"), 1, 2)).toEqual(events.slice(1, 3))
  })

  test("a report reads the event's own moment", async () => {
    await ledger.append(batchOf(branch("moment"), 0))
    const [row] = await query<{ at: Date; type: string }>(
      opened.url,
      `SELECT at, type FROM "Event" WHERE "branchId" = 'moment'`,
    )
    expect(row).toEqual({ at: new Date(1_787_000_000_123), type: "ticket-withdrawn" })
  })

  test("of two batches that follow the same event the second is stale and leaves no trace", async () => {
    await ledger.append(batchOf(branch("race"), 0))
    const late = batchOf(branch("race"), 0, { commandId: "late", tickets: [ticketRowOf(branch("race"))] })
    expect(await ledger.append(late)).toEqual({ appended: false, cause: "stale" })
    expect(await ledger.eventsAfter(branch("race"), 0, 10)).toHaveLength(1)
    expect((await ledger.repliesOf(branch("race"), ["late"])).size).toBe(0)
    expect(await ledger.contacts.ticketById(branch("race"), late.tickets[0]?.id ?? someTicketId())).toBeNull()
  })

  test("a batch that would leave a gap is stale", async () => {
    expect(await ledger.append(batchOf(branch("gap"), 5))).toEqual({ appended: false, cause: "stale" })
  })

  test("only one of many that race at once is written", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => ledger.append(batchOf(branch("crowd"), 0))),
    )
    expect(results.filter(({ appended }) => appended)).toHaveLength(1)
    expect(await ledger.eventsAfter(branch("crowd"), 0, 10)).toHaveLength(1)
  })

  test("batches of many branches that wait together: one stale batch refuses no other", async () => {
    await ledger.append(batchOf(branch("many-3"), 0))
    const results = await Promise.all(
      Array.from({ length: 10 }, (_unused, index) => ledger.append(batchOf(branch(`many-${index}`), 0))),
    )
    expect(results.map(({ appended }) => appended)).toEqual(
      Array.from({ length: 10 }, (_unused, index) => index !== 3),
    )
    expect(await writersOf(opened.url, "many-%")).toBeLessThanOrEqual(1 + 3)
  })

  test("an answer is kept exactly, refusals included, and given once", async () => {
    const refusal = answerTo("no", { status: 409, body: '{"code":"queue-empty",  "odd": "\\u0000 spacing"}' })
    const onlyRefusal = batchOf(branch("answers"), 0, { events: [], replies: [refusal] })
    expect(await ledger.append(onlyRefusal)).toEqual({ appended: true })
    expect(await ledger.repliesOf(branch("answers"), ["no", "never"])).toEqual(new Map([["no", refusal]]))
    expect(await ledger.append(batchOf(branch("answers"), 0, { commandId: "no" }))).toEqual({
      appended: false,
      cause: "answered",
    })
    expect(await ledger.eventsAfter(branch("answers"), 0, 10)).toHaveLength(0)
    expect((await ledger.repliesOf(branch("elsewhere"), ["no"])).size).toBe(0)
  })

  test("a refusal decided on an old state is stale", async () => {
    await ledger.append(batchOf(branch("old"), 0))
    const refusal = batchOf(branch("old"), 0, { events: [], replies: [answerTo("x", { status: 409 })] })
    expect(await ledger.append(refusal)).toEqual({ appended: false, cause: "stale" })
  })

  test("one branch's conflict in a merged statement refuses only that branch", async () => {
    await ledger.append(batchOf(branch("merge-b"), 0, { events: [], replies: [answerTo("used")] }))
    const results = await Promise.all([
      ledger.append(batchOf(branch("merge-a"), 0)),
      ledger.append(batchOf(branch("merge-b"), 0, { commandId: "used" })),
      ledger.append(batchOf(branch("merge-c"), 0)),
    ])
    expect(results).toEqual([{ appended: true }, { appended: false, cause: "answered" }, { appended: true }])
  })

  test("a batch that cannot be written at all refuses only itself", async () => {
    const broken = batchOf(branch("broken"), 0, { events: [{ ...withdrawn(), actor: "a\u0000b" }] })
    const results = await Promise.allSettled([
      ledger.append(broken),
      ledger.append(batchOf(branch("whole"), 0)),
    ])
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"])
    expect(await ledger.append(batchOf(branch("broken"), 0))).toEqual({ appended: true })
  })

  test("forgets old answers and keeps young ones", async () => {
    const mine = branch("prune")
    await ledger.append(batchOf(mine, 0, { at: at(1000), events: [], replies: [answerTo("old")] }))
    await ledger.append(batchOf(mine, 0, { at: at(2000), events: [], replies: [answerTo("young")] }))
    expect(await ledger.pruneReplies(mine, at(2000))).toBe(1)
    expect([...(await ledger.repliesOf(mine, ["old", "young"])).keys()]).toEqual(["young"])
  })

  test("an ended ticket has a row; one that was written while it still waited is none", async () => {
    const mine = branch("tickets")
    const waiting = ticketRowOf(mine)
    const finished = {
      ...waiting,
      status: "finished" as const,
      endedAt: at(1_787_000_090_000),
      calledAt: at(1_787_000_060_001),
      counterId: "VIP-1" as typeof waiting.counterId,
    }
    await ledger.append(batchOf(mine, 0, { tickets: [waiting] }))
    const { contacts } = ledger
    expect(await contacts.ticketById(mine, waiting.id)).toBeNull()
    await ledger.append(batchOf(mine, 1, { tickets: [finished, ticketRowOf(mine)] }))
    expect(await contacts.ticketById(mine, waiting.id)).toEqual(finished)
    expect(await contacts.ticketById(null, waiting.id)).toEqual(finished)
    expect(await contacts.ticketById(branch("elsewhere"), waiting.id)).toBeNull()
  })

  test("the current day begins at the last opening, however many pages it has", async () => {
    const mine = branch("long")
    const opening = {
      day,
      event: { type: "day-opened" as const, at: at(1), day, plan: planOf() },
      commandId: null,
      actor: "clock",
    }
    const happened = Array.from({ length: 3000 }, () => withdrawn())
    expect(await pagesOf(ledger, "long")).toEqual([])
    await ledger.append(batchOf(mine, 0, { events: [opening, withdrawn(), opening], replies: [] }))
    for (let after = 3; after < 3003; after += 1000)
      await ledger.append(
        batchOf(mine, after, { events: happened.slice(after - 3, after + 997), replies: [] }),
      )
    const pages = await pagesOf(ledger, "long")
    expect(pages.map(({ lastSeq }) => lastSeq)).toEqual([1002, 2002, 3002, 3003])
    const [first, ...others] = pages.flatMap(({ events }) => events)
    expect(first).toEqual(opening.event)
    expect(others).toEqual(happened.map(({ event }) => event))
  })

  test("branches with their plans, and their newest seq", async () => {
    const row = { id: branch("kebun-jeruk"), name: "Kebun Jeruk", createdAt: at(5), plan: planOf() }
    await ledger.plans.save({ ...row, name: "Kebun" })
    await ledger.plans.save({ ...row, createdAt: at(9) })
    await ledger.plans.save({ ...row, id: branch("new") })
    expect((await ledger.branches()).find(({ id }) => id === row.id)).toEqual(row)
    expect(await ledger.branch(row.id)).toEqual(row)
    expect(await ledger.branch("nowhere")).toBeNull()
    await ledger.append(batchOf(row.id, 0, { events: [withdrawn(), withdrawn()] }))
    expect(await ledger.headSeqs()).toEqual(new Map([[row.id, 2]]))
  })

  test("access tokens, found by digest and revoked", async () => {
    const token = {
      digest: "ab".repeat(32),
      role: "display" as const,
      branchId: branch("bandung"),
      label: "hall",
      createdAt: at(7),
      revokedAt: null,
      scopes: ["see-display"],
      isDemo: false,
    }
    const made = { at: at(7), actor: "test", address: "here", act: "key-made" as const, body: {} }
    const entry = { chain: token.branchId, ...made }
    expect(await ledger.keys.find(token.digest)).toBeNull()
    await ledger.database.transaction((tx) => ledger.keys.save(tx, token, entry))
    expect(await ledger.keys.find(token.digest)).toEqual(token)
    const revoked = { ...token, revokedAt: at(8) }
    await ledger.database.transaction((tx) => ledger.keys.save(tx, revoked, { ...entry, act: "key-revoked" }))
    expect(await ledger.keys.find(token.digest)).toEqual(revoked)
  })

  test("is ready", async () => {
    expect(await ledger.database.isReady()).toBe(true)
  })
})

/** Transactions that wrote the events of these branches. */
async function writersOf(url: string, branches: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    url,
    `SELECT count(DISTINCT xmin::text)::int AS count FROM "Event" WHERE "branchId" LIKE $1`,
    [branches],
  )
  return row?.count ?? 0
}
