import { longest } from "./written-forms.ts"
import { z } from "zod"
import { Instant } from "./basics.ts"

/** Who did what, from where and when: the record, its pages, its export and its signed days. */

/** Of the audit: what was done besides the queue's own commands. */
export const AuditAct = z.enum([
  "signed-in",
  "sign-in-failed",
  "signed-out",
  "proved-again",
  "password-changed",
  "totp-set-up",
  "recovery-code-used",
  "staff-locked",
  "staff-added",
  "staff-reset",
  "staff-disabled",
  "staff-enabled",
  "grants-changed",
  "sessions-ended",
  "pairing-refused",
  "device-paired",
  "device-renamed",
  "device-revoked",
  "device-token-refused",
  "settings-opened",
  "settings-refused",
  "settings-pin-set",
  "settings-pin-removed",
  "voice-installed",
  "voice-removed",
  "key-made",
  "key-revoked",
  "branch-added",
  "customers-imported",
  "contact-left",
  "contact-withdrawn",
  "contact-exported",
  "contact-erased",
  "contacts-purged",
  "records-purged",
  "day-signed",
])
export type AuditAct = z.infer<typeof AuditAct>

/** One line of the audit: an act of the access side, or an event of the queue with somebody behind it. */
export const AuditLine = z.strictObject({
  /** `entry 12` or `event 4711`: which chain, and where in it. */
  id: z.string(),
  at: Instant,
  actor: z.string(),
  /** Where from: a network address, `here` for a command typed at the server; empty where the queue's event has none. */
  address: z.string(),
  act: z.string(),
  /** What it was done to, and what changed. */
  body: z.record(z.string(), z.unknown()),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditQuery = z.strictObject({
  /** The `next` of the page before: what is older. */
  before: z
    .string()
    .regex(/^\d{1,10}\.\d{1,10}$/)
    .optional(),
  /** Moments, milliseconds since 1970. */
  from: z.coerce.number().int().nonnegative().optional(),
  until: z.coerce.number().int().nonnegative().optional(),
  /** Part of the actor's name. */
  actor: z.string().trim().max(longest.staffId).optional(),
  act: z.string().trim().max(40).optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** Newest first. Where a filter finds little in a long past, a page may hold few lines or none and still have a `next`. */
export const AuditPage = z.strictObject({
  lines: z.array(AuditLine),
  /** Ask again with `before` = this; null at the end. */
  next: z.string().nullable(),
})
export type AuditPage = z.infer<typeof AuditPage>

export const AuditExportQuery = AuditQuery.omit({ before: true })
export type AuditExportQuery = z.infer<typeof AuditExportQuery>

/**
 * One line of the export, which anybody can check: `hash` is the SHA-256 of `previous` followed by `row`, in hex, and `previous`
 * is the hash of the line before it in the same chain.
 */
export const AuditExportLine = AuditLine.extend({
  /** What was hashed, to the byte. */
  row: z.string(),
  previous: z.string(),
  /** Null in rows that are older than the chain. */
  hash: z.string().nullable(),
})
export type AuditExportLine = z.infer<typeof AuditExportLine>

/** At a day's end: where the branch's chains stand, signed by Ed25519. */
export const DailyRoot = z.strictObject({
  day: z.string(),
  statement: z.string(),
  signature: z.string(),
  keyId: z.string(),
})
export type DailyRoot = z.infer<typeof DailyRoot>

export const DailyRootList = z.strictObject({
  roots: z.array(DailyRoot),
  /** SPKI in PEM: what the signatures are checked with; null where the server has no key and signs nothing. */
  publicKey: z.string().nullable(),
})
export type DailyRootList = z.infer<typeof DailyRootList>

/** What the record stands on. */
export const AuditHealth = z.strictObject({
  /** `append-only`: the database lets the server add to the record and never change it. */
  database: z.enum(["append-only", "may-rewrite"]),
  /** Which key signs the days; null: none is signed. */
  signedBy: z.string().nullable(),
  /** Null: none yet. */
  lastSignedDay: z.string().nullable(),
})
export type AuditHealth = z.infer<typeof AuditHealth>
