import type { PersonalKind } from "@giliran/contract/privacy"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { QueryConfig } from "pg"
import { holdRecord, record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"
import { instantOf, instantOrNull } from "../database/moments.ts"
import { type CutOffs, cutOffOf, type PersonalTable, personalTables } from "./personal-tables.ts"

/** What personal data is held, and its end. */
export interface RetentionTable {
  /**
   * Removes what is over its time, a branch at a time, and writes down how much it was, in the same transaction. Several servers may
   * do it at once: one finds the rows, the others nothing.
   */
  purge(asked: PurgeAsked): Promise<readonly Purge[]>
  /** Of one branch, or (null) of the whole bank. Over its time by `due`, and by `overdue` already for too long. */
  held(asked: HeldAsked): Promise<readonly HeldRecords[]>
  /** The newest purges that the audit tells of. */
  purges(branchId: BranchId | null, limit: number): Promise<readonly Purge[]>
}

export interface PurgeAsked {
  readonly cutOffs: CutOffs
  readonly now: Instant
  readonly kinds: ReadonlySet<PersonalKind>
}

export interface HeldRecords {
  readonly kind: PersonalKind
  readonly count: number
  readonly oldestAt: Instant | null
  readonly dueCount: number
  readonly overdueCount: number
}

export interface Purge {
  /** A branch, or `*`: the bank. */
  readonly chain: string
  readonly at: Instant
  readonly counts: Readonly<Record<string, number>>
}

type Pool = Database["pool"]

export function retentionTable({ pool, patiently, transaction }: Database): RetentionTable {
  return {
    async purge(asked) {
      const chains = await patiently(() => chainsWithDue(pool, asked))
      const purges: Purge[] = []
      for (const chain of chains) {
        const counts = await transaction((tx) => purgeChain(tx, chain, asked))
        if (counts) purges.push({ chain, at: asked.now, counts })
      }
      return purges
    },
    async held(asked) {
      const held: HeldRecords[] = []
      for (const table of personalTables)
        if (asked.branchId === null || table.branch !== null)
          held.push(await patiently(() => heldIn(pool, table, asked)))
      return [...held, await patiently(() => eventsHeld(pool, asked.branchId))]
    },
    purges: (branchId, limit) =>
      patiently(async () => {
        const { rows } = await pool.query<{ chain: string; at: Date; counts: Record<string, number> }>(
          `SELECT chain, at, body->'counts' AS counts FROM "AuditEntry"
           WHERE act IN ('contacts-purged', 'records-purged') AND ($1::text IS NULL OR chain = $1)
           ORDER BY at DESC, chain, seq DESC LIMIT $2`,
          [branchId, limit],
        )
        return rows.map(({ at, ...row }) => ({ ...row, at: instantOf(at) }))
      }),
  }
}

type Limited = PersonalTable & { readonly over: string }

const limited = personalTables.filter((table): table is Limited => table.over !== null)

/** Looked at without a lock: nearly always there is nothing to do. */
async function chainsWithDue(pool: Pool, { cutOffs, kinds }: PurgeAsked): Promise<readonly string[]> {
  const chains = new Set<string>()
  for (const { kind, from, branch, over } of limited) {
    if (!kinds.has(kind)) continue
    const { rows } = await pool.query<{ chain: string }>(
      unhurried(
        `SELECT DISTINCT coalesce(${branch ?? "NULL"}, '*') AS chain FROM ${from} WHERE ${over} < $1`,
        [cutOffOf(cutOffs, kind)],
      ),
    )
    for (const { chain } of rows) chains.add(chain)
  }
  return [...chains].toSorted()
}

/** Null when another server was first. */
async function purgeChain(
  tx: Tx,
  chain: string,
  { cutOffs, now, kinds }: PurgeAsked,
): Promise<Purge["counts"] | null> {
  // Of several servers at once one finds the rows: the others wait here.
  await holdRecord(tx)
  const counts: Record<string, number> = {}
  for (const { kind, from, branch, over } of limited) {
    if (!kinds.has(kind)) continue
    const { rowCount } = await tx.query(
      `DELETE FROM ${from} WHERE ${over} < $1 AND coalesce(${branch ?? "NULL"}, '*') = $2`,
      [cutOffOf(cutOffs, kind), chain],
    )
    if (rowCount) counts[kind] = rowCount
  }
  if (Object.keys(counts).length === 0) return null
  const act = counts["contacts"] === undefined ? "records-purged" : "contacts-purged"
  await record(tx, {
    chain: chain as BranchId,
    at: now,
    actor: "clock",
    address: "here",
    act,
    body: { counts },
  })
  return counts
}

async function heldIn(
  pool: Pool,
  { kind, from, branch, since, over }: PersonalTable,
  { branchId, due, overdue }: HeldAsked,
): Promise<HeldRecords> {
  const overBy = (n: number) => `count(*) FILTER (WHERE ${over ?? "NULL::timestamptz"} < $${n})::int`
  const { rows } = await pool.query<Counted>(
    unhurried(
      `SELECT count(*)::int AS count, min(${since}) AS "oldestAt", ${overBy(2)} AS "dueCount", ${overBy(3)} AS "overdueCount"
       FROM ${from} WHERE $1::text IS NULL OR ${branch ?? "NULL"} = $1`,
      [branchId, cutOffOf(due, kind), cutOffOf(overdue, kind)],
    ),
  )
  return heldOf(kind, rows[0])
}

/** Of the events, which are never removed. A branch's last number is how many they are: counting millions would take a while. */
async function eventsHeld(pool: Pool, branchId: BranchId | null): Promise<HeldRecords> {
  const { rows } = await pool.query<Counted>(
    `SELECT coalesce(sum(seq), 0)::int AS count, min(first) AS "oldestAt", 0 AS "dueCount", 0 AS "overdueCount"
     FROM (SELECT (SELECT max(e.seq) FROM "Event" e WHERE e."branchId" = b.id) AS seq,
                  (SELECT e.at FROM "Event" e WHERE e."branchId" = b.id ORDER BY e.seq LIMIT 1) AS first
           FROM "Branch" b WHERE $1::text IS NULL OR b.id = $1) AS ends`,
    [branchId],
  )
  return heldOf("events", rows[0])
}

interface HeldAsked {
  readonly branchId: BranchId | null
  readonly due: CutOffs
  readonly overdue: CutOffs
}

type Counted = Omit<HeldRecords, "kind" | "oldestAt"> & { readonly oldestAt: Date | null }

function heldOf(kind: PersonalKind, row: Counted | undefined): HeldRecords {
  if (!row) throw new Error(`PostgreSQL did not count ${kind}`)
  return { kind, ...row, oldestAt: instantOrNull(row.oldestAt) }
}

/** The pool's patience is that of a queue; to look through the answers of a thousand branches takes longer. */
function unhurried(text: string, values: readonly unknown[]): QueryConfig {
  const config: QueryConfig & { query_timeout: number } = {
    text,
    values: [...values],
    query_timeout: 120_000,
  }
  return config
}
