import { giliranApart } from "../support/command-line.ts"
import { type TestHouse, openHouse } from "../support/house.ts"
import { Client } from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { verifyChain } from "../../server/audit/verify-chain.ts"
import { at, batchOf, branch, withdrawn } from "../support/batches.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"

/** Somebody with a hand on the database changes it behind the ledger's back; the chain tells what and where. */

let database: FreshDatabase
let databaseUrl: string
let ledger: TestHouse
let hand: Client
let branches = 0
let name = branch("")

const verify = () => verifyChain(ledger.chain(name))

beforeAll(async () => {
  database = await freshDatabase()
  databaseUrl = database.url
  ledger = await openHouse({ databaseUrl, dataDir: "/nowhere", log: silent })
  hand = new Client({ connectionString: databaseUrl })
  await hand.connect()
  // Around the wall: what only the database's superuser can do.
  await hand.query("SET session_replication_role = replica")
})

afterAll(async () => {
  await hand.end()
  await ledger.close()
  await database.drop()
})

/** Thirty events: one at a time, in batches, and after the ledger was opened anew. */
beforeEach(async () => {
  name = branch(`branch-${++branches}`)
  for (let seq = 0; seq < 10; seq++) await ledger.append(batchOf(name, seq))
  await ledger.append(
    batchOf(name, 10, { events: Array.from({ length: 10 }, () => withdrawn()), replies: [] }),
  )
  const other = await openHouse({ databaseUrl, dataDir: "/nowhere", log: silent })
  await other.append(batchOf(name, 20))
  await other.close()
  // This one last wrote seq 20: where the chain ends now, it has to look up.
  for (let seq = 21; seq < 30; seq++) await ledger.append(batchOf(name, seq))
})

describe("the chain of a branch's events", () => {
  test("is whole when nobody touched it, whoever wrote it", async () => {
    expect(await verify()).toEqual({ count: 30, unchainedCount: 0, faults: [] })
  })

  test("is whole when batches were refused on the way", async () => {
    expect(await ledger.append(batchOf(name, 3))).toMatchObject({ appended: false })
    expect(await ledger.append(batchOf(name, 40))).toMatchObject({ appended: false })
    await ledger.append(batchOf(name, 30))
    expect(await verify()).toEqual({ count: 31, unchainedCount: 0, faults: [] })
  })

  test.each([
    ["day", "day = '2026-08-25'"],
    ["body", `body = replace(body::text, 'withdrawn', 'expired')::json`],
    ["space inside the body", `body = replace(body::text, ',', ', ')::json`],
    ["actor", "actor = 'teller:9'"],
    ["command", `"commandId" = 'another'`],
  ])("names a row whose %s was changed", async (_, change) => {
    await hand.query(`UPDATE "Event" SET ${change} WHERE "branchId" = $1 AND seq = 7`, [name])
    expect((await verify()).faults).toEqual([{ seq: 7, fault: "changed" }])
  })

  test.each([
    ["type", "type = 'ticket-expired'"],
    ["moment", "at = at + interval '1 millisecond'"],
  ])("names a row beside whose body another %s stands", async (_, change) => {
    await hand.query(`UPDATE "Event" SET ${change} WHERE "branchId" = $1 AND seq = 7`, [name])
    expect((await verify()).faults).toEqual([{ seq: 7, fault: "contradictory" }])
  })

  test("names the row after one whose hash was made to fit", async () => {
    await hand.query(
      `UPDATE "Event" SET actor = 'teller:9', hash = encode(sha256('guess'), 'hex') WHERE "branchId" = $1 AND seq = 7`,
      [name],
    )
    expect((await verify()).faults).toEqual([
      { seq: 7, fault: "changed" },
      { seq: 8, fault: "changed" },
    ])
  })

  test("names rows that were removed", async () => {
    await hand.query(`DELETE FROM "Event" WHERE "branchId" = $1 AND seq BETWEEN 12 AND 14`, [name])
    expect((await verify()).faults).toEqual([{ seq: 12, fault: "missing", until: 14 }])
  })

  test("names rows that were removed and closed up over", async () => {
    await hand.query(`DELETE FROM "Event" WHERE "branchId" = $1 AND seq = 29`, [name])
    await hand.query(`UPDATE "Event" SET seq = 29 WHERE "branchId" = $1 AND seq = 30`, [name])
    expect((await verify()).faults).toEqual([{ seq: 29, fault: "changed" }])
  })

  test("names a row that was put in, with a hash or without", async () => {
    const putIn = (hash: string | null) =>
      hand.query(
        `INSERT INTO "Event" ("branchId", seq, day, at, type, body, actor, hash)
         SELECT "branchId", 31, day, at, type, body, actor, $2 FROM "Event" WHERE "branchId" = $1 AND seq = 30`,
        [name, hash],
      )
    await putIn(null)
    expect((await verify()).faults).toEqual([{ seq: 31, fault: "unsealed" }])
    await hand.query(`DELETE FROM "Event" WHERE "branchId" = $1 AND seq = 31`, [name])
    await putIn("f".repeat(64))
    expect((await verify()).faults).toEqual([{ seq: 31, fault: "changed" }])
  })

  test("names both of two rows that changed places", async () => {
    for (const [from, to] of [
      [5, 1005],
      [6, 5],
      [1005, 6],
    ])
      await hand.query(`UPDATE "Event" SET seq = $3 WHERE "branchId" = $1 AND seq = $2`, [name, from, to])
    expect((await verify()).faults.map(({ seq }) => seq)).toEqual([5, 6, 7])
  })

  test("begins after rows that are older than it, and only there", async () => {
    await hand.query(`UPDATE "Event" SET hash = NULL WHERE "branchId" = $1`, [name])
    const other = await openHouse({ databaseUrl, dataDir: "/nowhere", log: silent })
    await other.append(batchOf(name, 30))
    await other.close()
    expect(await verify()).toEqual({ count: 31, unchainedCount: 30, faults: [] })
  })
})

const run = (...words: string[]) => giliranApart(["verify", ...words], { DATABASE_URL: databaseUrl })

describe("giliran verify", () => {
  beforeEach(async () => {
    await ledger.plans.save({ id: name, name: "Bandung", createdAt: at(0), plan: planOf({ branchId: name }) })
  })

  test("says that a ledger is whole, and ends well", async () => {
    const { status, stdout } = await run("--branch", name)
    expect(stdout).toBe(
      `${name}: 30 events: whole\n${name}: 0 entries: whole\n${name}: 0 days signed: whole\nthe bank: 0 entries: whole\n`,
    )
    expect(status).toBe(0)
  })

  test("names what was tampered with, and ends with 1", async () => {
    await hand.query(`UPDATE "Event" SET actor = 'teller:9' WHERE "branchId" = $1 AND seq = 7`, [name])
    await hand.query(`DELETE FROM "Event" WHERE "branchId" = $1 AND seq = 20`, [name])
    const { status, stderr } = await run("--branch", name)
    expect(stderr).toBe(
      `${name}: 29 events: NOT WHOLE\n  event 7: it, or the one before it, is not what was written\n  event 20: missing\n${name}: 0 entries: whole\n${name}: 0 days signed: whole\nthe bank: 0 entries: whole\n`,
    )
    expect(status).toBe(1)
  })

  test("knows no such branch: exit 2", async () => {
    expect(await run("--branch", "nowhere")).toMatchObject({ status: 2 })
  })
})
