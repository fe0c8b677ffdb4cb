import type { LaneCost } from "@giliran/contract/lane-report"
import { rounded, quantileOf } from "./figures.ts"
import type { Outcome } from "./load.ts"

/** Two outcomes of one load: by the branch's rule, and by arrival alone. Of these rows, in seconds. */
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
