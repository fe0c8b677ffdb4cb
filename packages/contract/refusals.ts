import type { CounterId, Instant, ServiceId } from "./basics.ts"
import type { Teller, TicketStatus } from "./ticket.ts"

/**
 * An expected "no", as a value. The name is the `code` of the problem (RFC 9457) that a caller gets;
 * the rest is what a screen needs to say what to do.
 */
export type Refusal =
  | { readonly refused: "unknown-branch" }
  | { readonly refused: "unknown-service"; readonly serviceId: string }
  | { readonly refused: "unknown-ticket" }
  | { readonly refused: "unknown-counter"; readonly counterId: string }
  | { readonly refused: "unknown-teller" }
  | { readonly refused: "unknown-pause-reason" }
  | { readonly refused: "day-closed" }
  | { readonly refused: "day-already-open" }
  | { readonly refused: "branch-closed"; readonly opensAt: Instant | null }
  | { readonly refused: "taking-paused" }
  | { readonly refused: "service-closed"; readonly serviceId: ServiceId; readonly opensAt: Instant | null }
  | { readonly refused: "service-paused"; readonly serviceId: ServiceId }
  | { readonly refused: "service-full"; readonly serviceId: ServiceId; readonly opensAt: Instant | null }
  | { readonly refused: "ticket-already-taken" }
  | { readonly refused: "ticket-has-class" }
  | { readonly refused: "proof-expired" }
  | { readonly refused: "discreet-not-offered" }
  | { readonly refused: "ticket-in-other-status"; readonly status: TicketStatus }
  | { readonly refused: "ticket-at-other-counter"; readonly counterId: CounterId }
  | { readonly refused: "ticket-not-for-counter" }
  | { readonly refused: "counter-closed" }
  | { readonly refused: "counter-paused" }
  | { readonly refused: "counter-busy" }
  | { readonly refused: "counter-not-paused" }
  | { readonly refused: "counter-held"; readonly teller: Teller }
  | { readonly refused: "teller-at-other-counter"; readonly counterId: CounterId }
  | { readonly refused: "queue-empty" }
  | { readonly refused: "recall-too-soon"; readonly availableAt: Instant }
  | { readonly refused: "undo-too-late" }
  | { readonly refused: "return-too-late" }
  | { readonly refused: "contact-not-offered" }
  | { readonly refused: "purpose-changed" }
  | { readonly refused: "plan-invalid"; readonly problem: string }

export type RefusalName = Refusal["refused"]

/** Any other reason that a request gets no result; the same shape on the wire. */
export type ProblemCode =
  | RefusalName
  | "bad-request"
  | "body-too-large"
  | "not-signed-in"
  | "not-allowed"
  | "not-found"
  | "key-reused"
  /** Done before, with an answer that is shown only once. */
  | "already-done"
  | "proof-needed"
  | "too-many-checks"
  | "too-many-requests"
  | "cross-site"
  | "sign-in-failed"
  | "code-needed"
  | "new-password-needed"
  | "password-too-weak"
  | "totp-needed"
  | "fresh-sign-in-needed"
  | "unknown-staff"
  | "staff-exists"
  | "last-admin"
  | "unknown-key"
  | "unknown-device"
  | "unknown-printer"
  | "help-over"
  | "pin-not-set"
  | "pin-wrong"
  | "pairing-pending"
  | "pairing-too-fast"
  | "pairing-over"
  | "pairing-refused"
  | "phone-unreadable"
  | "nothing-held"
  | "ledger-away"
  | "unexpected"

/** RFC 9457. `detail` is a sentence in the caller's language; `field` names what was wrong in a body. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail: string
  readonly field?: string
  /** Ask again after this many seconds: what `Retry-After` says. */
  readonly retryAfterSeconds?: number
}
