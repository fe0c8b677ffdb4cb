import { hash } from "node:crypto"
import type { AuditAct } from "@giliran/contract/audit"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Pool, PoolClient } from "pg"
import { chainStart } from "../branch/hash-chain.ts"
import { patiently } from "../branch/read-ledger.ts"

/** What somebody did besides the queue's own commands. */
export interface NewAuditEntry {
  /** The branch that it concerns; `*` is the bank. */
  readonly chain: BranchId | "*"
  readonly at: Instant
  readonly actor: string
  /** Where from: a network address; `here` for a command typed at the server. */
  readonly address: string
  readonly act: AuditAct
  /** What it was done to and what changed, old and new. Never a secret. */
  readonly body: Readonly<Record<string, unknown>>
}

/** An entry's row, to the byte. */
export interface AuditRow {
  readonly chain: string
  readonly seq: number
  readonly at: Instant
  readonly actor: string
  readonly address: string
  readonly act: string
  readonly body: string
}

/** In lower-case hex. */
export function auditHash(previous: string, row: AuditRow): string {
  return hash("sha256", previous + canonicalEntry(row))
}

/** The canonical form of an entry: its JSON as an array, in this order. */
export function canonicalEntry({ chain, seq, at, actor, address, act, body }: AuditRow): string {
  return JSON.stringify([chain, seq, at, actor, address, act, body])
}

/** A change of who may do what, under way. */
export interface AuditedChange {
  readonly client: PoolClient
  /** Adds an entry to its chain, in the same transaction. */
  readonly record: (entry: NewAuditEntry) => Promise<void>
}

/**
 * Does the work and writes what the auditor reads of it in one transaction: both or neither. One change at a time in the whole
 * bank, which is as often as it happens. Raises the access version when `isChange`, so that every server forgets what it knew.
 */
export function audited<Result>(
  pool: Pool,
  work: (change: AuditedChange) => Promise<Result>,
  { isChange = true }: { readonly isChange?: boolean } = {},
): Promise<Result> {
  return patiently(async () => {
    const client = await pool.connect()
    let isBroken = false
    try {
      await client.query("BEGIN")
      await client.query(isChange ? `UPDATE "AccessVersion" SET version = version + 1` : lockChains)
      const result = await work({ client, record: (entry) => append(client, entry) })
      await client.query("COMMIT")
      return result
    } catch (error) {
      await client.query("ROLLBACK").catch(() => (isBroken = true))
      throw error
    } finally {
      client.release(isBroken)
    }
  })
}

/** Adds an entry inside a transaction that writes something else, at its end: from then on other entries wait for its commit. */
export async function recordIn(client: PoolClient, entry: NewAuditEntry): Promise<void> {
  await client.query(lockChains)
  await append(client, entry)
}

/** Whoever holds this row is the only one who adds entries. */
const lockChains = `SELECT version FROM "AccessVersion" FOR UPDATE`

async function append(client: PoolClient, entry: NewAuditEntry): Promise<void> {
  const { chain, at, actor, address, act } = entry
  const { rows } = await client.query<{ seq: number; hash: string }>(
    `SELECT seq, hash FROM "AuditEntry" WHERE chain = $1 ORDER BY seq DESC LIMIT 1`,
    [chain],
  )
  const seq = (rows[0]?.seq ?? 0) + 1
  const body = JSON.stringify(entry.body)
  const sealed = auditHash(rows[0]?.hash ?? chainStart, { chain, seq, at, actor, address, act, body })
  await client.query(
    `INSERT INTO "AuditEntry" (chain, seq, at, actor, address, act, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7::json, $8)`,
    [chain, seq, new Date(at), actor, address, act, body, sealed],
  )
}
