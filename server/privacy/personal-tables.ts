import type { Instant } from "@giliran/contract/basics"
import type { PersonalKind } from "@giliran/contract/privacy"

/** Where personal data lies, besides the events themselves. Everything here is a constant of ours: none of it comes from outside. */
export interface PersonalTable {
  readonly kind: Exclude<PersonalKind, "events">
  readonly from: string
  /** Which branch a row is of; null where the table is the whole bank's. */
  readonly branch: string | null
  /** Since when a row is held. */
  readonly since: string
  /** The moment that its time is counted from; null for what is kept as long as the bank keeps it. */
  readonly over: string | null
}

const branch = `"branchId"`

export const personalTables: readonly PersonalTable[] = [
  { kind: "contacts", from: `"TicketContact"`, branch, since: `"consentedAt"`, over: `"forgetAt"` },
  { kind: "answers", from: `"Answer"`, branch, since: "at", over: "at" },
  {
    kind: "customers",
    from: `"Customer"`,
    branch,
    since: `"validUntil"::timestamp AT TIME ZONE 'UTC'`,
    over: `"validUntil"::timestamp AT TIME ZONE 'UTC'`,
  },
  {
    kind: "sessions",
    from: `"StaffSession"`,
    branch: null,
    since: `"startedAt"`,
    // One that nobody ended stopped when it was last seen.
    over: `coalesce("endedAt", "seenAt")`,
  },
  { kind: "pairings", from: `"Pairing"`, branch: null, since: "until", over: "until" },
  { kind: "staff", from: `"Staff"`, branch: null, since: `"createdAt"`, over: null },
  { kind: "audit", from: `"AuditEntry"`, branch: "chain", since: "at", over: null },
]

/** Before which moment each kind is over its time. */
export interface CutOffs {
  readonly contacts: Instant
  readonly answers: Instant
  readonly customers: Instant
  readonly sessions: Instant
  readonly pairings: Instant
}

export function cutOffOf(cutOffs: CutOffs, kind: PersonalTable["kind"]): Date {
  return new Date(kind in cutOffs ? cutOffs[kind as keyof CutOffs] : 0)
}
