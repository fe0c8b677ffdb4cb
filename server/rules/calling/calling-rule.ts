import type { CallingRulePlan, ClassPlan, Plan } from "@giliran/contract/plan"
import type { TicketClass } from "@giliran/contract/ticket"
import { type LineKey, compareKeys } from "../day/waiting-line.ts"

/**
 * The calling rule: one score per waiting ticket, highest first, first come first served among equals.
 *
 *     score = rate[class] · waited + head start[class]
 *
 * Equal rates with head starts are earliest-deadline-first on the published targets; head starts of zero with
 * different rates are Kleinrock's accumulating priority (1964); neither is first come, first served.
 *
 * This file knows no branch and no day: whatever calls tickets by the branch's rule, or judges such calls, compares them here.
 */
export interface CallingRule {
  readonly credits: Readonly<Record<TicketClass, Credit>>
  /** A ticket that has waited longer goes by arrival alone (CALL-8). Infinity without a cap. */
  readonly maxWaitMs: number
}

/** What a class is worth: earned for each millisecond waited, and given on arrival. */
export interface Credit {
  readonly rate: number
  readonly headStartMs: number
}

/** What decides who goes before whom, at one moment. */
export interface Standing {
  /** Sent to go first (PLACE-2). */
  readonly isFirst: boolean
  readonly isCapped: boolean
  /** In milliseconds. */
  readonly score: number
  readonly key: LineKey
}

export function standingOf(
  { rate, headStartMs }: Credit,
  maxWaitMs: number,
  at: { readonly isFirst: boolean; readonly key: LineKey },
  now: number,
): Standing {
  const waitedMs = now - at.key.arrivedAt
  return {
    isFirst: at.isFirst,
    isCapped: waitedMs > maxWaitMs,
    score: rate * waitedMs + headStartMs,
    key: at.key,
  }
}

/**
 * Below zero: `a` goes first. Those sent `first` go by arrival alone (PLACE-2), then those over the cap by arrival alone
 * (CALL-8), then the others by score (CALL-3, CALL-4).
 */
export function compareStandings(a: Standing, b: Standing): number {
  if (a.isFirst !== b.isFirst) return a.isFirst ? -1 : 1
  if (a.isFirst) return compareKeys(a.key, b.key)
  if (a.isCapped !== b.isCapped) return a.isCapped ? -1 : 1
  if (a.isCapped) return compareKeys(a.key, b.key)
  return b.score - a.score || compareKeys(a.key, b.key)
}

const known = new WeakMap<Plan, CallingRule>()

/** The rule that a plan asks for, worked out once. */
export function callingRuleOf(plan: Plan): CallingRule {
  const found = known.get(plan) ?? ruleOf(plan)
  known.set(plan, found)
  return found
}

/** CALL-9: whatever the preset gives, care has no less credit than priority, so it never ranks behind at equal waits. */
function ruleOf({ classes, callingRule }: Plan): CallingRule {
  const { preset = "head-start", maxWaitMs = Infinity } = callingRule ?? {}
  const credits = creditsBy[preset](classes)
  const { regular, priority, care } = credits
  return {
    credits: {
      regular,
      priority,
      care: {
        rate: Math.max(care.rate, priority.rate),
        headStartMs: Math.max(care.headStartMs, priority.headStartMs),
      },
    },
    maxWaitMs,
  }
}

type Classes = Plan["classes"]
type Credits = CallingRule["credits"]

/** PRESET-1 … PRESET-4. */
const creditsBy: Readonly<Record<CallingRulePlan["preset"], (classes: Classes) => Credits>> = {
  "head-start": (classes) => ofEach(classes, headStartCredit),
  accumulating: (classes) => ofEach(classes, accumulatingCredit),
  strict: () => ({
    regular: { rate: 1, headStartMs: 0 },
    priority: { rate: 1, headStartMs: aheadOfAll },
    care: { rate: 1, headStartMs: 2 * aheadOfAll },
  }),
  "first-come": () => ({ regular: even, priority: even, care: even }),
}

/** A year: nobody waits so long, and to a millisecond it is still exact. */
export const aheadOfAll = 365 * 86_400_000

const even: Credit = { rate: 1, headStartMs: 0 }

function ofEach(classes: Classes, creditOf: (own: ClassPlan, regular: ClassPlan) => Credit): Credits {
  const { regular, priority, care } = classes
  return {
    regular: creditOf(regular, regular),
    priority: creditOf(priority, regular),
    care: creditOf(care, regular),
  }
}

/** PRESET-1: with the head start that makes the earliest promised moment go first. */
function headStartCredit(own: ClassPlan, regular: ClassPlan): Credit {
  const isPromised = own.targetWaitMs !== undefined && regular.targetWaitMs !== undefined
  const fromTargets = isPromised ? (regular.targetWaitMs ?? 0) - (own.targetWaitMs ?? 0) : 0
  return { rate: own.rate ?? 1, headStartMs: own.headStartMs ?? fromTargets }
}

/** PRESET-2: with the rates at which waits end up in the ratio of the targets. */
function accumulatingCredit(own: ClassPlan, regular: ClassPlan): Credit {
  const isPromised = own.targetWaitMs !== undefined && regular.targetWaitMs !== undefined
  const ratio = isPromised ? (regular.targetWaitMs ?? 0) / (own.targetWaitMs ?? 0) : 1
  return { rate: own.rate ?? (regular.rate ?? 1) * ratio, headStartMs: 0 }
}
