import type { BranchId, BusinessDay, Instant } from "@giliran/contract/basics"
import type { Database } from "../database/database.ts"
import { instantOf } from "../database/moments.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import { canonicalEntry } from "./record.ts"
import type { AuditChain, AuditFilter, AuditFound } from "./audit-found.ts"
import { canonicalLink, chainStart } from "../branch/hash-chain.ts"

/** Of one chain: numbers from `from` and below `to`, in this direction. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly order: "ASC" | "DESC"
  readonly limit: number
  /** Of events: also those that nobody but the clock gave. */
  readonly withClock: boolean
}

/** PostgreSQL's largest integer: above every number of a chain. */
export const endless = 2_147_483_647

export async function findEvents(
  database: Database,
  branchId: AuditChain,
  { actor, act }: AuditFilter,
  { from, to, order, limit, withClock }: Stretch,
): Promise<readonly AuditFound[]> {
  const { rows } = await database.patiently(() =>
    database.pool.query<EventRow>(
      `SELECT e.seq, e.day, e.at, e.body::text AS body, e."commandId", e.actor, e.hash,
         (SELECT p.hash FROM "Event" p WHERE p."branchId" = e."branchId" AND p.seq = e.seq - 1) AS previous
       FROM "Event" e
       WHERE e."branchId" = $1 AND e.seq >= $2 AND e.seq < $3 AND ($4 OR e.actor <> 'clock')
         AND ($5::text IS NULL OR e.type = $5)
         AND ($6::text IS NULL OR strpos(lower(split_part(e.actor, ' from ', 1)), lower($6)) > 0)
       ORDER BY e.seq ${order} LIMIT $7`,
      [branchId, from, to, withClock, act || null, actor || null, limit],
    ),
  )
  return rows.map(({ at, previous, hash, ...row }) => ({
    kind: "event",
    seq: row.seq,
    at: instantOf(at),
    actor: row.actor,
    event: JSON.parse(row.body) as BranchEvent,
    row: canonicalLink({ branchId: branchId as BranchId, ...row }),
    previous: previous ?? chainStart,
    hash,
  }))
}

interface EventRow {
  readonly seq: number
  readonly day: BusinessDay
  readonly at: Date
  readonly body: string
  readonly commandId: string | null
  readonly actor: string
  readonly hash: string | null
  readonly previous: string | null
}

export async function findEntries(
  database: Database,
  chain: AuditChain,
  { from: earliest, until, actor, act }: AuditFilter,
  { from, to, order, limit }: Stretch,
): Promise<readonly AuditFound[]> {
  const { rows } = await database.patiently(() =>
    database.pool.query<EntryRow>(
      `SELECT a.seq, a.at, a.actor, a.address, a.act, a.body::text AS body, a.hash,
         (SELECT p.hash FROM "AuditEntry" p WHERE p.chain = a.chain AND p.seq = a.seq - 1) AS previous
       FROM "AuditEntry" a
       WHERE a.chain = $1 AND a.seq >= $2 AND a.seq < $3
         AND ($4::float8 IS NULL OR a.at >= to_timestamp($4 / 1000)) AND ($5::float8 IS NULL OR a.at < to_timestamp($5 / 1000))
         AND ($6::text IS NULL OR a.act = $6) AND ($7::text IS NULL OR strpos(lower(a.actor), lower($7)) > 0)
       ORDER BY a.seq ${order} LIMIT $8`,
      [chain, from, to, earliest ?? null, until ?? null, act || null, actor || null, limit],
    ),
  )
  return rows.map(({ seq, actor: by, address, act: done, body, hash, ...row }) => {
    const at = instantOf(row.at)
    return {
      kind: "entry",
      seq,
      at,
      actor: by,
      address,
      act: done,
      body: JSON.parse(body) as Readonly<Record<string, unknown>>,
      row: canonicalEntry({ chain, seq, at, actor: by, address, act: done, body }),
      previous: row.previous ?? chainStart,
      hash,
    }
  })
}

interface EntryRow {
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly address: string
  readonly act: string
  readonly body: string
  readonly hash: string
  readonly previous: string | null
}

/** The number after the chain's last. */
export async function endOf(
  database: Database,
  table: "Event" | "AuditEntry",
  chain: AuditChain,
): Promise<number> {
  const name = table === "Event" ? `"branchId"` : "chain"
  const { rows } = await database.patiently(() =>
    database.pool.query<{ seq: number }>(
      `SELECT seq FROM "${table}" WHERE ${name} = $1 ORDER BY seq DESC LIMIT 1`,
      [chain],
    ),
  )
  return (rows[0]?.seq ?? 0) + 1
}

/** Of the branch's event with this number; null where there is none. */
export async function momentOf(
  database: Database,
  branchId: AuditChain,
  seq: number,
): Promise<Instant | null> {
  const { rows } = await database.patiently(() =>
    database.pool.query<{ at: Date }>(`SELECT at FROM "Event" WHERE "branchId" = $1 AND seq = $2`, [
      branchId,
      seq,
    ]),
  )
  return (rows[0]?.at.getTime() as Instant | undefined) ?? null
}

/**
 * The numbers of the events inside the filter's moments: from, and below. No event of a branch is earlier than the one before it,
 * so halving finds them among millions in two dozen look-ups of the primary key, and no append pays for an index.
 */
export async function eventsWithin(
  database: Database,
  branchId: AuditChain,
  { from, until }: AuditFilter,
): Promise<{ readonly from: number; readonly to: number }> {
  const end = await endOf(database, "Event", branchId)
  const firstSince = async (moment: Instant) => {
    let [low, high] = [1, end]
    while (low < high) {
      const middle = (low + high) >> 1
      if (((await momentOf(database, branchId, middle)) ?? moment) < moment) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    from: from === undefined ? 1 : await firstSince(from),
    to: until === undefined ? end : await firstSince(until),
  }
}
