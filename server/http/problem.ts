import type { Problem, ProblemCode, Refusal } from "@giliran/contract/refusals"
import type { SpokenLanguage } from "./caller-language.ts"
import { problemSentences, sentenceOf, type SpokenOf } from "./refusal-sentences.ts"

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
  const status = statusOf(code)
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
  const status = statusOf(refused)
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

function statusOf(code: ProblemCode): ProblemStatus {
  switch (code) {
    case "bad-request":
    case "plan-invalid":
    case "password-too-weak":
    case "phone-unreadable":
      return 400
    case "not-signed-in":
    case "sign-in-failed":
    case "code-needed":
      return 401
    case "not-allowed":
    case "proof-needed":
    case "cross-site":
    case "new-password-needed":
    case "totp-needed":
    case "fresh-sign-in-needed":
    case "pin-wrong":
    case "pairing-refused":
      return 403
    case "not-found":
    case "nothing-held":
    case "unknown-staff":
    case "unknown-key":
    case "unknown-device":
    case "unknown-printer":
    case "help-over":
    case "pairing-over":
    case "unknown-branch":
    case "unknown-service":
    case "unknown-ticket":
    case "unknown-counter":
    case "unknown-teller":
    case "unknown-pause-reason":
      return 404
    case "body-too-large":
      return 413
    case "key-reused":
      return 422
    case "too-many-checks":
    case "too-many-requests":
    case "pairing-too-fast":
      return 429
    case "unexpected":
      return 500
    case "ledger-away":
      return 503
    default:
      return 409
  }
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
