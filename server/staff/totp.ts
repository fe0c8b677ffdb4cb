import { hash, randomBytes } from "node:crypto"
import type { Instant } from "@giliran/contract/basics"
import { Secret, TOTP } from "otpauth"
import { seal, unseal } from "../access/sealed.ts"

/** The authenticator on somebody's phone: RFC 6238, as every such app has it (SHA-1, six digits, thirty seconds). */
const stepMs = 30_000
/** A clock may be off by one step, and a person may type slowly. */
const stepsAround = 1

export interface NewAuthenticator {
  /** In base32, for typing. */
  readonly secret: string
  /** For its QR. */
  readonly uri: string
  /** For the database. */
  readonly sealed: string
}

export function newAuthenticator(key: Buffer, staffId: string, bank: string): NewAuthenticator {
  const secret = new Secret({ size: 20 })
  const totp = new TOTP({ issuer: `Giliran ${bank}`.trim(), label: staffId, secret })
  return { secret: secret.base32, uri: totp.toString(), sealed: sealFor(key, staffId, secret.base32) }
}

/** The time step that this code belongs to; null when it is of none around now. */
export function stepOfCode(
  key: Buffer,
  staffId: string,
  sealed: string,
  code: string,
  now: Instant,
): number | null {
  const secret = unsealFor(key, staffId, sealed)
  const digits = code.replaceAll(/\s/g, "")
  if (secret === null || !/^\d{6}$/.test(digits)) return null
  const delta = TOTP.validate({
    secret: Secret.fromBase32(secret),
    token: digits,
    timestamp: now,
    window: stepsAround,
  })
  return delta === null ? null : Math.floor(now / stepMs) + delta
}

/** Another person's sealed secret, put into this one's row, opens nothing. */
function sealFor(key: Buffer, staffId: string, secret: string): string {
  return seal(key, `totp ${staffId} ${secret}`)
}

function unsealFor(key: Buffer, staffId: string, sealed: string): string | null {
  const words = unseal(key, sealed)?.split(" ")
  return words?.length === 3 && words[0] === "totp" && words[1] === staffId ? (words[2] ?? null) : null
}

const recoveryCodeCount = 10
/** No letter that looks like another. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
/** Of 32 letters: 120 random bits, so that a fast digest of it is safe to store (ASVS 6.5.2). */
const recoveryCodeLength = 24

/** Each opens the door once, without the authenticator. */
export function newRecoveryCodes(): {
  readonly codes: readonly string[]
  readonly digests: readonly string[]
} {
  const codes = Array.from({ length: recoveryCodeCount }, () => {
    const letters = [...randomBytes(recoveryCodeLength)].map((byte) => alphabet[byte % 32] ?? "").join("")
    return letters.replaceAll(/(.{4})(?=.)/g, "$1-")
  })
  return { codes, digests: codes.map(digestOfRecoveryCode) }
}

export function digestOfRecoveryCode(typed: string): string {
  return hash("sha256", typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""), "hex")
}
