import type { WaitQuantiles } from "../forecast/learned-quantiles.ts"

/** A wait as it was foreseen, and as it came. Seconds. */
export interface Foreseen {
  readonly class: string
  readonly wait: number
  readonly quantiles: WaitQuantiles
  /** What the wait of the last customer to start would have foreseen. */
  readonly lastToStart: number
}

export interface Scores {
  readonly n: number
  readonly mae: number
  readonly rmse: number
  readonly lesRmse: number
  readonly rmseVsLes: number
  /** Share between P10 and P90; share not above P90. */
  readonly coverage80: number
  readonly p90Coverage: number
  readonly pinball90: number
  readonly byClass: Readonly<Record<string, ClassScores>>
}

export interface ClassScores {
  readonly n: number
  readonly meanWait: number
  readonly mae: number
  readonly rmse: number
  readonly coverage80: number
  readonly p90Coverage: number
}

/** At least one. */
export function scoresOf(all: readonly Foreseen[]): Scores {
  const { rmse, ...own } = errorsOf(all)
  const lesRmse = rootMeanSquare(all, ({ wait, lastToStart }) => wait - lastToStart)
  return {
    n: all.length,
    mae: rounded(own.mae, 2),
    rmse: rounded(rmse, 2),
    lesRmse: rounded(lesRmse, 2),
    rmseVsLes: rounded(rmse / lesRmse, 3),
    coverage80: rounded(own.coverage80, 4),
    p90Coverage: rounded(own.p90Coverage, 4),
    pinball90: rounded(meanOf(all, pinball90), 2),
    byClass: byClass(all),
  }
}

/** One number for both errors: halfway between the median, which keeps the absolute error small, and the mean, which keeps the squared one small. */
function pointOf({ p50, mean }: WaitQuantiles): number {
  return (p50 + mean) / 2
}

function byClass(all: readonly Foreseen[]): Scores["byClass"] {
  const names = [...new Set(all.map((foreseen) => foreseen.class))].toSorted((a, b) => (a < b ? -1 : 1))
  return Object.fromEntries(
    names.map((name) => {
      const own = all.filter((foreseen) => foreseen.class === name)
      const { mae, rmse, coverage80, p90Coverage } = errorsOf(own)
      return [
        name,
        {
          n: own.length,
          meanWait: rounded(
            meanOf(own, ({ wait }) => wait),
            1,
          ),
          mae: rounded(mae, 2),
          rmse: rounded(rmse, 2),
          coverage80: rounded(coverage80, 4),
          p90Coverage: rounded(p90Coverage, 4),
        },
      ]
    }),
  )
}

function errorsOf(all: readonly Foreseen[]) {
  const errorOf = ({ wait, quantiles }: Foreseen) => wait - pointOf(quantiles)
  return {
    mae: meanOf(all, (foreseen) => Math.abs(errorOf(foreseen))),
    rmse: rootMeanSquare(all, errorOf),
    coverage80: meanOf(all, ({ wait, quantiles: { p10, p90 } }) => Number(wait >= p10 && wait <= p90)),
    p90Coverage: meanOf(all, ({ wait, quantiles: { p90 } }) => Number(wait <= p90)),
  }
}

function pinball90({ wait, quantiles: { p90 } }: Foreseen): number {
  return wait > p90 ? 0.9 * (wait - p90) : 0.1 * (p90 - wait)
}

function rootMeanSquare(all: readonly Foreseen[], of: (foreseen: Foreseen) => number): number {
  return Math.sqrt(meanOf(all, (foreseen) => of(foreseen) ** 2))
}

function meanOf(all: readonly Foreseen[], of: (foreseen: Foreseen) => number): number {
  return all.reduce((sum, foreseen) => sum + of(foreseen), 0) / all.length
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
