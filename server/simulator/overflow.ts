import { conditionHolds } from "../rules/calling/counter-profile.ts"
import type { LinesInOrder } from "./lines-in-order.ts"
import type { Overflow, Shift } from "./shop.ts"

/** Whether a counter calls from these further lines now: the product's own conditions (CALL-10). */
export function holds({ when, watched }: Overflow, shift: Shift, lines: LinesInOrder, now: number): boolean {
  let count = 0
  for (const line of watched) count += lines.counts[line] ?? 0
  const isIdle = shift.lines.every((line) => lines.headOf(line) < 0)
  return conditionHolds(when, { isIdle, count, firstArrivedAt: firstArrival(watched, lines) }, now)
}

/** When it may hold merely because time passes; infinity when only another event can make it so. */
export function mayHoldAt({ when, watched }: Overflow, lines: LinesInOrder): number {
  return when.kind === "longest-wait-over"
    ? firstArrival(watched, lines) + when.ms + 1
    : Number.POSITIVE_INFINITY
}

function firstArrival(watched: readonly number[], lines: LinesInOrder): number {
  let first = Number.POSITIVE_INFINITY
  for (const line of watched) {
    const head = lines.headOf(line)
    if (head >= 0) first = Math.min(first, lines.arrivedAtOf(head))
  }
  return first
}
