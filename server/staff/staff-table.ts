import type { BranchId, Instant, TellerId } from "@giliran/contract/basics"
import type { RoleGrant } from "@giliran/contract/access"
import type { NewAuditEntry } from "../audit/record.ts"
import type { Transact, Tx } from "../database/tx.ts"

/** Who works for the bank, what each may do, and who is signed in. All throw `DatabaseAway`. */
export interface StaffTable {
  readonly transaction: Transact
  member(staffId: string): Promise<StaffRow | null>
  /** By `issuer subject` of the bank's OIDC provider. */
  memberOfSubject(subject: string): Promise<StaffRow | null>
  /** Those with a role in the branch, or everybody, by name. */
  list(of: BranchId | "everybody"): Promise<readonly ListedStaff[]>
  listed(staffId: string): Promise<ListedStaff | null>
  /** Whoever holds a session with this digest, ended or not. */
  session(digest: string): Promise<SessionOfMember | null>
  /** The session was used at this moment. */
  seen(digest: string, at: Instant): Promise<void>
  /**
   * What this transaction does from here on changes who may do what. One such transaction at a time in the whole bank, so what is
   * read by it stays as it is until the end. Every server forgets what it knew.
   */
  change(tx: Tx): Promise<StaffChange>
  /** Somebody comes in, or fails to: the same, and no other caller is concerned. */
  admit(tx: Tx): Promise<StaffChange>
}

/** Inside the one transaction. */
export interface StaffChange {
  member(staffId: string): Promise<StaffRow | null>
  memberOfSubject(subject: string): Promise<StaffRow | null>
  /** Admins who are not disabled. */
  admins(): Promise<readonly TellerId[]>
  /** Adds the member, or puts this in the place of what was there, roles included. */
  save(member: StaffRow): Promise<void>
  session(digest: string): Promise<SessionOfMember | null>
  startSession(session: SessionRow): Promise<void>
  endSession(digest: string, end: SessionEnd): Promise<void>
  /** All that are open; returns how many. */
  endSessionsOf(staffId: TellerId, end: SessionEnd): Promise<number>
  record(entry: NewAuditEntry): Promise<void>
}

export interface StaffRow {
  readonly staffId: TellerId
  readonly name: string
  readonly grants: readonly RoleGrant[]
  /** Argon2id in its own text form; null when the bank's OIDC provider alone lets the person in. */
  readonly passwordHash: string | null
  /** The password is a one-time secret, good until then. */
  readonly secretUntil: Instant | null
  readonly oidcSubject: string | null
  /** Sealed. */
  readonly totpSecret: string | null
  /** Sealed; not confirmed yet. */
  readonly totpOffer: string | null
  /** A code of this time step or before counts no more. */
  readonly totpLastStep: number | null
  /** SHA-256 of those that were not used yet. */
  readonly recoveryCodes: readonly string[]
  readonly failedCount: number
  readonly lockedUntil: Instant | null
  readonly createdAt: Instant
  readonly disabledAt: Instant | null
}

export interface ListedStaff extends StaffRow {
  /** Of the sessions that were not ended. */
  readonly lastSeenAt: Instant | null
}

export type SessionMethod = "password" | "oidc" | "demo"

export interface SessionRow {
  readonly digest: string
  readonly staffId: TellerId
  readonly method: SessionMethod
  readonly startedAt: Instant
  readonly seenAt: Instant
  readonly provedAt: Instant
  readonly address: string
  readonly endedAt: Instant | null
}

export interface SessionOfMember {
  readonly session: SessionRow
  readonly member: StaffRow
}

export interface SessionEnd {
  readonly at: Instant
  readonly by: "signed-out" | "replaced" | "revoked"
}
