import type { BranchId, Instant } from "@giliran/contract/basics"
import type { BranchEvent } from "../rules/day/events.ts"

export type AuditChain = BranchId | "*"

export interface AuditFilter {
  readonly from?: Instant | undefined
  /** Before this moment. */
  readonly until?: Instant | undefined
  /** Part of the name. The clock is shown where it is asked for. */
  readonly actor?: string | undefined
  readonly act?: string | undefined
}

/**
 * How far down each of the two chains somebody has read: what follows has lower numbers. No moment is in it, so that lines of the
 * same moment are neither lost nor doubled.
 */
export interface AuditPlace {
  readonly event: number
  readonly entry: number
}

export interface FoundPage {
  readonly lines: readonly AuditFound[]
  /** Null at the end. */
  readonly next: AuditPlace | null
}

/** A row of either chain. `row` is what its hash was made of, after `previous`; `hash` is null in rows older than the chain. */
export type AuditFound = {
  readonly seq: number
  readonly at: Instant
  readonly actor: string
  readonly row: string
  readonly previous: string
  readonly hash: string | null
} & (
  | {
      readonly kind: "entry"
      readonly address: string
      readonly act: string
      readonly body: Readonly<Record<string, unknown>>
    }
  | { readonly kind: "event"; readonly event: BranchEvent }
)
