import type { CounterId, Instant, ServiceId, TellerId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Refusal } from "@giliran/contract/refusals"
import type { Place } from "@giliran/contract/ticket"
import { emptyHanded, hasCounter, ticketAt } from "../day/at-counter.ts"
import {
  type Audience,
  type BackTo,
  type BranchDay,
  type Spot,
  type Ticket,
  type TicketIn,
  counterOf,
  factsOf,
  ticketIn,
  ticketOf,
} from "../day/branch-day.ts"
import { classThere } from "../day/class-along.ts"
import type { Decision } from "../day/decision.ts"
import type { TicketReleased, TicketTransferred } from "../day/events.ts"
import { dequeue, enqueue, sentTo, spotAt } from "../day/queues.ts"
import { serviceOf } from "./take-ticket.ts"

/** TRANSFER-1 … TRANSFER-4: to another service, counter or teller, with its arrival kept for ordering and the class it has there (CLASS-7). */
export function transferTicket(
  day: BranchDay,
  command: Command & { type: "transfer-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, command, "called", "serving")
  if ("refused" in ticket) return ticket
  const target = targetOf(day, ticket, command.to)
  if ("refused" in target) return target
  return [
    {
      type: "ticket-transferred",
      at: now,
      ticketId: ticket.id,
      counterId: ticket.call.counterId,
      serviceId: target.serviceId,
      spot: spotSentTo(day, ticket, target.audience, command.place, now),
      ...classThere(day.plan, ticket, target.serviceId),
      backTo: command.thenBack ? backToSender(day, ticket, command.thenBack.place) : ticket.backTo,
    },
  ]
}

export function ticketTransferred(day: BranchDay, event: TicketTransferred): BranchDay {
  const ticket = ticketIn(day, event.ticketId, "called", "serving")
  return enqueue(emptyHanded(day, event.counterId), {
    ...factsOf(ticket),
    ...event.classThere,
    status: "waiting",
    serviceId: event.serviceId,
    spot: event.spot,
    waitingSince: event.at,
    backTo: event.backTo,
  })
}

/** TRANSFER-5: tickets sent to a counter or teller that goes home wait for their service again, by arrival. */
export function releasing(
  day: BranchDay,
  audience: "counter" | "teller",
  id: CounterId | TellerId,
  now: Instant,
): readonly TicketReleased[] {
  return sentTo(day, audience, id).map((ticketId) => released(ticketOf(day, ticketId), now))
}

export function released(ticket: Ticket, now: Instant): TicketReleased {
  const spot: Spot = { ...ticket.spot, audience: { for: "service" }, isFirst: false }
  return { type: "ticket-released", at: now, ticketId: ticket.id, spot }
}

export function ticketReleased(day: BranchDay, { ticketId, spot }: TicketReleased): BranchDay {
  const ticket = ticketIn(day, ticketId, "waiting")
  return enqueue(dequeue(day, ticket), { ...ticket, spot })
}

/** PLACE-1 … PLACE-3: `arrival` keeps it, `first` goes before all others of that audience, `last` comes as if now. */
export function spotSentTo(
  day: BranchDay,
  ticket: Ticket,
  audience: Audience,
  place: Place,
  now: Instant,
): Spot {
  const spot = spotAt(day, place === "last" ? now : ticket.spot.arrivedAt, audience)
  return place === "first" ? { ...spot, isFirst: true } : spot
}

/** Where a teller sits now, if anywhere. */
export function tellerCounter(day: BranchDay, tellerId: TellerId): CounterId | null {
  return (
    day.counters.findKey(({ state }) => state.status !== "closed" && state.teller.id === tellerId) ?? null
  )
}

function targetOf(
  day: BranchDay,
  ticket: Ticket,
  to: (Command & { type: "transfer-ticket" })["to"],
): { readonly serviceId: ServiceId; readonly audience: Audience } | Refusal {
  const serviceId = to.serviceId ?? ticket.serviceId
  if (!serviceOf(day, serviceId)) return { refused: "unknown-service", serviceId }
  switch (to.kind) {
    case "service":
      return { serviceId, audience: { for: "service" } }
    case "counter":
      if (!hasCounter(day, to.counterId)) return { refused: "unknown-counter", counterId: to.counterId }
      if (counterOf(day, to.counterId).state.status === "closed") return { refused: "counter-closed" }
      return { serviceId, audience: { for: "counter", counterId: to.counterId } }
    case "teller":
      if (tellerCounter(day, to.tellerId) === null) return { refused: "unknown-teller" }
      return { serviceId, audience: { for: "teller", tellerId: to.tellerId } }
  }
}

function backToSender(day: BranchDay, ticket: TicketIn<"called" | "serving">, place: Place): BackTo | null {
  const { state } = counterOf(day, ticket.call.counterId)
  if (state.status === "closed") return null
  const { id: tellerId, name: tellerName } = state.teller
  return { tellerId, tellerName, serviceId: ticket.serviceId, place, earlier: ticket.backTo }
}
