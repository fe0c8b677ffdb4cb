import type { LearnedForecast } from "@giliran/contract/forecast"
import { type Forest, forestOf, foreseenBy } from "./forest.ts"
import { type Situation, numbersOf } from "./situation.ts"

/** A wait foreseen: one in ten ends by p10, half by p50, nine in ten by p90. Seconds from the moment it was asked. */
export interface WaitQuantiles {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly mean: number
}

/** FORECAST-5, FORECAST-6, FORECAST-8: what was learned says of this situation. Never below zero, and in order. */
export function quantilesOf(learned: LearnedForecast, situation: Situation): WaitQuantiles {
  const { p10, p50, p90, mean } = asGrown(learned, situation)
  const { low, high } = learned.stretch
  return {
    p10: Math.max(0, p50 - low * (p50 - p10)),
    p50,
    p90: learned.version === 1 ? p50 + high * (p90 - p50) : Math.max(p50 + 1, p90 + high * farEnd(p90)),
    mean,
  }
}

/** What the far end is stretched by a part of: a minute more than itself, for waits of nearly nothing are not that sure. */
export function farEnd(p90: number): number {
  return p90 + 60
}

/** As the trees say it, before the stretch. At least a second lies between the quantiles: what is known is never that sharp. */
export function asGrown(
  learned: Pick<LearnedForecast, "classes" | "serviceSeconds" | "start" | "trees">,
  situation: Situation,
): WaitQuantiles {
  const foreseen = foreseenBy(known(learned), numbersOf(situation, learned))
  const [p10 = 0, middle = 0, p90 = 0, mean = 0] = foreseen
  const p50 = Math.max(0, middle)
  return { p10: Math.min(p10, p50 - 1), p50, p90: Math.max(p90, p50 + 1), mean: Math.max(0, mean) }
}

const forests = new WeakMap<LearnedForecast["trees"], Forest>()

/** Made ready once: a branch asks for every waiting ticket, at every change. */
function known({ start, trees }: Pick<LearnedForecast, "start" | "trees">): Forest {
  const found = forests.get(trees) ?? forestOf(start, trees)
  forests.set(trees, found)
  return found
}
