import { hash } from "node:crypto"
import { BranchId, BusinessDay, Instant } from "@giliran/contract/basics"
import { z } from "zod"

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const place = { hash: digest, last: z.number().int().nonnegative() }

/**
 * What is signed at a day's end: where the branch's chains of events and entries stand, where the bank's own stands, and which root
 * came before. The names are in the order of the alphabet and there is no space: the canonical form of RFC 8785.
 */
const RootStatement = z.strictObject({
  at: Instant,
  audit: z.strictObject(place),
  bank: z.strictObject(place),
  branchId: BranchId,
  day: BusinessDay,
  events: z.strictObject({ first: z.number().int().positive(), ...place }),
  /** Nothing else that is signed by this key looks like it. */
  kind: z.literal("giliran-daily-root/1"),
  /** Digest of the statement of the root before; null in a branch's first. */
  previous: digest.nullable(),
})
export type RootStatement = z.infer<typeof RootStatement>

export function writeStatement(statement: Omit<RootStatement, "kind">): string {
  const { at, audit, bank, branchId, day, events, previous } = statement
  return JSON.stringify({
    at,
    audit: { hash: audit.hash, last: audit.last },
    bank: { hash: bank.hash, last: bank.last },
    branchId,
    day,
    events: { first: events.first, hash: events.hash, last: events.last },
    kind: "giliran-daily-root/1",
    previous,
  } satisfies RootStatement)
}

/** Null when it is none, or not to the byte as it would have been written. */
export function readStatement(text: string): RootStatement | null {
  try {
    const { success, data } = RootStatement.safeParse(JSON.parse(text))
    return success && writeStatement(data) === text ? data : null
  } catch {
    return null
  }
}

/** By which the next root names it. */
export function digestOfStatement(text: string): string {
  return hash("sha256", text)
}
