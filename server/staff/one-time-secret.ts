import { randomInt } from "node:crypto"
import type { Instant } from "@giliran/contract/basics"
import { wordsFor } from "./word-lists.ts"

/** Long enough for a weekend between the day it is given and the first day at work. */
const goodForMs = 72 * 3_600_000
/** Of 7,776 words each: 77 random bits. */
const wordCount = 6

export interface OneTimeSecret {
  readonly words: string
  readonly until: Instant
}

/** With which somebody signs in once, to choose a password. Said aloud or written on paper, and typed by hand. */
export async function newOneTimeSecret(now: Instant): Promise<OneTimeSecret> {
  const words = await wordsFor(Array.from({ length: wordCount }, () => randomInt(2 ** 32)))
  return { words: words.join(" "), until: (now + goodForMs) as Instant }
}
