import type { BusinessDay, Instant, TicketId } from "@giliran/contract/basics"
import { apply } from "../rules/verbs/apply.ts"
import { type BranchDay, ticketOf } from "../rules/day/branch-day.ts"
import { beforeFirstDay } from "../rules/verbs/business-day.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import type { Past, ServiceTime } from "../forecast/learn-forecast.ts"
import type { Observation, Situation } from "../forecast/situation.ts"
import { situationOf } from "../rules/views/situation-of-ticket.ts"
import { poolsOf } from "../rules/calling/waiting-pool.ts"

/**
 * Lives through past days again, event by event, and notes what a forecast could have known and what then came (FORECAST-7): of each ticket
 * when it was taken, and at each call of one of those who still wait, in turn. A day counts when it is closed.
 */
export interface Watch {
  see(event: BranchEvent): void
  /** What all closed days teach. */
  past(): Past
}

/** A look at a ticket whose wait is not over. */
interface Look {
  readonly at: Instant
  readonly situation: Situation
}

export function watchDays(): Watch {
  const observations: Observation[] = []
  const services: ServiceTime[] = []
  let through: BusinessDay | null = null
  let watching: DayWatch | null = null
  return {
    see(event) {
      if (event.type === "day-opened") watching = new DayWatch(apply(beforeFirstDay(event.plan), event))
      else if (event.type === "day-closed" && watching) {
        observations.push(...watching.observations)
        services.push(...watching.services)
        through = watching.day.day
        watching = null
      } else watching?.see(event)
    },
    past: () => ({ observations, services, through }),
  }
}

class DayWatch {
  readonly observations: Observation[] = []
  readonly services: ServiceTime[] = []
  day: BranchDay
  /** Who waits since the ticket was taken: later waits of a visit are of another kind. */
  readonly #looks = new Map<TicketId, Look[]>()
  #callCount = 0

  constructor(day: BranchDay) {
    this.day = day
  }

  see(event: BranchEvent): void {
    const before = this.day
    this.day = apply(before, event)
    switch (event.type) {
      case "ticket-taken":
        this.#looks.set(event.ticketId, [])
        return this.#look(event.ticketId, event.at)
      case "ticket-called":
        this.#settle(event.ticketId, event.at)
        return this.#lookAtSomebody(event.at)
      case "ticket-withdrawn":
      case "ticket-expired":
        // How long it would have waited nobody knows: it teaches nothing of waits.
        this.#looks.delete(event.ticketId)
        return
      case "ticket-finished":
      case "ticket-moved-on": {
        const ticket = ticketOf(before, event.ticketId)
        if ("call" in ticket)
          this.services.push({
            serviceId: ticket.serviceId,
            seconds: (event.at - ticket.call.calledAt) / 1000,
          })
        return
      }
      default:
        return
    }
  }

  #look(ticketId: TicketId, at: Instant): void {
    const situation = situationOf(this.day, ticketOf(this.day, ticketId), poolsOf(this.day), at)
    this.#looks.get(ticketId)?.push({ at, situation })
  }

  #lookAtSomebody(at: Instant): void {
    const index = this.#callCount++ % Math.max(1, this.#looks.size)
    for (const ticketId of this.#looks.keys().drop(index).take(1)) this.#look(ticketId, at)
  }

  #settle(ticketId: TicketId, calledAt: Instant): void {
    for (const { at, situation } of this.#looks.get(ticketId) ?? [])
      this.observations.push({ situation, wait: (calledAt - at) / 1000 })
    this.#looks.delete(ticketId)
  }
}
