import type { BranchId, BusinessDay, CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { TicketClass, TicketNumber, TicketStatus } from "@giliran/contract/ticket"
import type { BranchEvent } from "../rules/day/events.ts"
import type { ChainedRow } from "./hash-chain.ts"
import type { Reply } from "./order.ts"

/**
 * What happened, in order, for ever. `(branchId, seq)` is the arbiter between nodes: an append names the seq it
 * follows, and of two that follow the same one the database takes one.
 *
 * Every method throws `DatabaseAway` when the database cannot be reached, or cannot write, within about two seconds.
 */
export interface Ledger {
  /** All of the batch or nothing. Resolves only when it is on the disk. */
  append(batch: AppendBatch): Promise<AppendResult>
  /** The first replies given to these commands; commands without one are not in the map. */
  repliesOf(branchId: BranchId, commandIds: readonly string[]): Promise<ReadonlyMap<string, StoredReply>>
  /** At most `limit` events that follow `seq`, in order. */
  eventsAfter(branchId: BranchId, seq: number, limit: number): Promise<readonly StoredEvent[]>
  /** From the last `day-opened` to the newest event, in order, a page at a time so that a long day needs little memory. */
  currentDay(branchId: BranchId): AsyncIterable<DayPage>
  /** The events of the last so many days, the one that is open included, in order, a page at a time. */
  lastDays(branchId: BranchId, dayCount: number): AsyncIterable<readonly StoredEvent[]>
  /** The events of one business day, in order, a page at a time; none when there was no such day. */
  dayOf(branchId: BranchId, day: BusinessDay): AsyncIterable<readonly StoredEvent[]>

  branches(): Promise<readonly BranchRow[]>
  /** Null when there is none. */
  branch(branchId: string): Promise<BranchRow | null>

  /** Forgets the replies given before this moment; returns how many they were. */
  pruneReplies(branchId: BranchId, before: Instant): Promise<number>

  /** Every event of the branch with its link in the chain, in order, a page at a time. */
  chain(branchId: BranchId): AsyncIterable<readonly StoredLink[]>

  /** Newest seq of every branch that has events: the slow poll that heals a lost hint. */
  headSeqs(): Promise<ReadonlyMap<BranchId, number>>
  /**
   * Another node wrote up to this seq, or this one did. A hint may be lost or come twice. On the embedded database there
   * is no other node and no hint comes. Returns the function that stops listening.
   */
  onHint(listener: (hint: Hint) => void): () => void

  /** Waits for what is being written. The database stays open. */
  close(): Promise<void>
}

export interface AppendBatch {
  readonly branchId: BranchId
  /** The seq that this batch follows: 0 before the branch's first event. The events become after+1, after+2, … */
  readonly after: number
  readonly at: Instant
  readonly events: readonly NewEvent[]
  readonly replies: readonly StoredReply[]
  /** Of every ticket that the batch ends, each once. */
  readonly tickets: readonly TicketRow[]
}

/**
 * `stale`: another node wrote after `after`; load what is new and decide again.
 * `answered`: one of the commands has a reply already; ask `repliesOf` which.
 */
export type AppendResult =
  | { readonly appended: true }
  | { readonly appended: false; readonly cause: "stale" | "answered" }

export interface NewEvent {
  readonly day: BusinessDay
  readonly event: BranchEvent
  /** The command that it came from; null when a clock gave it. */
  readonly commandId: string | null
  /** Who gave the command, in the words of the access folder; shown to an auditor, read by no rule. */
  readonly actor: string
}

export interface StoredEvent extends NewEvent {
  readonly seq: number
}

/** Some of a day's events, in order, and the seq of the last of them. */
export interface DayPage {
  readonly events: readonly BranchEvent[]
  readonly lastSeq: number
}

/** An event's row to the byte, as the chain of hashes holds it; `hash` is null in rows older than the chain. */
export interface StoredLink extends ChainedRow {
  readonly hash: string | null
  /** Beside the body, to be searched by; not in the hash. */
  readonly type: string
  readonly at: Instant
}

/** The first reply to a command, a refusal included: a retry gets exactly this. */
export interface StoredReply extends Reply {
  readonly commandId: string
  /** Of the request, so that the same key with another body is noticed. */
  readonly digest: string
}

/**
 * What reports and look-ups need of a ticket. The events are the truth: the row is written with the one that ends the ticket, once,
 * for a row that followed its ticket would be as dear as the events themselves.
 */
export interface TicketRow {
  readonly id: TicketId
  readonly branchId: BranchId
  readonly day: BusinessDay
  readonly number: TicketNumber
  readonly serviceId: ServiceId
  readonly class: TicketClass
  readonly status: TicketStatus
  readonly takenAt: Instant
  readonly calledAt: Instant | null
  readonly servedAt: Instant | null
  readonly endedAt: Instant | null
  readonly counterId: CounterId | null
}

export interface BranchRow {
  readonly id: BranchId
  readonly name: string
  readonly createdAt: Instant
  /** What the next business day opens with. */
  readonly plan: Plan
}

export interface Hint {
  readonly branchId: BranchId
  readonly seq: number
}
