import type { Course } from "./grow-tree.ts"
import type { PastFigures } from "./recent-past.ts"

/**
 * What a waiting ticket's wait can be foreseen from: the line before it, the counters, and what the last customers went through.
 * Counts are of tickets and may have parts, where other counters call from the same line; times are seconds. A branch and a file of old days tell it in the same words,
 * so what scores a forecast and what shows it are one.
 */
export interface Situation {
  readonly class: string
  readonly serviceId: string
  /** How long ago it came, by the arrival that orders it. */
  readonly waited: number
  /** Before it by the branch's calling rule. */
  readonly ahead: number
  /** Who came before it, of all classes and of its own. */
  readonly aheadByArrival: number
  readonly aheadOfClass: number
  /** All who wait of other classes; all who wait for its service. */
  readonly waitingOthers: number
  readonly waitingForService: number
  /** The longest wait so far of those of its class before it, and of the other classes. */
  readonly longestOfClass: number
  readonly longestOfOthers: number
  /** Open counters, and those of them which may call it; of each how many have a customer. */
  readonly counters: number
  readonly countersAble: number
  readonly busy: number
  readonly busyAble: number
  /** How long the customers at the counters have been there. */
  readonly inHandMean: number
  readonly inHandLongest: number
  readonly past: PastFigures
}

/** A situation, what became of it, and what it was: one line of what a branch learns from. */
export interface Observation {
  readonly situation: Situation
  /** From that moment to the call, in seconds. */
  readonly wait: number
}

/** What was learned once about the words in a situation. */
export interface Wordbook {
  readonly classes: readonly string[]
  readonly serviceSeconds: Readonly<Record<string, number>>
}

/** Nothing fresh is known: less than anything known. */
const unknown = -1

/**
 * The situation as the numbers that trees are grown over. Their order is part of what was learned: change it, and
 * `LearnedForecast.version` changes.
 */
export function numbersOf(situation: Situation, { classes, serviceSeconds }: Wordbook): readonly number[] {
  const { past, ahead, countersAble, counters } = situation
  const serviceTime = serviceSeconds[situation.serviceId] ?? serviceSeconds[""] ?? 0
  const overall = serviceSeconds[""] ?? 0
  return [
    classes.indexOf(situation.class),
    serviceTime,
    situation.waited,
    ahead,
    situation.aheadByArrival,
    situation.aheadOfClass,
    situation.waitingOthers,
    situation.waitingForService,
    situation.longestOfClass,
    situation.longestOfOthers,
    Math.max(situation.longestOfClass, situation.longestOfOthers),
    counters,
    countersAble,
    situation.busy,
    situation.busyAble,
    situation.inHandMean,
    situation.inHandLongest,
    past.sinceCall ?? unknown,
    past.calls2,
    past.calls5,
    past.calls15,
    past.calls30,
    past.leavings15,
    past.lastWait ?? unknown,
    past.lastOfClass ?? unknown,
    past.lastOfService ?? unknown,
    past.mean20 ?? unknown,
    past.meanOfClass5 ?? unknown,
    past.meanOfClass10 ?? unknown,
    // Departures still to come, in the time that one takes: by the counters that are open, and as they went lately.
    ((ahead + 1) * overall) / Math.max(1, counters),
    (ahead + 1) / Math.max(1, countersAble),
    ((ahead + 1) * 900) / Math.max(1, past.calls15),
  ]
}

/**
 * How a wait goes with each of these numbers when it alone grows. They are all those by which a ticket can differ from one of its class and
 * service that goes before it, so at one moment it is never foreseen less (FORECAST-8).
 */
export const courses: readonly Course[] = coursesOf({
  falls: [2],
  rises: [3, 4, 5, 8, 10, 29, 30, 31],
})

function coursesOf({
  falls,
  rises,
}: {
  readonly falls: readonly number[]
  readonly rises: readonly number[]
}) {
  return Array.from({ length: 32 }, (_, number) =>
    falls.includes(number) ? -1 : rises.includes(number) ? 1 : 0,
  )
}
