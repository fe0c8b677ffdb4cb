import { hash } from "node:crypto"
import type { AuditAct } from "@giliran/contract/audit"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { chainStart } from "../branch/hash-chain.ts"
import type { Tx } from "../database/tx.ts"

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

/**
 * Adds an entry to its chain, in the transaction of what it tells of: both or neither. From here on every other transaction that adds
 * one waits for this one's end.
 */
export async function record(tx: Tx, entry: NewAuditEntry): Promise<void> {
  await holdRecord(tx)
  const { chain, at, actor, address, act } = entry
  const { rows } = await tx.query<{ seq: number; hash: string }>(
    `SELECT seq, hash FROM "AuditEntry" WHERE chain = $1 ORDER BY seq DESC LIMIT 1`,
    [chain],
  )
  const seq = (rows[0]?.seq ?? 0) + 1
  const body = JSON.stringify(entry.body)
  const sealed = auditHash(rows[0]?.hash ?? chainStart, { chain, seq, at, actor, address, act, body })
  await tx.query(
    `INSERT INTO "AuditEntry" (chain, seq, at, actor, address, act, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7::json, $8)`,
    [chain, seq, new Date(at), actor, address, act, body, sealed],
  )
}

/** Whoever holds this row is the only one who adds entries: what is read after this stays as it is until the end. */
export async function holdRecord(tx: Tx): Promise<void> {
  await tx.query(`SELECT version FROM "AccessVersion" FOR UPDATE`)
}
