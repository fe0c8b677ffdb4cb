import { hash, parseOptions, verify } from "@node-rs/argon2"

/**
 * Argon2id as OWASP asks for it; 19 MiB and about 50 ms a time. The library's default algorithm is argon2id, its salt is 16
 * random bytes.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** What somebody types who is not there, or has no password, is compared with this: nobody can tell by the time it takes. */
const nobodys =
  "$argon2id$v=19$m=19456,t=2,p=1$7UYQSz7CoYqv1Ra982RU4w$582tssj/7fjmgnItnBRkBjwKHwL8yR0w4ST6ecTjpm0"

let last: Promise<unknown> = Promise.resolve()

/** One at a time: a rush of sign-ins waits and does not take the memory of the branch's machine. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work, work)
  last = turn.catch(() => {})
  return turn
}

export function hashOfPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost))
}

/** Exactly as it was typed. A stored password of null is never right. */
export async function isPassword(stored: string | null, typed: string): Promise<boolean> {
  const isRight = await inTurn(() => verify(stored ?? nobodys, typed))
  return stored !== null && isRight
}

/** It was hashed when hashing cost less. */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return memoryCost !== cost.memoryCost || timeCost !== cost.timeCost || parallelism !== cost.parallelism
}
