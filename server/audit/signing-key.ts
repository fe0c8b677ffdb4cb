import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify } from "node:crypto"
import type { Config } from "../config/config.ts"
import { secretOfFile } from "../config/key-file.ts"

/** The half that signs; it stays in this process. */
export interface SigningKey {
  readonly keyId: string
  /** SPKI in PEM, for whoever checks. */
  readonly publicKey: string
  /** Ed25519, base64url. */
  sign(statement: string): string
}

/** The half that checks. */
export interface CheckingKey {
  readonly keyId: string
  isOf(statement: string, signature: string): boolean
}

/**
 * By which the days are signed: from the environment, or, beside the embedded database, from a file of its own that is made once and
 * that only the server's user may read. Null with an outside database and no key: no day is signed then. Several servers must share
 * one, and a key that lay where the record lies would prove nothing to anybody.
 */
export function signingKeyOf({
  signingKey,
  databaseUrl,
  dataDir,
}: Pick<Config, "signingKey" | "databaseUrl" | "dataDir">): SigningKey | null {
  const pem = signingKey ?? (databaseUrl === null ? keptKey(dataDir) : null)
  if (pem === null) return null
  const secret = createPrivateKey(pem)
  const publicKey = createPublicKey(secret).export({ type: "spki", format: "pem" }).toString()
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (statement) => sign(null, Buffer.from(statement), secret).toString("base64url"),
  }
}

/** Every public key in this text; one after another where the bank has changed its key. Throws when there is none. */
export function checkingKeysIn(text: string): readonly CheckingKey[] {
  const pems = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? []
  if (pems.length === 0) throw new Error("There is no public key in PEM.")
  return pems.map((pem) => {
    const key = createPublicKey(pem)
    return {
      keyId: keyIdOf(pem),
      isOf: (statement, signature) =>
        key.asymmetricKeyType === "ed25519" &&
        verify(null, Buffer.from(statement), key, Buffer.from(signature, "base64url")),
    }
  })
}

/** SHA-256 of the public key's SPKI, in hex. */
function keyIdOf(publicPem: string): string {
  return hash("sha256", createPublicKey(publicPem).export({ type: "spki", format: "der" }), "hex")
}

function keptKey(dataDir: string): string {
  return secretOfFile({ dataDir, name: "signing.key", make: newPem })
}

function newPem(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()
}
