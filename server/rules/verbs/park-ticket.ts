import type { Instant, Millis } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { freeCounter, ticketAt } from "../day/at-counter.ts"
import { type BranchDay, type TicketIn, counterOf, factsOf, ticketIn } from "../day/branch-day.ts"
import type { Decision } from "../day/decision.ts"
import type { TicketParked, TicketResumed } from "../day/events.ts"
import { setCounter, setTicket } from "../day/queues.ts"

/** PARK-1: set aside at this counter while the customer fills in a form; the counter is free meanwhile. */
export function parkTicket(
  day: BranchDay,
  command: Command & { type: "park-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, command, "serving")
  if ("refused" in ticket) return ticket
  const wakeAt = command.wakeAfterMs === undefined ? null : ((now + command.wakeAfterMs) as Instant)
  return [{ type: "ticket-parked", at: now, ticketId: ticket.id, counterId: ticket.call.counterId, wakeAt }]
}

export function ticketParked(day: BranchDay, { ticketId, counterId, at, wakeAt }: TicketParked): BranchDay {
  const ticket = ticketIn(day, ticketId, "serving")
  const parked: TicketIn<"parked"> = {
    ...factsOf(ticket),
    status: "parked",
    call: ticket.call,
    parkedAt: at,
    wakeAt,
    servedMs: (ticket.servedMs + at - ticket.servingSince) as Millis,
  }
  const counter = counterOf(day, counterId)
  return setCounter(setTicket(day, parked), counterId, {
    ...counter,
    inHand: null,
    parked: [...counter.parked, ticketId],
  })
}

/** PARK-3: served again, at its counter or, when that one has closed, at any other that is free. */
export function resumeTicket(
  day: BranchDay,
  command: Command & { type: "resume-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, { ticketId: command.ticketId }, "parked")
  if ("refused" in ticket) return ticket
  const home = ticket.call.counterId
  const counterId = command.counterId ?? home
  const counter = freeCounter(day, counterId)
  if ("refused" in counter) return counter
  if (counterId !== home && counterOf(day, home).state.status !== "closed")
    return { refused: "ticket-at-other-counter", counterId: home }
  return [{ type: "ticket-resumed", at: now, ticketId: ticket.id, counterId }]
}

export function ticketResumed(day: BranchDay, { ticketId, counterId, at }: TicketResumed): BranchDay {
  const ticket = ticketIn(day, ticketId, "parked")
  const home = counterOf(day, ticket.call.counterId)
  const without = setCounter(day, ticket.call.counterId, {
    ...home,
    parked: home.parked.filter((id) => id !== ticketId),
  })
  const serving: TicketIn<"serving"> = {
    ...factsOf(ticket),
    status: "serving",
    call: { ...ticket.call, counterId },
    servingSince: at,
    servedMs: ticket.servedMs,
  }
  return setCounter(setTicket(without, serving), counterId, {
    ...counterOf(without, counterId),
    inHand: ticketId,
  })
}
