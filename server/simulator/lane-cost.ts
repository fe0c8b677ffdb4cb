import { rounded, quantileOf } from "./figures.ts"
import type { Outcome } from "./simulation.ts"

/**
 * What the fast lane cost regular tickets: for each, its wait under the branch's rule less its wait had everybody been called by
 * arrival, the same customers, services and counters. In seconds. The mean counts those who waited less by it as well, the
 * others are of the extra waits alone: whoever was not held up has an extra wait of 0.
 */
export interface LaneCost {
  /** Regular tickets called under both rules. */
  readonly tickets: number
  readonly meanExtra: number
  readonly p99Extra: number
  readonly maxExtra: number
}

/** Of the rows that count as regular: an outcome of the same load under each rule. */
export function laneCost(
  actual: Outcome,
  firstCome: Outcome,
  count: number,
  isOf: (row: number) => boolean,
): LaneCost {
  const extras: number[] = []
  let sum = 0
  for (let row = 0; row < count; row++) {
    if (!isOf(row)) continue
    const extraMs = waitMs(actual, row) - waitMs(firstCome, row)
    if (Number.isNaN(extraMs)) continue
    extras.push(Math.max(0, extraMs) / 1000)
    sum += extraMs / 1000
  }
  const tickets = extras.length
  const sorted = Float64Array.from(extras).toSorted()
  return {
    tickets,
    meanExtra: tickets === 0 ? 0 : rounded(sum / tickets),
    p99Extra: rounded(quantileOf(sorted, 0.99)),
    maxExtra: rounded(sorted.at(-1) ?? 0),
  }
}

function waitMs({ calledAt, enteredAt }: Outcome, row: number): number {
  return (calledAt[row] ?? Number.NaN) - (enteredAt[row] ?? Number.NaN)
}
