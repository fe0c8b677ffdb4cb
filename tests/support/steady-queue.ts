import type { TicketClass } from "@giliran/contract/ticket"
import type { CallingRule } from "../../server/rules/calling/calling-rule.ts"
import { drawDay } from "../../server/simulator/arrivals.ts"
import type { Durations } from "../../server/simulator/durations.ts"
import { type Load, LoadWriter } from "../../server/simulator/load.ts"
import type { Shop } from "../../server/simulator/shop.ts"
import { firstFreeGeneral } from "../../server/simulator/theory.ts"
import { simulate } from "../../server/simulator/simulation.ts"
import { type Estimate, estimate } from "./estimate.ts"

/** One queue that never closes, of the kind that has formulas: two classes, Poisson arrivals, counters alike. */
export interface SteadyQueue {
  readonly counterCount: number
  /** Load per counter, below 1. */
  readonly busyShare: number
  readonly priorityShare: number
  readonly services: Durations & { readonly meanMs: number }
}

export type SteadyRule = "first-come" | "strict" | { readonly beta: number }

export interface Waits {
  readonly all: Estimate
  readonly priority: Estimate
  readonly regular: Estimate
}

export interface SteadyRun {
  readonly seed: number
  readonly batchCount: number
  readonly batchSize: number
}

const classes = ["regular", "priority"] as const
const hourMs = 3_600_000

export function drawSteady(queue: SteadyQueue, { seed, batchCount, batchSize }: SteadyRun): Load {
  const perHour = (queue.busyShare * queue.counterCount * hourMs) / queue.services.meanMs
  const shares = [1 - queue.priorityShare, queue.priorityShare]
  const writer = new LoadWriter()
  drawDay(
    shares.map((share, line) => ({
      line,
      periods: [{ from: 0, to: Number.POSITIVE_INFINITY, perHour: perHour * share }],
      services: queue.services,
    })),
    // One batch more, which is forgotten: the queue begins empty.
    { seed, day: 0, countLimit: (batchCount + 1) * batchSize },
    writer,
  )
  return writer.load
}

export function steadyShop({ counterCount }: SteadyQueue, rule: SteadyRule): Shop {
  return {
    lines: classes.map((name) => ({ class: name, isFirst: false, isPersonal: false })),
    counters: Array.from({ length: counterCount }, (_, index) => ({
      id: String(index + 1),
      shifts: [{ from: 0, to: Number.POSITIVE_INFINITY, lines: [0, 1], overflow: [], endsSession: true }],
    })),
    rules: [{ from: 0, rule: ruleOf(rule) }],
  }
}

/**
 * Mean waits in seconds. What chance gave this run too much or too little of (customers, their service, their classes) is known
 * exactly, and its effect is taken out as a control variate; the same customers under first come, first served, whose wait
 * theory knows, is one more for the other rules. Neither shifts the mean (Lavenberg and Welch 1981).
 */
export function steadyWaits(
  queue: SteadyQueue,
  run: SteadyRun,
  load: Load,
  rule: SteadyRule,
  known: { readonly batches: Batches; readonly waitSeconds: number } | null,
): SteadyWaits {
  const { calledAt, enteredAt } = simulate(steadyShop(queue, rule), load)
  const batches = batchesOf(load, run, (row) => ((calledAt[row] ?? 0) - (enteredAt[row] ?? 0)) / 1000)
  const chance = controlsOf(queue, run, load)
  const controls =
    known === null
      ? chance
      : chance.map((values, batch) => [...values, (known.batches.all[batch] ?? 0) - known.waitSeconds])
  const of = (means: readonly number[]) => estimate(means, controls)
  return {
    waits: { all: of(batches.all), priority: of(batches.priority), regular: of(batches.regular) },
    batches,
    controls,
  }
}

/** Several runs as one. */
export function pooledWaits(runs: readonly SteadyWaits[]): Waits {
  const controls = runs.flatMap((run) => run.controls)
  const of = (name: keyof Batches) =>
    estimate(
      runs.flatMap(({ batches }) => batches[name]),
      controls,
    )
  return { all: of("all"), priority: of("priority"), regular: of("regular") }
}

export interface SteadyWaits {
  readonly waits: Waits
  readonly batches: Batches
  readonly controls: readonly (readonly number[])[]
}

interface Batches {
  readonly all: readonly number[]
  readonly priority: readonly number[]
  readonly regular: readonly number[]
}

function batchesOf(load: Load, run: SteadyRun, valueOf: (row: number) => number): Batches {
  return {
    all: batchMeans(run, valueOf, () => true),
    priority: batchMeans(run, valueOf, (row) => load.line[row] === 1),
    regular: batchMeans(run, valueOf, (row) => load.line[row] === 0),
  }
}

function batchMeans(
  { batchCount, batchSize }: SteadyRun,
  valueOf: (row: number) => number,
  isOf: (row: number) => boolean,
): readonly number[] {
  return Array.from({ length: batchCount }, (_, batch) => {
    let sum = 0
    let count = 0
    const from = (batch + 1) * batchSize
    for (let row = from; row < from + batchSize; row++)
      if (isOf(row)) {
        sum += valueOf(row)
        count += 1
      }
    return sum / count
  })
}

/** Of each batch, how far from its expectation: time between arrivals, service time, its square, share of priority. */
function controlsOf(queue: SteadyQueue, run: SteadyRun, load: Load): readonly (readonly number[])[] {
  const { meanMs } = queue.services
  const gapMs = meanMs / (queue.busyShare * queue.counterCount)
  const variation = queue.services.kind === "lognormal" ? queue.services.variation : 1
  const gaps = batchMeans(run, (row) => (load.entersAt[row] ?? 0) - (load.entersAt[row - 1] ?? 0), always)
  const services = batchMeans(run, (row) => load.holdMs[row] ?? 0, always)
  const squares = batchMeans(run, (row) => (load.holdMs[row] ?? 0) ** 2, always)
  const shares = batchMeans(run, (row) => load.line[row] ?? 0, always)
  const fast = fastCounterWaits(queue, run, load)
  return gaps.map((gap, batch) => {
    const ofGap = gap / gapMs - 1
    const ofService = (services[batch] ?? 0) / meanMs - 1
    return [
      ofGap,
      ofService,
      (squares[batch] ?? 0) / (meanMs ** 2 * (1 + variation)) - 1,
      (shares[batch] ?? 0) - queue.priorityShare,
      // A wait grows faster than the load: the second order, whose expectations are the variances of the means.
      ofGap ** 2 - 1 / run.batchSize,
      ofService ** 2 - variation / run.batchSize,
      ofGap * ofService,
      ...(fast === null ? [] : [fast[batch] ?? 0]),
    ]
  })
}

/**
 * The same customers before one counter that is as fast as all together: its wait is known as well (Pollaczek 1930, Khinchine
 * 1932), and rises and falls with theirs. By Lindley's recursion, W' = max(0, W + S − T). Null where it would be the very queue
 * that is measured.
 */
function fastCounterWaits(queue: SteadyQueue, run: SteadyRun, load: Load): readonly number[] | null {
  const { counterCount, busyShare, services } = queue
  if (counterCount === 1) return null
  const waits = new Float64Array(load.count)
  for (let row = 1; row < load.count; row++) {
    const gap = (load.entersAt[row] ?? 0) - (load.entersAt[row - 1] ?? 0)
    waits[row] = Math.max(0, (waits[row - 1] ?? 0) + (load.holdMs[row - 1] ?? 0) / counterCount - gap)
  }
  const variation = services.kind === "lognormal" ? services.variation : 1
  const arrivalRate = (busyShare * counterCount) / services.meanMs
  const known = firstFreeGeneral(arrivalRate, services.meanMs / counterCount, variation) / (1 - busyShare)
  return batchMeans(run, (row) => waits[row] ?? 0, always).map((mean) => mean / known - 1)
}

const always = () => true

function ruleOf(rule: SteadyRule): CallingRule {
  const even = { rate: 1, headStartMs: 0 }
  const credits: Record<TicketClass, { rate: number; headStartMs: number }> =
    rule === "first-come"
      ? { regular: even, priority: even, care: even }
      : rule === "strict"
        ? { regular: even, priority: { rate: 1, headStartMs: 1e13 }, care: even }
        : { regular: { rate: rule.beta, headStartMs: 0 }, priority: even, care: even }
  return { credits, maxWaitMs: Number.POSITIVE_INFINITY }
}
