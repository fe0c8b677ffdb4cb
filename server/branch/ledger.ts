import type { BranchId, BusinessDay, CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import type { NewBranch } from "../plans/add-branch.ts"
import type { LaneReport } from "@giliran/contract/lane-report"
import type { Plan } from "@giliran/contract/plan"
import type { TicketClass, TicketNumber, TicketStatus } from "@giliran/contract/ticket"
import type { KeyRole } from "@giliran/contract/access"
import type { AuditBook } from "../audit/audit-book.ts"
import type { NewAuditEntry } from "../audit/audit-chain.ts"
import type { DeviceBook } from "../devices/device-book.ts"
import type { DeviceHealthBook } from "../health/device-health-book.ts"
import type { HelpBook } from "../help/help-book.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import type { ContactBook } from "../contacts/contact-book.ts"
import type { ChainedRow } from "./hash-chain.ts"
import type { StaffBook } from "../staff/staff-book.ts"
import type { KeyBook } from "../keys/key-book.ts"
import type { SettingsPinBook } from "../devices/settings-pin-book.ts"
import type { VoiceBook } from "../voices/voice-book.ts"
import type { RetentionBook } from "../privacy/retention-book.ts"

/**
 * What happened, in order, for ever. `(branchId, seq)` is the arbiter between nodes: an append names the seq it
 * follows, and of two that follow the same one the database takes one.
 *
 * Every method throws `LedgerAway` when the database cannot be reached, or cannot write, within about two seconds.
 */
export interface Ledger {
  /** All of the batch or nothing. Resolves only when it is on the disk. */
  append(batch: AppendBatch): Promise<AppendResult>
  /** The first answers given to these commands; commands without one are not in the map. */
  answersOf(branchId: BranchId, commandIds: readonly string[]): Promise<ReadonlyMap<string, StoredAnswer>>
  /** At most `limit` events that follow `seq`, in order. */
  eventsAfter(branchId: BranchId, seq: number, limit: number): Promise<readonly StoredEvent[]>
  /** From the last `day-opened` to the newest event, in order, a page at a time so that a long day needs little memory. */
  currentDay(branchId: BranchId): AsyncIterable<DayPage>
  /** The events of the last so many days, the one that is open included, in order, a page at a time. */
  lastDays(branchId: BranchId, dayCount: number): AsyncIterable<readonly StoredEvent[]>
  /** The events of one business day, in order, a page at a time; none when there was no such day. */
  dayOf(branchId: BranchId, day: BusinessDay): AsyncIterable<readonly StoredEvent[]>
  laneReport(branchId: BranchId, day: BusinessDay): Promise<LaneReport | null>
  /** Adds it, or puts it in the place of the one before. */
  saveLaneReport(report: LaneReport): Promise<void>

  branches(): Promise<readonly BranchRow[]>
  /** Null when there is none. */
  branch(branchId: string): Promise<BranchRow | null>
  /** False when a branch of this id is there already. The auditor reads it. */
  addBranch(branch: NewBranch): Promise<boolean>
  /** Adds the branch, or changes its name and plan. */
  saveBranch(branch: BranchRow): Promise<void>

  /** `digest`: SHA-256 of the token in lower-case hex; the token itself is never stored. */
  findToken(digest: string): Promise<AccessTokenRow | null>
  /** Adds the token, or changes its label and `revokedAt`; with it, what the auditor reads of that. */
  saveToken(token: AccessTokenRow, entry: NewAuditEntry): Promise<void>

  /** The keys of the bank's scripts. */
  readonly keys: KeyBook
  /** The paired screens. */
  readonly devices: DeviceBook
  /** How the screens said that they are. */
  readonly deviceHealth: DeviceHealthBook
  /** Where customers ask for somebody. */
  readonly help: HelpBook
  /** The PINs for the settings of machines. */
  readonly pins: SettingsPinBook
  /** The voices that branches recorded. */
  readonly voices: VoiceBook

  /** Writes down what somebody did that changed nothing: a sign-in that failed. */
  recordAct(entry: NewAuditEntry): Promise<void>
  /** Who did what, for the auditor. */
  readonly audit: AuditBook
  /**
   * Who may do what was changed, here or elsewhere: within about a second. Returns the function that stops listening.
   */
  onAccessChange(listener: () => void): () => void

  /** Who works for the bank, and who is signed in. */
  readonly staff: StaffBook
  /** Phone numbers that customers left. */
  readonly contacts: ContactBook
  /** What personal data is held, and its end. */
  readonly retention: RetentionBook

  /** The customers with these digests that there are; see customers/identifier.ts. */
  findCustomers(digests: readonly string[]): Promise<readonly CustomerRow[]>
  /** All or nothing; returns how many lines were written. Throws what reading the pages throws. */
  importCustomers(imported: CustomerImport): Promise<number>

  /** Forgets the answers given before this moment; returns how many they were. */
  pruneAnswers(branchId: BranchId, before: Instant): Promise<number>

  /** Every event of the branch with its link in the chain, in order, a page at a time. */
  chain(branchId: BranchId): AsyncIterable<readonly StoredLink[]>

  /** Newest seq of every branch that has events: the slow poll that heals a lost hint. */
  headSeqs(): Promise<ReadonlyMap<BranchId, number>>
  /**
   * Another node wrote up to this seq, or this one did. A hint may be lost or come twice. On the embedded database there
   * is no other node and no hint comes. Returns the function that stops listening.
   */
  onHint(listener: (hint: Hint) => void): () => void

  /** Whether the database answers now; never throws. */
  isReady(): Promise<boolean>
  /** Waits for what is being written; stops the embedded database. */
  close(): Promise<void>
}

export interface AppendBatch {
  readonly branchId: BranchId
  /** The seq that this batch follows: 0 before the branch's first event. The events become after+1, after+2, … */
  readonly after: number
  readonly at: Instant
  readonly events: readonly NewEvent[]
  readonly answers: readonly StoredAnswer[]
  /** Of every ticket that the batch ends, each once. */
  readonly tickets: readonly TicketRow[]
}

/**
 * `stale`: another node wrote after `after`; load what is new and decide again.
 * `answered`: one of the commands has an answer already; ask `answersOf` which.
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

/** The first answer to a command, a refusal included: a retry gets exactly this. */
export interface StoredAnswer {
  readonly commandId: string
  /** Of the request, so that the same key with another body is noticed. */
  readonly digest: string
  /** HTTP status. */
  readonly status: number
  /** Exactly as it was sent. */
  readonly body: string
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

export interface AccessTokenRow {
  readonly digest: string
  readonly role: KeyRole
  readonly branchId: BranchId
  /** For people: "kiosk by the door". */
  readonly label: string
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
  /** The deeds it is narrowed to; none is everything that its role may do. */
  readonly scopes: readonly string[]
  /** Given to a screen of the demo branch by itself. */
  readonly isDemo: boolean
}

/** One of the bank's customers, without anything that would tell who. */
export interface CustomerRow {
  readonly digest: string
  readonly segment: "regular" | "priority"
  /** The last business day on which it counts; null is without end. */
  readonly validUntil: string | null
}

export interface CustomerImport {
  readonly pages: AsyncIterable<readonly CustomerRow[]>
  /** Null: known in every branch. */
  readonly branchId: BranchId | null
  /** Those of the same branch, or of every one, that were there before are forgotten. */
  readonly isReplacing: boolean
  /** For the auditor: from which file, when, by whom and from where. */
  readonly fileName: string
  readonly at: Instant
  readonly actor: string
  readonly address: string
}

export interface Hint {
  readonly branchId: BranchId
  readonly seq: number
}

/**
 * The database is away, full, or would not answer in time. `wasWritten` says what became of an append:
 * `no`, or `unknown` when the connection was lost while it was being written and the database did not come back in time
 * to be asked. After `unknown` the next append tells: it is stale when the lost one had landed.
 */
export class LedgerAway extends Error {
  readonly wasWritten: "no" | "unknown"
  override readonly name = "LedgerAway"

  constructor(wasWritten: "no" | "unknown", cause: unknown) {
    super(`The database is away: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.wasWritten = wasWritten
  }
}
