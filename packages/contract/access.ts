import { z } from "zod"
import { BranchId, CounterId, Instant, TellerId } from "./basics.ts"
import { DeviceState } from "./device-health.ts"
import { bankRoles, branchRoles, keyRoles } from "./role-names.ts"

/** Who may do what: devices, staff, sessions, keys, the audit. Bodies are strict, as everywhere. */

/** What a paired screen is. */
export const DeviceKind = z.enum(["kiosk", "display", "counter"])
export type DeviceKind = z.infer<typeof DeviceKind>

export const BranchRole = z.enum(branchRoles)
export type BranchRole = z.infer<typeof BranchRole>

export const BankRole = z.enum(bankRoles)
export type BankRole = z.infer<typeof BankRole>

export const KeyRole = z.enum(keyRoles)
export type KeyRole = z.infer<typeof KeyRole>

/** `*` is the bank: every branch. */
export const RoleGrant = z.union([
  z.strictObject({ branchId: BranchId, role: BranchRole }),
  z.strictObject({ branchId: z.literal("*"), role: BankRole }),
])
export type RoleGrant = z.infer<typeof RoleGrant>

const personName = z.string().trim().min(1).max(60)
/** Long sentences are welcome; the length only bounds the work of hashing. */
const password = z.string().min(1).max(200)
const code = z.string().trim().min(6).max(40)

// — Signing in —

/** What the sign-in page offers. */
export const SignInOptions = z.strictObject({
  /** The bank's own sign-in, by the name on its button; null where there is none. */
  oidc: z.strictObject({ name: z.string() }).nullable(),
  /** The demo's manager may come in without a password: only on the server's own machine. */
  isDemo: z.boolean(),
})
export type SignInOptions = z.infer<typeof SignInOptions>

export const SignInBody = z.strictObject({
  staffId: z.string().trim().min(1).max(64),
  password,
  /** The authenticator's six digits, or a recovery code; asked for by `code-needed`. */
  code: code.optional(),
})
export type SignInBody = z.infer<typeof SignInBody>

/** The password that is there, or the one-time secret, and the new one. Signs in as well. */
export const NewPasswordBody = z.strictObject({
  staffId: z.string().trim().min(1).max(64),
  password,
  newPassword: password,
  code: code.optional(),
})
export type NewPasswordBody = z.infer<typeof NewPasswordBody>

/** Proves again who it is, for what asks for that to be recent. */
export const ProveBody = z.strictObject({ password, code: code.optional() })
export type ProveBody = z.infer<typeof ProveBody>

/** Who is signed in, and until when nothing is done. */
export const SessionAnswer = z.strictObject({
  staffId: TellerId,
  name: z.string(),
  grants: z.array(RoleGrant),
  /** `totp`: nothing is allowed before the authenticator is set up. */
  limitedTo: z.enum(["totp"]).nullable(),
  hasTotp: z.boolean(),
  provedAt: Instant,
  /** Ends then when nothing is done until then; each act moves it. */
  idleUntil: Instant,
  /** Ends then in any case. */
  until: Instant,
})
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** Where the browser goes next, so that the bank's own provider signs out as well; null is nowhere. */
export const SignedOut = z.strictObject({ endSessionUrl: z.string().nullable() })
export type SignedOut = z.infer<typeof SignedOut>

/** A new authenticator, shown once and good when it is confirmed. */
export const TotpOffer = z.strictObject({
  /** For typing: base32. */
  secret: z.string(),
  /** For its QR: `otpauth://totp/…`. */
  uri: z.string(),
})
export type TotpOffer = z.infer<typeof TotpOffer>

export const ConfirmTotpBody = z.strictObject({ code })
export type ConfirmTotpBody = z.infer<typeof ConfirmTotpBody>

/** Each opens the door once when the authenticator is lost; shown this once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

// — Staff —

export const StaffMember = z.strictObject({
  staffId: TellerId,
  name: z.string(),
  grants: z.array(RoleGrant),
  /** How the person signs in. `secret`: has a one-time secret and has not used it yet. */
  signsInBy: z.enum(["password", "secret", "oidc"]),
  hasTotp: z.boolean(),
  isLocked: z.boolean(),
  isDisabled: z.boolean(),
  /** Of those sessions that are open. */
  lastSeenAt: Instant.nullable(),
})
export type StaffMember = z.infer<typeof StaffMember>

export const StaffList = z.strictObject({ staff: z.array(StaffMember) })
export type StaffList = z.infer<typeof StaffList>

export const AddStaffBody = z.strictObject({
  staffId: TellerId,
  name: personName,
  grants: z.array(RoleGrant).min(1).max(50),
})
export type AddStaffBody = z.infer<typeof AddStaffBody>

export const SetGrantsBody = z.strictObject({ grants: z.array(RoleGrant).max(50) })
export type SetGrantsBody = z.infer<typeof SetGrantsBody>

export const StaffChanged = z.strictObject({
  member: StaffMember,
  /** A one-time secret for the first sign-in, or the next; shown this once, good until then. */
  secret: z.strictObject({ words: z.string(), until: Instant }).nullable(),
})
export type StaffChanged = z.infer<typeof StaffChanged>

// — Devices —

/** A P-256 public key, the only kind there is here. */
export const DevicePublicKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type DevicePublicKey = z.infer<typeof DevicePublicKey>

/** Eight characters that cannot be mistaken for each other, shown as `WDJB-MJHT`; RFC 8628 §6.1. */
export const UserCode = z
  .string()
  .transform((typed) => typed.toUpperCase().replaceAll(/[^A-Z]/g, ""))
  .pipe(z.string().regex(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/))
export type UserCode = z.infer<typeof UserCode>

export const BeginPairingBody = z.strictObject({ kind: DeviceKind, publicKey: DevicePublicKey })
export type BeginPairingBody = z.infer<typeof BeginPairingBody>

/** RFC 8628 §3.2. */
export const PairingBegun = z.strictObject({
  /** What the device polls with; shown to nobody. */
  deviceCode: z.string(),
  /** `WDJB-MJHT`. */
  userCode: z.string(),
  /** Where a manager enters it: a path, and the same with the code filled in. */
  path: z.string(),
  pathWithCode: z.string(),
  until: Instant,
  /** How long that is: a device's own clock may be wrong. */
  expiresInSeconds: z.number().int().positive(),
  intervalSeconds: z.number().int().positive(),
})
export type PairingBegun = z.infer<typeof PairingBegun>

/** `signature`: ECDSA P-256 with SHA-256 over `giliran-pairing {deviceCode}`, base64url, r‖s. */
export const PollPairingBody = z.strictObject({
  deviceCode: z.string().max(100),
  signature: z.string().max(200),
})
export type PollPairingBody = z.infer<typeof PollPairingBody>

/**
 * `signature`: over `giliran-token {token} {at}`: a token alone is not enough to get the next one. `at` is the device's time, right or
 * wrong, and always later than the last that it sent: the same words are not good twice.
 */
export const RenewDeviceBody = z.strictObject({
  token: z.string().max(100),
  at: Instant,
  signature: z.string().max(200),
})
export type RenewDeviceBody = z.infer<typeof RenewDeviceBody>

export const DeviceToken = z.strictObject({
  token: z.string(),
  /** To be renewed before. */
  until: Instant,
  /** When to renew it, from now: a device's own clock may be wrong. */
  renewInSeconds: z.number().int().positive(),
  deviceId: z.string(),
  branch: BranchId,
  name: z.string(),
  counter: CounterId.optional(),
})
export type DeviceToken = z.infer<typeof DeviceToken>

export const ApproveDeviceBody = z.strictObject({
  code: UserCode,
  name: personName,
  /** Of a counter's PC: where it stands. */
  counterId: CounterId.optional(),
})
export type ApproveDeviceBody = z.infer<typeof ApproveDeviceBody>

export const RenameDeviceBody = z.strictObject({ name: personName })
export type RenameDeviceBody = z.infer<typeof RenameDeviceBody>

export const DeviceAnswer = z.strictObject({
  deviceId: z.string(),
  kind: DeviceKind,
  name: z.string(),
  counterId: CounterId.nullable(),
  pairedAt: Instant,
  approvedBy: z.string(),
  lastSeenAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  /** Null of one that never reported how it is. */
  health: DeviceState.nullable(),
})
export type DeviceAnswer = z.infer<typeof DeviceAnswer>

export const DeviceChanged = z.strictObject({ device: DeviceAnswer })
export type DeviceChanged = z.infer<typeof DeviceChanged>

export const DeviceList = z.strictObject({ devices: z.array(DeviceAnswer) })
export type DeviceList = z.infer<typeof DeviceList>

// — Keys —

export const KeyAnswer = z.strictObject({
  keyId: z.string(),
  role: KeyRole,
  /** Empty is everything that the role may do. */
  scopes: z.array(z.string()),
  label: z.string(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
})
export type KeyAnswer = z.infer<typeof KeyAnswer>

export const KeyList = z.strictObject({ keys: z.array(KeyAnswer) })
export type KeyList = z.infer<typeof KeyList>

export const MakeKeyBody = z.strictObject({
  role: KeyRole,
  scopes: z.array(z.string().max(40)).max(40).default([]),
  label: personName,
})
export type MakeKeyBody = z.infer<typeof MakeKeyBody>

/** `token` is shown this once. */
export const KeyMade = z.strictObject({ key: KeyAnswer, token: z.string() })
export type KeyMade = z.infer<typeof KeyMade>

export const KeyChanged = z.strictObject({ key: KeyAnswer })
export type KeyChanged = z.infer<typeof KeyChanged>

// — The audit —

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
  actor: z.string().trim().max(64).optional(),
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

/** Where somebody may go, and what each may do there: a page draws the buttons that the server names. */
export const BranchList = z.strictObject({
  branches: z.array(
    z.strictObject({
      branchId: BranchId,
      name: z.string(),
      zone: z.string(),
      may: z.array(z.string()),
      /** The roles that this person may give to others there. */
      mayGive: z.array(BranchRole),
    }),
  ),
  /** Of the bank itself; empty for whoever has roles in branches only. */
  bank: z.strictObject({ may: z.array(z.string()), mayGive: z.array(BankRole) }),
})
export type BranchList = z.infer<typeof BranchList>
