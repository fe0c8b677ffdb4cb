import type { Instant, Millis } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { emptyHanded, ticketAt } from "../day/at-counter.ts"
import { type BranchDay, type Spot, type TicketIn, factsOf, ticketIn } from "../day/branch-day.ts"
import { andCallNext } from "./and-call-next.ts"
import { classThere } from "../day/class-along.ts"
import type { Decision } from "../day/decision.ts"
import type { ServingStarted, TicketFinished, TicketMovedOn } from "../day/events.ts"
import { enqueue, setTicket, spotAt } from "../day/queues.ts"
import { spotSentTo, tellerCounter } from "./transfer-ticket.ts"

/** SERVE-1: the customer is here. */
export function serveTicket(
  day: BranchDay,
  command: Command & { type: "serve-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, command, "called")
  if ("refused" in ticket) return ticket
  return [{ type: "serving-started", at: now, ticketId: ticket.id, counterId: ticket.call.counterId }]
}

export function servingStarted(day: BranchDay, { ticketId, at }: ServingStarted): BranchDay {
  const ticket = ticketIn(day, ticketId, "called")
  return setTicket(day, {
    ...ticket,
    status: "serving",
    servingSince: at,
    servedMs: 0 as Millis,
    firstServedAt: ticket.firstServedAt ?? at,
  })
}

/** FINISH-1 … FINISH-4: done here; on to the next service, back to the sender, or to the end; and then, if asked, the next call. */
export function finishTicket(
  day: BranchDay,
  command: Command & { type: "finish-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, command, "serving")
  if ("refused" in ticket) return ticket
  const finished = finishing(day, ticket, { outcome: command.outcome, note: command.note || null }, now)
  if (!command.callNext) return [finished]
  const after =
    finished.type === "ticket-finished" ? ticketFinished(day, finished) : ticketMovedOn(day, finished)
  return andCallNext(finished, after, ticket.call.counterId, now)
}

export function ticketFinished(day: BranchDay, { ticketId, counterId, at }: TicketFinished): BranchDay {
  const ticket = ticketIn(day, ticketId, "serving")
  return setTicket(emptyHanded(day, counterId), {
    ...factsOf(ticket),
    status: "finished",
    endedAt: at,
    lastCounterId: ticket.call.counterId,
  })
}

export function ticketMovedOn(day: BranchDay, event: TicketMovedOn): BranchDay {
  const ticket = ticketIn(day, event.ticketId, "serving")
  return enqueue(emptyHanded(day, event.counterId), {
    ...factsOf(ticket),
    ...event.classThere,
    status: "waiting",
    serviceId: event.serviceId,
    thenServiceIds: event.thenServiceIds,
    spot: event.spot,
    waitingSince: event.at,
    backTo: event.cause === "back" ? (ticket.backTo?.earlier ?? null) : ticket.backTo,
  })
}

function finishing(
  day: BranchDay,
  ticket: TicketIn<"serving">,
  result: Pick<TicketFinished, "outcome" | "note">,
  now: Instant,
): TicketFinished | TicketMovedOn {
  const here = { at: now, ticketId: ticket.id, counterId: ticket.call.counterId, ...result }
  const { backTo, thenServiceIds } = ticket
  if (backTo) {
    return {
      ...here,
      type: "ticket-moved-on",
      cause: "back",
      serviceId: backTo.serviceId,
      thenServiceIds,
      spot: spotBack(day, ticket, backTo, now),
      ...classThere(day.plan, ticket, backTo.serviceId),
    }
  }
  const [serviceId, ...rest] = thenServiceIds
  if (serviceId === undefined) return { ...here, type: "ticket-finished" }
  const spot = spotAt(day, ticket.takenAt)
  return {
    ...here,
    type: "ticket-moved-on",
    cause: "visit",
    serviceId,
    thenServiceIds: rest,
    spot,
    ...classThere(day.plan, ticket, serviceId),
  }
}

/** TRANSFER-5: if the sender went home meanwhile, the ticket waits for the sender's service, by its arrival. */
function spotBack(
  day: BranchDay,
  ticket: TicketIn<"serving">,
  { tellerId, place }: NonNullable<TicketIn<"serving">["backTo"]>,
  now: Instant,
): Spot {
  if (tellerCounter(day, tellerId) === null) return spotAt(day, ticket.takenAt)
  return spotSentTo(day, ticket, { for: "teller", tellerId }, place, now)
}
