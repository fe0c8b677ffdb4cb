import { randomInt } from "node:crypto"
import type { Instant } from "@giliran/contract/basics"
import { hashOfPassword } from "./passwords.ts"
import { wordsFor } from "./word-lists.ts"

/** Long enough for a weekend between the day it is given and the first day at work. */
const goodForMs = 72 * 3_600_000
/** Of 7,776 words each: 77 random bits. */
const wordCount = 6

export interface OneTimeSecret {
  readonly words: string
  readonly until: Instant
  /** What is kept of the words. */
  readonly hash: string
}

/**
 * With which somebody signs in once, to choose a password. Said aloud or written on paper, and typed by hand. Hashing takes its while:
 * make it before a transaction.
 */
export async function newOneTimeSecret(now: Instant): Promise<OneTimeSecret> {
  const list = await wordsFor(Array.from({ length: wordCount }, () => randomInt(2 ** 32)))
  const words = list.join(" ")
  return { words, until: (now + goodForMs) as Instant, hash: await hashOfPassword(words) }
}
