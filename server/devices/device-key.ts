import { createPublicKey, verify } from "node:crypto"
import type { DevicePublicKey } from "@giliran/contract/devices"

/** The halves of a screen's key: it keeps the private one where not even its own page can read it, and shows the public one. */

/** Whether these numbers are a point of the curve at all. */
export function isPublicKey(key: DevicePublicKey): boolean {
  try {
    createPublicKey({ key, format: "jwk" })
    return true
  } catch {
    return false
  }
}

/** ECDSA P-256 with SHA-256; base64url of r‖s, as browsers sign. */
export function isSignedBy(key: DevicePublicKey, words: string, signature: string): boolean {
  const bytes = Buffer.from(signature, "base64url")
  // r and s are 32 bytes each; what is no base64url is no signature either.
  if (bytes.length !== 64 || bytes.toString("base64url") !== signature) return false
  const publicKey = createPublicKey({ key, format: "jwk" })
  return verify("sha256", Buffer.from(words), { key: publicKey, dsaEncoding: "ieee-p1363" }, bytes)
}

export const wordsOfPairing = (deviceCode: string) => `giliran-pairing ${deviceCode}`
export const wordsOfRenewal = (token: string, at: number) => `giliran-token ${token} ${at}`
