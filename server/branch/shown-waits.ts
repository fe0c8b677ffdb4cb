import type { Instant, TicketId, WaitRange } from "@giliran/contract/basics"
import type { BranchDay } from "../rules/day/branch-day.ts"
import { nextShown, rangeShown, type ShownWait } from "../rules/views/shown-wait.ts"
import { outlookOf } from "../rules/views/wait-forecast.ts"

/** With so many promises they are looked through for those that are over; then again when they have doubled. */
const firstSweepAt = 2_000

/**
 * What each waiting customer of a branch was last shown (FORECAST-4): on the phone or in an answer, it is one promise. Kept in
 * memory alone: after a restart the first range shown is a new promise, without a cause.
 */
export class ShownWaits {
  readonly #shown = new Map<TicketId, ShownWait>()
  #sweepAt = firstSweepAt

  /** The range to show now; null when the ticket does not wait. */
  of(day: BranchDay, ticketId: TicketId, now: Instant): WaitRange | null {
    const shown = shownOf(day, ticketId, now, this.#shown.get(ticketId) ?? null)
    if (!shown) {
      this.#shown.delete(ticketId)
      return null
    }
    this.keep(day, ticketId, shown)
    return rangeShown(shown, now)
  }

  /** This was shown. */
  keep(day: BranchDay, ticketId: TicketId, shown: ShownWait): void {
    if (this.#shown.size >= this.#sweepAt) this.#sweep(day)
    this.#shown.set(ticketId, shown)
  }

  #sweep(day: BranchDay): void {
    for (const ticketId of this.#shown.keys())
      if (day.tickets.get(ticketId)?.status !== "waiting") this.#shown.delete(ticketId)
    this.#sweepAt = Math.max(firstSweepAt, 2 * this.#shown.size)
  }
}

/** What is shown of the ticket's wait when `before` was shown last; null when it does not wait. */
export function shownOf(
  day: BranchDay,
  ticketId: TicketId,
  now: Instant,
  before: ShownWait | null,
): ShownWait | null {
  const ticket = day.tickets.get(ticketId)
  if (ticket?.status !== "waiting") return null
  const { wait, ...grounds } = outlookOf(day, ticket, now)
  return nextShown(before, wait, grounds, now)
}
