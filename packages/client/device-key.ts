import type { DevicePublicKey } from "@giliran/contract/devices"

/** The screen's own key: made here, used here, and told to nobody, not even to this page's scripts. */

/** Browsers make keys only for pages that came by https, or from their own machine. */
export const canMakeKeys = (): boolean => isSecureContext && crypto.subtle !== undefined

const algorithm = { name: "ECDSA", namedCurve: "P-256" }

export const makeKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, false, ["sign", "verify"])

export const publicKeyOf = async ({ publicKey }: CryptoKeyPair): Promise<DevicePublicKey> => {
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey)
  return { kty: "EC", crv: "P-256", x, y }
}

/** r‖s in base64url. */
export const signed = async ({ privateKey }: CryptoKeyPair, words: string): Promise<string> => {
  const hashing = { name: "ECDSA", hash: "SHA-256" }
  const bytes = await crypto.subtle.sign(hashing, privateKey, new TextEncoder().encode(words))
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("")
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}
