import type { BranchDay } from "../../server/rules/day/branch-day.ts"
import { inOrder } from "../../server/rules/day/waiting-line.ts"

/** The day as text, the same for equal days whatever way they came about. */
export function canonical(day: BranchDay): string {
  return JSON.stringify(day, (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "left" in value && "right" in value)
      return Array.from(inOrder(value as never), ({ key, ticketId }) => [key, ticketId])
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
    return value
  })
}

/** Whoever writes into it throws. Its maps are persistent by themselves; what they hold is frozen. */
export function frozenDay(day: BranchDay): BranchDay {
  for (const part of Object.values(day) as unknown[])
    if (isMap(part)) for (const value of part.values()) frozen(value)
    else frozen(part)
  return Object.freeze(day)
}

export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

function isMap(part: unknown): part is { values(): Iterable<unknown> } {
  return typeof part === "object" && part !== null && "valueSeq" in part
}
