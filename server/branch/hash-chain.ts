import { hash } from "node:crypto"
import type { BranchId, BusinessDay } from "@giliran/contract/basics"

/**
 * The events of a branch are a chain: the hash of each is SHA-256 of the hash before it and of the row itself, so that a row
 * that is changed, removed, put between or moved no longer fits the one after it.
 */
export interface ChainedRow {
  readonly branchId: BranchId
  readonly seq: number
  readonly day: BusinessDay
  /** The event as it is stored, to the byte. */
  readonly body: string
  readonly commandId: string | null
  readonly actor: string
}

/** What the first hash of a branch follows. */
export const chainStart = "0".repeat(64)

/** In lower-case hex. */
export function linkHash(previous: string, row: ChainedRow): string {
  return hash("sha256", previous + canonicalLink(row))
}

/** The canonical form of a row: its JSON as an array, in this order. */
export function canonicalLink({ branchId, seq, day, body, commandId, actor }: ChainedRow): string {
  return JSON.stringify([branchId, seq, day, body, commandId, actor])
}
