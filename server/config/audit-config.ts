import { createPrivateKey } from "node:crypto"
import { readFileSync } from "node:fs"
import { z } from "zod"

/** By what the days are signed. */
export interface AuditConfig {
  /** An Ed25519 private key, PKCS#8 in PEM; null leaves it to where the data are, see signing-key.ts. */
  readonly signingKey: string | null
}

/** A key of several lines fits a variable with `\n` in it. */
const SigningKey = z
  .string()
  .transform((text) => text.replaceAll(String.raw`\n`, "\n"))
  .refine(isEd25519)

const SigningKeyFile = z
  .string()
  .transform((file, context) => {
    try {
      return readFileSync(file, "utf8")
    } catch {
      context.addIssue("cannot be read")
      return z.NEVER
    }
  })
  .refine(isEd25519)

export const auditVariables = {
  GILIRAN_SIGNING_KEY: SigningKey.optional(),
  GILIRAN_SIGNING_KEY_FILE: SigningKeyFile.optional(),
}

const madeBy =
  "an Ed25519 private key in PEM, for example from `openssl genpkey -algorithm ed25519`; the same on every server"

export const auditAdvice = {
  GILIRAN_SIGNING_KEY: `give ${madeBy}`,
  GILIRAN_SIGNING_KEY_FILE: `name a file that this user may read with ${madeBy}`,
} as const

export function auditFrom({
  GILIRAN_SIGNING_KEY: key,
  GILIRAN_SIGNING_KEY_FILE: ofFile,
}: {
  readonly GILIRAN_SIGNING_KEY?: string | undefined
  readonly GILIRAN_SIGNING_KEY_FILE?: string | undefined
}): AuditConfig {
  return { signingKey: key ?? ofFile ?? null }
}

function isEd25519(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "ed25519"
  } catch {
    return false
  }
}
