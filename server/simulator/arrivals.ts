import { type Durations, drawerOf } from "./durations.ts"
import type { LoadWriter } from "./load.ts"
import { Random } from "./random.ts"

/** Customers of one line, who come by chance at a rate that changes through the day (a Poisson process). */
export interface ArrivalStream {
  readonly line: number
  /** In order; outside of them nobody comes. */
  readonly periods: readonly Period[]
  readonly services: Durations
  /** How long one waits before giving up; left out, for ever. */
  readonly patience?: Durations
}

export interface Period {
  readonly from: number
  readonly to: number
  readonly perHour: number
}

const hourMs = 3_600_000

/**
 * Draws a day, at most so many customers of it. Each stream draws its arrivals, services and patience from numbers of its own:
 * variants that differ in one of them share the others.
 */
export function drawDay(
  streams: readonly ArrivalStream[],
  { seed, day, countLimit = Number.POSITIVE_INFINITY }: Draw,
  into: LoadWriter,
): void {
  into.begin()
  const sources = streams.map((stream, index) => new Source(stream, seed, day, index))
  for (let count = 0; count < countLimit; count++) {
    let first: Source | undefined
    for (const source of sources) if (first === undefined || source.nextAt < first.nextAt) first = source
    if (first === undefined || first.nextAt === Number.POSITIVE_INFINITY) return
    const at = first.nextAt
    into.add(at, first.line, first.drawService(), at + first.drawPatience())
    first.goOn()
  }
}

export interface Draw {
  readonly seed: number
  /** Which of the simulated days. */
  readonly day: number
  readonly countLimit?: number
}

class Source {
  readonly line: number
  readonly drawService: () => number
  readonly drawPatience: () => number
  readonly #periods: readonly Period[]
  readonly #random: Random
  #periodNo = 0
  #at: number
  nextAt = Number.POSITIVE_INFINITY

  constructor(
    { line, periods, services, patience }: ArrivalStream,
    seed: number,
    day: number,
    index: number,
  ) {
    this.line = line
    this.#periods = periods
    this.#random = new Random(seed, day, 3 * index)
    this.drawService = drawerOf(services, new Random(seed, day, 3 * index + 1))
    this.drawPatience = patience
      ? drawerOf(patience, new Random(seed, day, 3 * index + 2))
      : () => Number.POSITIVE_INFINITY
    this.#at = periods[0]?.from ?? 0
    this.goOn()
  }

  /** By the rate's running total: an exponential length of it is one arrival further, whatever the rate does on the way. */
  goOn(): void {
    let left = this.#random.exponential() * hourMs
    for (let period = this.#periods[this.#periodNo]; period; period = this.#periods[++this.#periodNo]) {
      const from = Math.max(this.#at, period.from)
      const total = period.perHour * (period.to - from)
      if (left < total) {
        this.#at = from + left / period.perHour
        this.nextAt = this.#at
        return
      }
      left -= total
    }
    this.nextAt = Number.POSITIVE_INFINITY
  }
}
