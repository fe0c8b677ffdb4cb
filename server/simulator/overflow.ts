import type { LinesInOrder } from "./lines-in-order.ts"
import type { Overflow, Shift } from "./shop.ts"

/** Whether a counter calls from these further lines now. */
export function holds({ when, watched }: Overflow, shift: Shift, lines: LinesInOrder, now: number): boolean {
  switch (when.kind) {
    case "preferred-empty":
      return shift.lines.every((line) => lines.headOf(line) < 0)
    case "queue-longer-than":
      return watched.reduce((sum, line) => sum + (lines.counts[line] ?? 0), 0) > when.count
    case "longest-wait-over":
      return firstArrival(watched, lines) < now - when.ms
  }
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
