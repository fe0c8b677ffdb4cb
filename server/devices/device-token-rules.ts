import type { Instant } from "@giliran/contract/basics"
import type { DeviceRow, DeviceTokenRow, HeldToken } from "./device-table.ts"

/** How long a screen's token is good, and when the screen may have the next. */

const hourMs = 60 * 60_000
export const tokenMs = 24 * hourMs
/** Half of its life is left then: a night without the server costs nothing. */
export const renewAfterMs = tokenMs / 2
/** What was on its way when the token was replaced may still arrive. */
const replacedMs = 60_000
/** A screen that was switched off for longer after its token ran out is paired anew. */
const renewableMs = 90 * 24 * hourMs

/** What the auditor reads. */
export type WhyRefused =
  | "revoked"
  /** One that was replaced long ago, while the device has the next: somebody copied it. */
  | "older-token"
  | "wrong-signature"
  /** The same request, or an earlier one, again. */
  | "asked-before"
  | "off-too-long"

/** Until then it opens doors. */
export function goodUntil({ until, replacedAt }: DeviceTokenRow): number {
  return replacedAt === null ? until : Math.min(until, replacedAt + replacedMs)
}

/** What is wrong with showing this token, beyond that it ran out. */
export function whyShownInVain({ token, device, isOutlived }: HeldToken, at: Instant): WhyRefused | null {
  if (device.revokedAt !== null) return "revoked"
  return isOutlived && at >= goodUntil(token) ? "older-token" : null
}

/**
 * Why the device does not get the next token for this one. An older one is good as long as none that was given after it has been
 * used: then the answers were lost, by a cut line or a power cut, and the device has no other.
 */
export function whyNotRenewed(
  { device, tokens }: { readonly device: DeviceRow; readonly tokens: readonly DeviceTokenRow[] },
  { digest, askedAt, at }: { readonly digest: string; readonly askedAt: number; readonly at: Instant },
): WhyRefused | null {
  if (device.revokedAt !== null) return "revoked"
  if (askedAt <= device.askedAt) return "asked-before"
  const shown = tokens.find((token) => token.digest === digest)
  if (!shown || at >= shown.until + renewableMs) return "off-too-long"
  const isOutlived = tokens.some(({ issuedAt, usedAt }) => issuedAt > shown.issuedAt && usedAt !== null)
  const isInTime = shown.replacedAt === null || at < shown.replacedAt + replacedMs
  return isOutlived && !isInTime ? "older-token" : null
}

/** Why the device does not get its first token: it has had it. */
export function whyNoFirst(device: DeviceRow, tokens: readonly DeviceTokenRow[]): WhyRefused | null {
  if (device.revokedAt !== null) return "revoked"
  return tokens.some(({ usedAt }) => usedAt !== null) ? "asked-before" : null
}
