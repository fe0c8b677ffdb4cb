import type { DayFigures } from "@giliran/contract/lane-report"
import { type TicketClass, TicketClass as Classes } from "@giliran/contract/ticket"
import { byClass, waitFigures } from "./figures.ts"
import type { Load, Outcome } from "./load.ts"

/** Whose waits they are, and what each was promised. */
export interface Rows {
  /** Left out, all of them. */
  readonly isCounted?: (row: number) => boolean
  readonly classOf: (row: number) => TicketClass
  readonly targetMsOf: (row: number) => number
}

export function dayFigures(load: Load, outcome: Outcome, rows: Rows): DayFigures {
  const { calledAt, enteredAt, overtakenBy } = outcome
  const waits = byClass((): number[] => [])
  const within = { regular: 0, priority: 0, care: 0 }
  const overtakings = byClass(() => ({ count: 0, tickets: 0, worst: 0 }))
  let neverCalled = 0
  for (let row = 0; row < load.count; row++) {
    if (rows.isCounted?.(row) === false) continue
    const name = rows.classOf(row)
    const times = overtakenBy[row] ?? 0
    const overtaking = overtakings[name]
    overtaking.count += times
    overtaking.tickets += times > 0 ? 1 : 0
    overtaking.worst = Math.max(overtaking.worst, times)
    const waitMs = (calledAt[row] ?? Number.NaN) - (enteredAt[row] ?? 0)
    if (Number.isNaN(waitMs)) neverCalled += 1
    else {
      waits[name].push(waitMs / 1000)
      within[name] += waitMs <= rows.targetMsOf(row) ? 1 : 0
    }
  }
  return {
    waits: byClass((name) => waitFigures(waits[name], within[name])),
    overtakings,
    capHits: outcome.capHits,
    neverCalled,
  }
}

/** Classes in the order in which tables show them. */
export const classNames = Classes.options
