import { hash, randomBytes } from "node:crypto"
import type { TicketId } from "@giliran/contract/basics"

const prefix = "gil_"

/** A bearer token: 256 random bits, with a prefix by which people and secret scanners know it. */
export function newToken(): string {
  return prefix + randomBytes(32).toString("base64url")
}

/** What is stored of a token. SHA-256 is enough: 256 random bits cannot be guessed, however fast the guess. */
export function digestOf(token: string): string {
  return hash("sha256", token, "hex")
}

export function isToken(word: string): boolean {
  return /^gil_[A-Za-z0-9_-]{43}$/.test(word)
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
