import type { Problem, ProblemCode, Refusal } from "@giliran/contract/refusals"
import type { SpokenLanguage } from "./caller-language.ts"
import { problemSentences } from "./problem-sentences.ts"
import { sentenceOf, type SpokenOf } from "./refusal-sentences.ts"

/** RFC 9457 problems: one shape for every no, whoever says it. */

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503

export interface ProblemDetails {
  /** A sentence that fits better than the code's own. */
  readonly detail?: string
  /** What was wrong in the request: a field of the body by its path, or a header or query parameter by its name. */
  readonly field?: string
  /** When to ask again: goes into `Retry-After` as well. */
  readonly retryAfterSeconds?: number
}

export function problemOf(
  code: keyof typeof problemSentences,
  language: SpokenLanguage,
  { detail, field, retryAfterSeconds }: ProblemDetails = {},
): Problem & { readonly status: ProblemStatus } {
  const status = statuses[code]
  return {
    type: `urn:giliran:problem:${code}`,
    title: titles[status][language],
    status,
    code,
    detail: detail ?? problemSentences[code][language],
    ...(field === undefined ? {} : { field }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}

/** A no of the rules. What a screen needs to act on it (a moment, a name) goes along under its own name. */
export function problemOfRefusal(
  refusal: Refusal,
  of: SpokenOf,
): Problem & { readonly status: ProblemStatus } {
  const { refused, ...particulars } = refusal
  const status = statuses[refused]
  const field = fieldOf(refusal)
  return {
    type: `urn:giliran:problem:${refused}`,
    title: titles[status][of.language],
    status,
    code: refused,
    detail: sentenceOf(refusal, of),
    ...(field === null ? {} : { field }),
    // `status` is the problem's own word, the HTTP status: the ticket's goes by another.
    ...("status" in particulars ? { ticketStatus: particulars.status } : particulars),
  }
}

/** Every code's HTTP status. */
const statuses: Readonly<Record<ProblemCode, ProblemStatus>> = {
  "bad-request": 400,
  "plan-invalid": 400,
  "password-too-weak": 400,
  "phone-unreadable": 400,

  "not-signed-in": 401,
  "sign-in-failed": 401,
  "code-needed": 401,

  "not-allowed": 403,
  "proof-needed": 403,
  "cross-site": 403,
  "new-password-needed": 403,
  "totp-needed": 403,
  "fresh-sign-in-needed": 403,
  "pin-wrong": 403,
  "pairing-refused": 403,

  "not-found": 404,
  "nothing-held": 404,
  "unknown-staff": 404,
  "unknown-key": 404,
  "unknown-device": 404,
  "unknown-printer": 404,
  "help-over": 404,
  "pairing-over": 404,
  "unknown-branch": 404,
  "unknown-service": 404,
  "unknown-ticket": 404,
  "unknown-counter": 404,
  "unknown-teller": 404,
  "unknown-pause-reason": 404,

  "already-done": 409,
  "branch-closed": 409,
  "contact-not-offered": 409,
  "counter-busy": 409,
  "counter-closed": 409,
  "counter-held": 409,
  "counter-not-paused": 409,
  "counter-paused": 409,
  "day-already-open": 409,
  "day-closed": 409,
  "discreet-not-offered": 409,
  "last-admin": 409,
  "pairing-pending": 409,
  "pin-not-set": 409,
  "proof-expired": 409,
  "purpose-changed": 409,
  "queue-empty": 409,
  "recall-too-soon": 409,
  "return-too-late": 409,
  "service-closed": 409,
  "service-full": 409,
  "service-paused": 409,
  "staff-exists": 409,
  "taking-paused": 409,
  "teller-at-other-counter": 409,
  "ticket-already-taken": 409,
  "ticket-at-other-counter": 409,
  "ticket-has-class": 409,
  "ticket-in-other-status": 409,
  "ticket-not-for-counter": 409,
  "undo-too-late": 409,

  "body-too-large": 413,
  "key-reused": 422,

  "too-many-checks": 429,
  "too-many-requests": 429,
  "pairing-too-fast": 429,

  unexpected: 500,
  "ledger-away": 503,
}

function fieldOf({ refused }: Refusal): string | null {
  switch (refused) {
    case "unknown-service":
      return "serviceId"
    case "unknown-teller":
      return "tellerId"
    case "unknown-pause-reason":
      return "reason"
    case "plan-invalid":
      return "plan"
    case "purpose-changed":
      return "purpose"
    default:
      return null
  }
}

const titles: Readonly<Record<ProblemStatus, Readonly<Record<SpokenLanguage, string>>>> = {
  400: { id: "Permintaan perlu diperbaiki", en: "The request needs a correction" },
  401: { id: "Belum masuk", en: "Not signed in" },
  403: { id: "Tidak berwenang", en: "Not allowed" },
  404: { id: "Tidak ditemukan", en: "Not found" },
  409: { id: "Belum bisa sekarang", en: "Not possible right now" },
  413: { id: "Terlalu besar", en: "Too large" },
  422: { id: "Kunci sudah dipakai", en: "Key already used" },
  429: { id: "Mohon tunggu sebentar", en: "Please wait a moment" },
  500: { id: "Di luar dugaan", en: "Unexpected" },
  503: { id: "Mohon tunggu sebentar", en: "Please wait a moment" },
}
