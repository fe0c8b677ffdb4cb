import { hash, randomBytes } from "node:crypto"
import type { TicketId } from "@giliran/contract/basics"

/** By which people, secret scanners and this server tell them apart: a key of a script, a paired screen's, somebody's session. */
const prefixes = { key: "gil_", device: "gid_", session: "gis_" } as const
export type TokenKind = keyof typeof prefixes

/** 256 random bits, with a prefix that says what it is. */
export function newToken(kind: TokenKind): string {
  return prefixes[kind] + randomBytes(32).toString("base64url")
}

/** What is stored of a token. SHA-256 is enough: 256 random bits cannot be guessed, however fast the guess. */
export function digestOf(token: string): string {
  return hash("sha256", token, "hex")
}

/** Null for what has no form of ours. */
export function kindOfToken(word: string): TokenKind | null {
  switch (/^(gil|gid|gis)_[A-Za-z0-9_-]{43}$/.exec(word)?.[1]) {
    case "gil":
      return "key"
    case "gid":
      return "device"
    case "gis":
      return "session"
    default:
      return null
  }
}

const secretBytes = 16
/** Drawn for many secrets at once: each call into the system's source costs more than all the rest of taking a ticket. */
let drawn = Buffer.alloc(0)

/** The secret of a ticket's link: 128 random bits. */
export function newTicketSecret(): string {
  if (drawn.length === 0) drawn = randomBytes(secretBytes * 64)
  const secret = drawn.subarray(0, secretBytes).toString("base64url")
  drawn = drawn.subarray(secretBytes)
  return secret
}

export function isTicketSecret(word: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(word)
}

/** The ticket's id may be shown to staff and stored: the secret cannot be found from it. */
export function ticketIdOf(secret: string): TicketId {
  return hash("sha256", secret, "base64url").slice(0, 22) as TicketId
}
