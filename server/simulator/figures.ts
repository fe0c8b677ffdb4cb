import type { WaitFigures } from "@giliran/contract/lane-report"
import type { TicketClass } from "@giliran/contract/ticket"

export type ByClass<Value> = Readonly<Record<TicketClass, Value>>

export function byClass<Value>(valueOf: (ticketClass: TicketClass) => Value): ByClass<Value> {
  return {
    regular: valueOf("regular"),
    priority: valueOf("priority"),
    care: valueOf("care"),
  }
}

/** Of waits in seconds, in any order. */
export function waitFigures(seconds: readonly number[], withinCount: number): WaitFigures {
  const waits = Float64Array.from(seconds).toSorted()
  const count = waits.length
  const mean = count === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / count
  return {
    count,
    mean: rounded(mean),
    p50: rounded(quantileOf(waits, 0.5)),
    p90: rounded(quantileOf(waits, 0.9)),
    p99: rounded(quantileOf(waits, 0.99)),
    max: rounded(waits.at(-1) ?? 0),
    withinTarget: count === 0 ? null : rounded(withinCount / count, 4),
  }
}

/** The smallest value that so many are not above; 0 of none. */
export function quantileOf(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
