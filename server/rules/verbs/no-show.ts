import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { andCallNext } from "./and-call-next.ts"
import { emptyHanded, ticketAt } from "../day/at-counter.ts"
import { type BranchDay, type Spot, type TicketIn, factsOf, ticketIn } from "../day/branch-day.ts"
import { countAhead } from "../calling/choose-next.ts"
import type { Decision } from "../day/decision.ts"
import type { TicketMissed, TicketReturned } from "../day/events.ts"
import { audienceName, enqueue, linesOf, setTicket, spotAt } from "../day/queues.ts"
import { nthOf } from "../day/waiting-line.ts"

/** How many missed tickets a counter can look through; older ones still return by their id. */
const missedKept = 50

/** NOSHOW-1: called, and nobody came. */
export function noShowTicket(
  day: BranchDay,
  command: Command & { type: "no-show-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, command, "called")
  if ("refused" in ticket) return ticket
  const { counterId } = ticket.call
  const missed: TicketMissed = { type: "ticket-missed", at: now, ticketId: ticket.id, counterId }
  return command.callNext ? andCallNext(missed, ticketMissed(day, missed), counterId, now) : [missed]
}

export function ticketMissed(day: BranchDay, { ticketId, counterId, at }: TicketMissed): BranchDay {
  const ticket = ticketIn(day, ticketId, "called")
  const missed: TicketIn<"no-show"> = { ...ticket, status: "no-show", missedAt: at }
  const free = setTicket(emptyHanded(day, counterId), missed)
  return { ...free, missed: [ticketId, ...day.missed].slice(0, missedKept) }
}

/** RETURN-1 … RETURN-3: back to waiting by the plan's grace rule, while the grace lasts. */
export function returnTicket(
  day: BranchDay,
  { ticketId }: Command & { type: "return-ticket" },
  now: Instant,
): Decision {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (ticket.status !== "no-show") return { refused: "ticket-in-other-status", status: ticket.status }
  if (now > returnableUntil(day, ticket)) return { refused: "return-too-late" }
  return [{ type: "ticket-returned", at: now, ticketId, spot: spotOnReturn(day, ticket, now) }]
}

export function ticketReturned(day: BranchDay, { ticketId, spot }: TicketReturned): BranchDay {
  const ticket = ticketIn(day, ticketId, "no-show")
  const missed = day.missed.filter((id) => id !== ticketId)
  return enqueue({ ...day, missed }, { ...factsOf(ticket), status: "waiting", spot })
}

export function returnableUntil(day: BranchDay, ticket: TicketIn<"no-show">): Instant {
  return (ticket.missedAt + day.plan.grace.withinMs) as Instant
}

/**
 * RETURN-2: the place it had, with the service's queue as its audience, for whom it was sent to may be gone;
 * RETURN-3: or behind the n-th ticket of its own class and service, and never before its old place.
 */
function spotOnReturn(day: BranchDay, ticket: TicketIn<"no-show">, now: Instant): Spot {
  const kept: Spot = { ...ticket.spot, audience: { for: "service" }, isFirst: false }
  const { grace } = day.plan
  if (grace.kind === "keep-place") return kept
  const own = linesOf(day, [audienceName({ for: "service" }, ticket.serviceId)]).filter(
    (line) => line.class === ticket.class && !line.isFirst,
  )
  const ahead = countAhead(day, own, { class: ticket.class, isFirst: false, key: kept }, now)
  if (ahead >= grace.count) return kept
  const before = nthOf(own[0]?.line ?? null, grace.count - 1)
  if (!before) return spotAt(day, now)
  return { ...kept, ...before.key, tie: day.placedCount }
}
