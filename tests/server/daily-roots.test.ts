import { giliranApart } from "../support/command-line.ts"
import { openHouse, type TestHouse } from "../support/house.ts"
import { createPublicKey, hash, verify as verifySignature } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type DailyRoot, DailyRootList } from "@giliran/contract/audit"
import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import { Client } from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { rootList } from "../../server/audit/root-list.ts"
import { digestOfStatement, readStatement } from "../../server/audit/root-statement.ts"
import { signDays } from "../../server/audit/sign-days.ts"
import { checkingKeysIn } from "../../server/audit/signing-key.ts"
import { verifyAudit } from "../../server/audit/verify-audit.ts"
import { auditHash, type AuditRow } from "../../server/audit/record.ts"
import { linkHash } from "../../server/branch/hash-chain.ts"
import { silent } from "../../server/database/database-log.ts"
import type { StoredLink } from "../../server/branch/ledger.ts"
import { at, batchOf, branch, withdrawn } from "../support/batches.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"
import { days, keyFrom, opened, pem } from "../support/signed-days.ts"

/** Whoever can write rows can compute the whole chain anew. What was signed before tells, and tells of which day. */

const secret = pem()
const key = keyFrom(secret)
const folder = mkdtempSync(join(tmpdir(), "giliran-roots-"))
let database: FreshDatabase
let ledger: TestHouse
let hand: Client
let branches = 0
let name = branch("")

beforeAll(async () => {
  database = await freshDatabase()
  ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
  hand = new Client({ connectionString: database.url })
  await hand.connect()
  // Around the wall: what only the database's superuser can do.
  await hand.query("SET session_replication_role = replica")
})

afterAll(async () => {
  await hand.end()
  await ledger.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const entry = (chain: BranchId | "*", actor = "staff siti") =>
  ledger.audit.recordAct({
    chain,
    at: at(1_787_000_000_123),
    actor,
    address: "10.0.0.7",
    act: "signed-in",
    body: { method: "password" },
  })

/** Four days of ten events each, the last one still open; three entries a day, and one of the bank's. */
const live = async (which: readonly BusinessDay[], after: number) => {
  for (const [index, day] of which.entries()) {
    const events = [opened(name, day), ...Array.from({ length: 9 }, () => ({ ...withdrawn(), day }))]
    await ledger.append(batchOf(name, after + index * 10, { events, replies: [] }))
    for (let count = 0; count < 3; count++) await entry(name)
    await entry("*")
    await signDays(ledger, key, name)
  }
}

beforeEach(async () => {
  await hand.query(`DELETE FROM "AuditEntry" WHERE chain = '*'`)
  name = branch(`branch-${++branches}`)
  await ledger.plans.save({ id: name, name: "Bandung", createdAt: at(0), plan: planOf({ branchId: name }) })
  await live(days, 0)
})

const verify = (kept: readonly DailyRoot[] = [], keys = checkingKeysIn(key.publicKey)) =>
  verifyAudit(ledger, { branchIds: [name], keys, kept })
const faultsOf = async (...given: Parameters<typeof verify>) => {
  const { words, isWhole } = await verify(...given)
  const faults = words.split("\n").filter((line) => line.startsWith("  "))
  expect(isWhole).toBe(faults.length === 0)
  return faults.map((line) => line.trim())
}
const rootsOf = async (): Promise<readonly DailyRoot[]> =>
  rootList(await ledger.audit.roots(name), null).roots

async function all<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const page of pages) rows.push(...page)
  return rows
}

/** As somebody would who knows how the chain is made: one row is another, and every hash from there on fits. */
const rewriteEvents = async (seq: number, change: (row: StoredLink) => StoredLink) => {
  let previous = "0".repeat(64)
  for (const row of await all(ledger.chain(name))) {
    const written = row.seq === seq ? change(row) : row
    previous = linkHash(previous, written)
    await hand.query(`UPDATE "Event" SET actor = $3, hash = $4 WHERE "branchId" = $1 AND seq = $2`, [
      name,
      row.seq,
      written.actor,
      previous,
    ])
  }
}

const rewriteEntries = async (chain: BranchId | "*", seq: number, change: (row: AuditRow) => AuditRow) => {
  let previous = "0".repeat(64)
  for (const row of await all(ledger.audit.entries(chain))) {
    const written = row.seq === seq ? change(row) : row
    previous = auditHash(previous, written)
    await hand.query(`UPDATE "AuditEntry" SET actor = $3, hash = $4 WHERE chain = $1 AND seq = $2`, [
      chain,
      row.seq,
      written.actor,
      previous,
    ])
  }
}

const somebodyElse = <Row>(row: Row): Row => ({ ...row, actor: "staff nobody" })

describe("the end of a day", () => {
  test("is signed once, with where the chains stand, and each root names the one before", async () => {
    const roots = await ledger.audit.roots(name)
    expect(roots.map(({ day }) => day)).toEqual(days.slice(0, 3))
    const said = roots.map(({ statement }) => readStatement(statement))
    const chain = await all(ledger.chain(name))
    expect(said.map((each) => each?.events)).toEqual(
      [10, 20, 30].map((last) => ({ first: last - 9, last, hash: chain[last - 1]?.hash })),
    )
    expect(said.map((each) => each?.previous)).toEqual([
      null,
      ...roots.slice(0, 2).map(({ statement }) => hash("sha256", statement)),
    ])
    // The first day was signed after two days' entries; each signing is an entry of its own.
    expect(said.map((each) => [each?.audit.last, each?.bank.last])).toEqual([
      [6, 2],
      [10, 3],
      [14, 4],
    ])
    for (const { statement, signature, keyId } of roots) {
      expect(keyId).toBe(key.keyId)
      const checked = createPublicKey(key.publicKey)
      expect(
        verifySignature(null, Buffer.from(statement), checked, Buffer.from(signature, "base64url")),
      ).toBe(true)
    }
    const told = (await all(ledger.audit.entries(name))).filter(({ act }) => act === "day-signed")
    expect(told.map(({ actor, body }) => [actor, JSON.parse(body)])).toEqual(
      roots.map(({ day, statement }) => [
        "clock",
        { day, digest: digestOfStatement(statement), keyId: key.keyId },
      ]),
    )
  })

  test("that was missed is signed later, and by one server of several", async () => {
    const events = ["2026-08-28", "2026-08-29", "2026-08-30"].map((day) => opened(name, day as BusinessDay))
    await ledger.append(batchOf(name, 40, { events, replies: [] }))
    const other = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
    const signed = await Promise.all([
      signDays(ledger, key, name),
      signDays(other, key, name),
      signDays(ledger, key, name),
    ])
    await other.close()
    expect(signed.flat().toSorted()).toEqual(["2026-08-27", "2026-08-28", "2026-08-29"])
    expect(await rootsOf()).toHaveLength(6)
    expect(await signDays(ledger, key, name)).toEqual([])
    expect(await faultsOf()).toEqual([])
  })

  test("of before the chain has nothing to sign, and what follows is signed", async () => {
    name = branch(`branch-${++branches}`)
    await ledger.plans.save({ id: name, name: "Bandung", createdAt: at(0), plan: planOf({ branchId: name }) })
    await ledger.append(
      batchOf(name, 0, { events: [opened(name, "2026-08-20" as BusinessDay)], replies: [] }),
    )
    await hand.query(`UPDATE "Event" SET hash = NULL WHERE "branchId" = $1`, [name])
    const fresh = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
    const events = ["2026-08-21", "2026-08-22"].map((day) => opened(name, day as BusinessDay))
    await fresh.append(batchOf(name, 1, { events, replies: [] }))
    await fresh.close()
    expect(await signDays(ledger, key, name)).toEqual(["2026-08-21"])
    expect((await verify()).words).toBe(
      `${name}: 3 events, the first 1 older than the chain: whole\n${name}: 1 entry: whole\n` +
        `${name}: 1 day signed, the last 2026-08-21: whole\nthe bank: 4 entries: whole\n`,
    )
  })
})

describe("verify, of a record that somebody rewrote", () => {
  test("finds nothing where nobody did", async () => {
    expect((await verify()).words).toBe(
      `${name}: 40 events: whole\n${name}: 15 entries: whole\n${name}: 3 days signed, the last 2026-08-26: whole\nthe bank: 4 entries: whole\n`,
    )
  })

  test("names the day of an event, though every hash was computed anew", async () => {
    await rewriteEvents(17, somebodyElse)
    expect(await faultsOf()).toEqual([
      "events 11 to 20: rewritten since 2026-08-25 was signed, hashes and all",
      "events 11 to 30: rewritten since 2026-08-26 was signed, hashes and all",
    ])
  })

  test("names the day of an entry, and of one of the bank's, in the same way", async () => {
    await rewriteEntries(name, 8, somebodyElse)
    expect(await faultsOf()).toEqual([
      "entries 7 to 10: rewritten since 2026-08-25 was signed, hashes and all",
      "entries 7 to 14: rewritten since 2026-08-26 was signed, hashes and all",
    ])
    await rewriteEntries(name, 8, (row) => ({ ...row, actor: "staff siti" }))
    expect(await faultsOf()).toEqual([])
    await rewriteEntries("*", 4, somebodyElse)
    expect(await faultsOf()).toEqual(["entry 4: rewritten since 2026-08-26 was signed, hashes and all"])
  })

  test("misses what was cut off at the end of a chain", async () => {
    await hand.query(`DELETE FROM "Event" WHERE "branchId" = $1 AND seq > 27`, [name])
    expect(await faultsOf()).toEqual([
      "events 28 to 30: missing at the end, and were there when 2026-08-26 was signed",
    ])
    await hand.query(`DELETE FROM "AuditEntry" WHERE chain = $1 AND seq > 13`, [name])
    expect(await faultsOf()).toContain(
      "entry 14: missing at the end, and were there when 2026-08-26 was signed",
    )
    await hand.query(`DELETE FROM "AuditEntry" WHERE chain = '*'`)
    expect(await faultsOf()).toContain(
      "entries 1 to 2: missing at the end, and were there when 2026-08-24 was signed",
    )
  })

  test("believes no root that was changed to fit, or signed by another key", async () => {
    await rewriteEvents(17, somebodyElse)
    const fitting = async (sign: (statement: string) => string, keyId: string) => {
      const chain = await all(ledger.chain(name))
      for (const { day, statement } of await rootsOf()) {
        const said = JSON.parse(statement) as { events: { last: number; hash: string | null | undefined } }
        said.events.hash = chain[said.events.last - 1]?.hash
        const forged = JSON.stringify(said)
        await hand.query(
          `UPDATE "DailyRoot" SET statement = $3, signature = $4, "keyId" = $5 WHERE "branchId" = $1 AND day = $2`,
          [name, day, forged, sign(forged), keyId],
        )
      }
    }
    const [{ signature } = { signature: "" }] = await rootsOf()
    await fitting(() => signature, key.keyId)
    expect(await faultsOf()).toContain(
      "root of 2026-08-25: its signature does not fit: it was changed or forged",
    )
    const stranger = keyFrom(pem())
    await fitting((statement) => stranger.sign(statement), stranger.keyId)
    expect(await faultsOf()).toContain(
      `root of 2026-08-25: signed by a key that is not known here, ${stranger.keyId.slice(0, 8)}`,
    )
    await fitting((statement) => stranger.sign(statement), key.keyId)
    expect(await faultsOf()).toContain(
      "root of 2026-08-25: its signature does not fit: it was changed or forged",
    )
  })

  test("misses a root that was removed: in between, and at the end", async () => {
    await hand.query(`DELETE FROM "DailyRoot" WHERE "branchId" = $1 AND day = $2`, [name, days[1]])
    expect(await faultsOf()).toEqual([
      "root of 2026-08-26: does not follow the one before it, which was changed or removed",
      "root of 2026-08-25: removed",
    ])
    await hand.query(`DELETE FROM "DailyRoot" WHERE "branchId" = $1`, [name])
    expect(await faultsOf()).toEqual(days.slice(0, 3).map((day) => `root of ${day}: removed`))
  })

  test("by a root of another day, put in its place, is not deceived", async () => {
    const [first] = await rootsOf()
    await hand.query(
      `UPDATE "DailyRoot" SET statement = $3, signature = $4 WHERE "branchId" = $1 AND day = $2`,
      [name, days[1], first?.statement, first?.signature],
    )
    expect(await faultsOf()).toContain("root of 2026-08-25: it was signed for another day or branch")
  })

  test("with the key stolen and everything signed anew, the roots kept elsewhere tell", async () => {
    const kept = await rootsOf()
    await rewriteEvents(17, somebodyElse)
    await hand.query(`DELETE FROM "DailyRoot" WHERE "branchId" = $1`, [name])
    await hand.query(`DELETE FROM "AuditEntry" WHERE chain = $1 AND act = 'day-signed'`, [name])
    await hand.query(
      `UPDATE "AuditEntry" SET seq = -n FROM (SELECT seq AS s, row_number() OVER (ORDER BY seq) AS n FROM "AuditEntry" WHERE chain = $1) AS o WHERE chain = $1 AND seq = s`,
      [name],
    )
    await hand.query(`UPDATE "AuditEntry" SET seq = -seq WHERE chain = $1`, [name])
    await rewriteEntries(name, 0, somebodyElse)
    await signDays(ledger, key, name)
    expect(await faultsOf()).toEqual([])
    expect(await faultsOf(kept)).toContain("root of 2026-08-25: not the one that was exported")
  })

  test("after a change of key the old public key is needed as well", async () => {
    const next = keyFrom(pem())
    await ledger.append(
      batchOf(name, 40, { events: [opened(name, "2026-08-28" as BusinessDay)], replies: [] }),
    )
    await signDays(ledger, next, name)
    expect(await faultsOf([], checkingKeysIn(next.publicKey))).toHaveLength(3)
    expect(await faultsOf([], checkingKeysIn(next.publicKey + key.publicKey))).toEqual([])
  })
})

const run = (words: readonly string[], signingKey = secret) =>
  giliranApart(words, { DATABASE_URL: database.url, GILIRAN_SIGNING_KEY: signingKey })

describe("the command line", () => {
  test("exports the roots, and verify checks by the file alone; a rewritten record ends with 1", async () => {
    const file = join(folder, "roots.json")
    expect(await run(["roots", "--branch", name, "--out", file])).toMatchObject({
      status: 0,
      stdout: `3 signed days of ${name} in ${file}.\n`,
    })
    const printed = DailyRootList.parse(JSON.parse((await run(["roots", "--branch", name])).stdout))
    expect(printed).toEqual({ roots: await rootsOf(), publicKey: key.publicKey })

    expect(await run(["verify", "--branch", name, "--roots", file], "")).toMatchObject({
      status: 0,
      stderr: "",
    })
    const publicKey = join(folder, "public.pem")
    writeFileSync(publicKey, key.publicKey)
    expect(await run(["verify", "--branch", name, "--public-key", publicKey], "")).toMatchObject({
      status: 0,
    })
    expect(await run(["verify", "--branch", name], "")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--public-key"),
    })
    await rewriteEvents(17, somebodyElse)
    const { status, stderr } = await run(["verify", "--branch", name])
    expect(status).toBe(1)
    expect(stderr).toContain(`${name}: 40 events: NOT WHOLE\n  events 11 to 20: rewritten since 2026-08-25`)
  }, 120_000)
})
