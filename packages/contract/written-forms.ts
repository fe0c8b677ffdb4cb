/**
 * How names, numbers and codes are written, and how long they may be. The schemas are made of these, and screens look at them before
 * anything is sent. Without zod: every screen carries it.
 */

/** Of branches, services and zones. */
export const slugForm = /^[a-z0-9][a-z0-9-]{0,39}$/
export const counterIdForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,11}$/
export const tellerIdForm = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/
export const printerIdForm = /^[a-z0-9][a-z0-9-]{0,29}$/
export const languageForm = /^[a-z]{2,3}$/

/** Paper of these widths, in millimetres. */
export const paperWidths = [58, 80] as const

/** Digits of the PIN before a machine's settings. */
export const pinLength = 6
export const pinForm = new RegExp(`^\\d{${pinLength}}$`)

/** On a new screen, for its manager: consonants that cannot be mistaken for each other and make no words (RFC 8628 §6.1). */
export const userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ"
export const userCodeLength = 8
export const userCodeForm = new RegExp(`^[${userCodeLetters}]{${userCodeLength}}$`)

/** `WDJB-MJHT`, as it is shown and typed. */
export function inTwoGroups(userCode: string): string {
  return `${userCode.slice(0, userCodeLength / 2)}-${userCode.slice(userCodeLength / 2)}`
}

/** The most characters that each takes. */
export const longest = {
  /** Of a person, a screen, a key, a voice. */
  name: 60,
  staffId: 64,
  /** An authenticator's code, or a recovery code. */
  signInCode: 40,
  /** Why somebody does something, in words. */
  reason: 200,
  /** What a teller writes down about a service. */
  note: 500,
  /** A card or member number, or what a QR says. */
  customerIdentifier: 200,
} as const
