import type { BranchId, BusinessDay, Instant } from "@giliran/contract/basics"
import type { Database } from "../database/database.ts"
import type { Asked, Tx } from "../database/tx.ts"
import { holdRecord, record } from "./record.ts"
import { chainStart } from "../branch/hash-chain.ts"

/** A day's end, signed; see audit/root-statement.ts. */
export interface DailyRootRow {
  readonly branchId: BranchId
  readonly day: BusinessDay
  /** To the byte. */
  readonly statement: string
  readonly signature: string
  readonly keyId: string
}

/** A day that is over: the last of its events, and its hash, null in rows older than the chain. */
export interface EndedDay {
  readonly branchId: BranchId
  readonly day: BusinessDay
  readonly last: number
  readonly hash: string | null
}

/** Where a chain stands; before its first, 0 and what the first hash follows. */
export interface ChainPlace {
  readonly last: number
  readonly hash: string
}

export interface SignedDay {
  readonly root: DailyRootRow
  readonly at: Instant
  /** Of the statement. */
  readonly digest: string
}

/** Signs for good: told the root before, and where the chains of entries stand. */
export type SignDay = (known: {
  readonly previous: DailyRootRow | null
  readonly audit: ChainPlace
  readonly bank: ChainPlace
}) => SignedDay

export async function readRoots(asked: Asked, branchId: BranchId): Promise<readonly DailyRootRow[]> {
  const { rows } = await asked.query<DailyRootRow>(
    `SELECT * FROM "DailyRoot" WHERE "branchId" = $1 ORDER BY day`,
    [branchId],
  )
  return rows
}

export async function readLastRoot(asked: Asked, branchId: BranchId): Promise<DailyRootRow | null> {
  const { rows } = await asked.query<DailyRootRow>(
    `SELECT * FROM "DailyRoot" WHERE "branchId" = $1 ORDER BY day DESC LIMIT 1`,
    [branchId],
  )
  return rows[0] ?? null
}

/** The first day that ended after this event; null when there is none yet. A day ends where the next begins. */
export async function readDayAfter(
  { pool, patiently }: Database,
  branchId: BranchId,
  seq: number,
): Promise<EndedDay | null> {
  const { rows } = await patiently(() =>
    pool.query<{ seq: number; day: BusinessDay }>(
      `SELECT seq, day FROM "Event" WHERE "branchId" = $1 AND seq > $2 AND type = 'day-opened' ORDER BY seq LIMIT 2`,
      [branchId, seq],
    ),
  )
  const [opened, next] = rows
  if (!opened || !next) return null
  const last = next.seq - 1
  const ends = await patiently(() =>
    pool.query<{ hash: string | null }>(`SELECT hash FROM "Event" WHERE "branchId" = $1 AND seq = $2`, [
      branchId,
      last,
    ]),
  )
  return { branchId, day: opened.day, last, hash: ends.rows[0]?.hash ?? null }
}

/** Stores the day's root, and the entry that tells of it; false when another server was first. */
export async function saveRoot(tx: Tx, { branchId, day }: EndedDay, sign: SignDay): Promise<boolean> {
  // What is signed is where the chains stand: nobody adds to them meanwhile.
  await holdRecord(tx)
  const previous = await readLastRoot(tx, branchId)
  if (previous && previous.day >= day) return false
  const [audit, bank] = [await placeOf(tx, branchId), await placeOf(tx, "*")]
  const { root, at, digest } = sign({ previous, audit, bank })
  await tx.query(
    `INSERT INTO "DailyRoot" ("branchId", day, statement, signature, "keyId") VALUES ($1, $2, $3, $4, $5)`,
    [branchId, day, root.statement, root.signature, root.keyId],
  )
  const body = { day, digest, keyId: root.keyId }
  await record(tx, { chain: branchId, at, actor: "clock", address: "", act: "day-signed", body })
  return true
}

async function placeOf(tx: Tx, chain: BranchId | "*"): Promise<ChainPlace> {
  const { rows } = await tx.query<ChainPlace>(
    `SELECT seq AS last, hash FROM "AuditEntry" WHERE chain = $1 ORDER BY seq DESC LIMIT 1`,
    [chain],
  )
  return rows[0] ?? { last: 0, hash: chainStart }
}
