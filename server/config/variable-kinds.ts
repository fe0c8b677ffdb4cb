import { createPrivateKey } from "node:crypto"
import { readFileSync } from "node:fs"
import { isIP } from "node:net"
import { z } from "zod"

/** Of what kind a variable can be: text as a person writes it, to a value. */

/** From 1 to 999,999,999. */
export const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

export function wholeNumber(digits: number, least: number, most: number) {
  return z
    .string()
    .regex(new RegExp(String.raw`^\d{1,${digits}}$`))
    .transform(Number)
    .refine((number) => number >= least && number <= most)
}

/** Minutes or hours; a part of one may be said as well. */
export const duration = z
  .string()
  .regex(/^\d{1,5}(\.\d{1,3})?$/)
  .transform(Number)
  .refine((length) => length > 0)

/** Separated by commas. */
export function list<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .string()
    .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
    .pipe(z.array(item))
}

/** As a browser writes it: scheme, host and port, and nothing behind. */
export const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text)

/** An address, or a network with at least one bit: a proxy that could be anybody is no proxy. */
export const network = z.string().refine((text) => {
  const [address = "", bits, ...more] = text.split("/")
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
})

/** 32 bytes or more, in base64. */
export const keyBytes = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((key) => key.length >= 32)

export const postgresUrl = z
  .string()
  .refine((text) => URL.canParse(text) && ["postgresql:", "postgres:"].includes(new URL(text).protocol))

/** A password inside it would be sent by nobody: it has a variable of its own. */
export const endPoint = z.string().refine((text) => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return ["https:", "http:"].includes(protocol) && username === "" && password === ""
})

/** Over TLS, or on this machine. */
export const issuer = z.string().refine((text) => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname))
})

/** An Ed25519 private key, PKCS#8 in PEM. A key of several lines fits a variable with `\n` in it. */
export const signingKey = z
  .string()
  .transform((text) => text.replaceAll(String.raw`\n`, "\n"))
  .refine(isEd25519)

/** The file that holds such a key, whole. */
export const signingKeyFile = z
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

function isEd25519(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "ed25519"
  } catch {
    return false
  }
}
