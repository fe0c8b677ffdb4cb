import type { Customer } from "../../server/tools/recorded-days.ts"

/**
 * A teller becoming free for one customer: what the recording says about capacity, without saying whom the calling rule
 * will choose.
 */
export interface Turn {
  readonly startsAt: number
  /** How long the recorded customer took: for a ticket that the recording does not tell about. */
  readonly serviceMs: number
}

/** The turns of one counter, in order of time. */
export type Shift = readonly Turn[]

/**
 * As many shifts as tellers were busy at once, so that a small plan can hold a big day: tellers who came and went share a
 * counter. A teller goes on at the counter of the turn before, where it is free. With fewer counters than were busy, a turn
 * goes to the counter that is free first, and begins late.
 */
export function shiftsOf(customers: readonly Customer[], counterLimit: number): readonly Shift[] {
  const turns = customers
    .flatMap(({ end }) => (end.outcome === "served" ? [end] : []))
    .toSorted((a, b) => a.startsAt - b.startsAt)
  const shifts: { turns: Turn[]; freeAt: number; lastTeller: string }[] = []
  for (const { startsAt, serviceMs, teller } of turns) {
    const free = shifts.filter(({ freeAt }) => freeAt <= startsAt)
    let shift =
      free.find(({ lastTeller }) => teller !== "" && lastTeller === teller) ??
      free.toSorted((a, b) => a.freeAt - b.freeAt)[0]
    if (!shift && shifts.length < counterLimit) {
      shift = { turns: [], freeAt: 0, lastTeller: teller }
      shifts.push(shift)
    }
    shift ??= shifts.toSorted((a, b) => a.freeAt - b.freeAt)[0]
    if (!shift) throw new Error("A day needs at least one counter")
    shift.turns.push({ startsAt, serviceMs })
    shift.freeAt = Math.max(shift.freeAt, startsAt) + serviceMs
    shift.lastTeller = teller
  }
  return shifts.map((shift) => shift.turns)
}

/** Counters for which every turn begins in time. */
export function tellersAtOnce(customers: readonly Customer[]): number {
  return shiftsOf(customers, Number.POSITIVE_INFINITY).length
}
