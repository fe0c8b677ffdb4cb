import type { Instant } from "@giliran/contract/basics"
import type { Asked, Tx } from "../database/tx.ts"
import type { Reply } from "./order.ts"

/** Whose key it is: a branch's, or `*`, the bank's. */
export interface ReplyPlace {
  readonly scope: string
  readonly key: string
}

export interface KeptReply {
  /** Of the request that it answered. */
  readonly digest: string
  readonly reply: Reply
}

/** A row that is claimed and not filled yet: only its own transaction ever sees it. */
const unfilled = 0

/**
 * Takes the key for this transaction: whoever else comes with it waits for the end of this one. Null when it was free; otherwise what
 * was replied before.
 */
export async function claimReply(
  tx: Tx,
  { scope, key, digest, at }: ReplyPlace & { readonly digest: string; readonly at: Instant },
): Promise<KeptReply | null> {
  const { rowCount } = await tx.query(
    `INSERT INTO "Answer" ("branchId", "commandId", digest, status, body, at) VALUES ($1, $2, $3, $4, '', $5)
     ON CONFLICT DO NOTHING`,
    [scope, key, digest, unfilled, new Date(at)],
  )
  if (rowCount === 1) return null
  const before = await replyTo(tx, { scope, key })
  if (!before) throw new Error("A reply was removed while it was being asked for")
  return before
}

/** Null when nothing was replied to this key. */
export async function replyTo(asked: Asked, { scope, key }: ReplyPlace): Promise<KeptReply | null> {
  const { rows } = await asked.query<Reply & { digest: string }>(
    `SELECT digest, status, body FROM "Answer" WHERE "branchId" = $1 AND "commandId" = $2`,
    [scope, key],
  )
  const [row] = rows
  return row ? { digest: row.digest, reply: { status: row.status, body: row.body } } : null
}

export async function keepReply(tx: Tx, { scope, key }: ReplyPlace, { status, body }: Reply): Promise<void> {
  await tx.query(`UPDATE "Answer" SET status = $3, body = $4 WHERE "branchId" = $1 AND "commandId" = $2`, [
    scope,
    key,
    status,
    body,
  ])
}

/** Nothing came of it: the key is free again. */
export async function releaseReply(tx: Tx, { scope, key }: ReplyPlace): Promise<void> {
  await tx.query(`DELETE FROM "Answer" WHERE "branchId" = $1 AND "commandId" = $2`, [scope, key])
}
