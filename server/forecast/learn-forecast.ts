import type { BusinessDay } from "@giliran/contract/basics"
import type { LearnedForecast } from "@giliran/contract/forecast"
import { type Growing, growTrees, quantile } from "./boosted-trees.ts"
import { asGrown, farEnd } from "./learned-quantiles.ts"
import { type Observation, type Wordbook, courses, numbersOf } from "./situation.ts"

/** What past days tell a forecast. */
export interface Past {
  /** In the order in which they happened. */
  readonly observations: readonly Observation[]
  /** How long customers were served, by service. */
  readonly services: readonly ServiceTime[]
  readonly through: BusinessDay | null
}

export interface ServiceTime {
  readonly serviceId: string
  readonly seconds: number
}

/** FORECAST-5: of fewer waits nothing is learned. Some days of a small branch, an hour or two of a large one. */
const enoughWaits = 300
/** Of more, the latest: a branch changes, and a night is short. */
const mostWaits = 40_000

const growing: Growing = {
  rounds: 70,
  rate: 0.13,
  leaves: 8,
  leastInLeaf: 25,
  rowShare: 0.7,
  numberShare: 0.5,
  bins: 48,
  seed: 1,
  courses,
}

/** What the past teaches, always the same from the same past; null when it is too short (FORECAST-5). */
export function learnForecast({ observations, services, through }: Past): LearnedForecast | null {
  const latest = observations.slice(-mostWaits)
  if (latest.length < enoughWaits) return null
  const words: Wordbook = {
    classes: [...new Set(latest.map(({ situation }) => situation.class))].toSorted(byName),
    serviceSeconds: serviceSecondsOf(services),
  }
  return {
    version: 2,
    through,
    trainedOn: latest.length,
    ...words,
    ...grown(latest, words),
    stretch: stretchOf(latest, words),
  }
}

function grown(observations: readonly Observation[], words: Wordbook) {
  const rows = observations.map(({ situation }) => Float64Array.from(numbersOf(situation, words)))
  return growTrees(
    rows,
    Float64Array.from(observations, ({ wait }) => wait),
    growing,
  )
}

/** Two stretches of time, each foreseen from all before it: what a night is to the days that follow. */
const folds = [
  [0.6, 0.8],
  [0.8, 1],
] as const

/**
 * Trees know the days they were grown from better than those to come, so their quantiles lie too close. How much
 * too close, the latest days show to trees that have not seen them (split conformal prediction in the scaled form of Romano,
 * Patterson and Candès 2019, split in time and not by lot). The far end is scaled by itself and not by its distance from the median: the
 * difference of two numbers that rise along a queue may fall along it (FORECAST-8).
 */
function stretchOf(observations: readonly Observation[], words: Wordbook): LearnedForecast["stretch"] {
  const below: number[] = []
  const above: number[] = []
  for (const [from, to] of folds) {
    const past = observations.slice(0, Math.floor(from * observations.length))
    const known = { ...words, ...grown(past, words) }
    for (const { situation, wait } of observations.slice(past.length, Math.floor(to * observations.length))) {
      const { p10, p50, p90 } = asGrown(known, situation)
      below.push((p50 - wait) / (p50 - p10))
      above.push((wait - p90) / farEnd(p90))
    }
  }
  return {
    low: atLeastNothing(quantile(Float64Array.from(below), 0.9)),
    high: atLeastHalf(quantile(Float64Array.from(above), 0.9)),
  }
}

function atLeastNothing(stretch: number): number {
  return Math.max(0.1, thousandths(stretch))
}

function atLeastHalf(stretch: number): number {
  return Math.max(-0.5, thousandths(stretch))
}

function thousandths(stretch: number): number {
  return Math.round(stretch * 1000) / 1000 + 0
}

/** So many customers of the average are counted with those of a service: a few odd ones must not speak for it. */
const borrowed = 5
/** Nobody is served in less: it was a mistaken key, or nobody came. */
const shortestSeconds = 10

/** The mean of each service, and under the empty name that of all. */
function serviceSecondsOf(services: readonly ServiceTime[]): Readonly<Record<string, number>> {
  const sums = new Map<string, { total: number; count: number }>()
  const all = { total: 0, count: 0 }
  for (const { serviceId, seconds } of services) {
    if (seconds < shortestSeconds) continue
    const own = sums.get(serviceId) ?? { total: 0, count: 0 }
    sums.set(serviceId, own)
    for (const sum of [own, all]) {
      sum.total += seconds
      sum.count++
    }
  }
  const overall = all.count === 0 ? 0 : all.total / all.count
  const means = Array.from(sums, ([serviceId, { total, count }]): [string, number] => [
    serviceId,
    Math.round((total + borrowed * overall) / (count + borrowed)),
  ])
  return Object.fromEntries([["", Math.round(overall)], ...means.toSorted(([a], [b]) => byName(a, b))])
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
