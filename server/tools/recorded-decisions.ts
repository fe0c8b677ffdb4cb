import type { Instant } from "@giliran/contract/basics"
import { z } from "zod"
import { type Credit, type Standing, compareStandings, standingOf } from "../rules/calling/calling-rule.ts"
import { badLine } from "../bad-input.ts"
import { type NumberedLine, linesOf } from "./text-of.ts"

/** Who was waiting at one moment, and whom somebody took; further fields are theirs. Classes and services are any words. */
const Decision = z.object({
  waiting: z
    .array(
      z.object({
        /** Waited so far, in seconds. */
        t: z.number().nonnegative(),
        /** Class. */
        c: z.string().min(1),
        /** Service. */
        s: z.string().min(1),
      }),
    )
    .min(1),
  /** Which of them, from 0. */
  taken: z.number().int().nonnegative(),
})
export type Decision = z.infer<typeof Decision>

/** Every decision of a file of JSON lines, plain or `.gz`. Throws `BadInput` with the first line that is wrong. */
export function readDecisions(path: string): readonly Decision[] {
  return linesOf(path).map(decisionOf)
}

/**
 * Whether the calling rule, with these credits, takes whom they took: the very one, or one whose score is no further from the best's
 * than the tie tolerance, because such records are kept in whole seconds.
 */
export function isAgreed(
  { waiting, taken }: Decision,
  creditOf: (className: string) => Credit,
  tieSeconds: number,
): boolean {
  const standings = waiting.map(({ t, c }, order) => standingNow(creditOf(c), t, order))
  const best = standings.reduce((first, other) => (compareStandings(other, first) < 0 ? other : first))
  const theirs = standings[taken]
  return theirs !== undefined && (theirs === best || best.score - theirs.score <= 1000 * tieSeconds)
}

/** Of one second, the one who is written first came first. */
function standingNow(credit: Credit, waitedSeconds: number, order: number): Standing {
  const key = { arrivedAt: Math.round(-1000 * waitedSeconds) as Instant, order, tie: 0 }
  return standingOf(credit, Infinity, { isFirst: false, key }, 0)
}

function decisionOf({ number, text }: NumberedLine): Decision {
  const { data, error } = Decision.safeParse(jsonOf(text, number))
  if (!data) throw badLine(number, mistakesOf(error))
  if (data.taken >= data.waiting.length)
    throw badLine(number, `taken is ${data.taken}, but only ${data.waiting.length} were waiting (from 0).`)
  return data
}

function mistakesOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.map(String).join(".") || "the line"}: ${message}`)
    .join("; ")
}

function jsonOf(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badLine(line, `this is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
