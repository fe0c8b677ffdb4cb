import { randomInt } from "node:crypto"

/** Consonants that cannot be mistaken for each other and make no words: RFC 8628 §6.1. */
const alphabet = "BCDFGHJKLMNPQRSTVWXZ"
const length = 8

/** Eight of twenty letters: 34 bits, which is plenty for five minutes and five tries. */
export function newUserCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("")
}

/** `WDJB-MJHT`, as it is shown. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
