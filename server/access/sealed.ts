import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"

/** What must be read again and yet be of no use to who has only the database: AES-256-GCM by the server's key. */

const ivBytes = 12
const tagBytes = 16

/** A text of its own each time, even of the same words. */
export function seal(key: Buffer, text: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv("aes-256-gcm", sealingKey(key), iv)
  const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()])
  return sealed.toString("base64url")
}

/** Null when it was sealed by another key, or changed since. */
export function unseal(key: Buffer, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url")
  if (bytes.length < ivBytes + tagBytes) return null
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(key), bytes.subarray(0, ivBytes))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    const words = bytes.subarray(ivBytes, -tagBytes)
    return Buffer.concat([decipher.update(words), decipher.final()]).toString("utf8")
  } catch {
    return null
  }
}

/** The server's key recognises customers too: what seals is another one, made from it. */
function sealingKey(key: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", "giliran sealed", 32))
}
