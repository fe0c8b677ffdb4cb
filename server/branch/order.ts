import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Refusal } from "@giliran/contract/refusals"
import type { BranchDay } from "../rules/day/branch-day.ts"
import type { BranchEvent } from "../rules/day/events.ts"

/** A command on its way through a room, with everything that its caller's answer needs. */
export interface Order {
  /** The caller's Idempotency-Key; null is an order that is not to be repeated. */
  readonly commandId: string | null
  /** Of the whole request: the same key with another digest is a mistake of the caller's. */
  readonly digest: string
  /** Who gives it, for the auditor. */
  readonly actor: string
  readonly command: Command
  /** Writes the reply, once: it is stored with the events, so that a retry gets the same bytes. Null where nobody waits for one. */
  readonly respond: (outcome: Outcome) => Reply | null
}

/** What the rules made of it, and the day right after: later commands of the same batch are not in it. */
export interface Outcome {
  readonly decision: Decided
  readonly day: BranchDay
  readonly now: Instant
}

export type Decided = { readonly events: readonly BranchEvent[] } | { readonly refusal: Refusal }

/** What a caller gets, and a retry gets again. The room and the ledger store both and read neither. */
export interface Reply {
  readonly status: number
  readonly body: string
}

/** Why an order got no reply of its own: none of these is stored, and each may be tried again. */
export type Unsettled = "key-reused" | "ledger-away"
