import { z } from "zod"
import { BranchId, CounterId, Instant, PersonName } from "./basics.ts"
import { DeviceState } from "./device-health.ts"
import { userCodeForm } from "./written-forms.ts"

/** Screens of a branch: how each is paired, renews its token, and is revoked. */

/** What a paired screen is. */
export const DeviceKind = z.enum(["kiosk", "display", "counter"])
export type DeviceKind = z.infer<typeof DeviceKind>

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
  .pipe(z.string().regex(userCodeForm))
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
  name: PersonName,
  /** Of a counter's PC: where it stands. */
  counterId: CounterId.optional(),
})
export type ApproveDeviceBody = z.infer<typeof ApproveDeviceBody>

export const RenameDeviceBody = z.strictObject({ name: PersonName })
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
