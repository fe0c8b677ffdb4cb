import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { type BranchDay, isIn, ticketIn } from "../day/branch-day.ts"
import { withClassGiven } from "../day/class-along.ts"
import type { Decision } from "../day/decision.ts"
import type { TicketReclassed } from "../day/events.ts"
import { dequeue, enqueue, setTicket } from "../day/queues.ts"

/** What has not ended, and is not missed: who was missed returns first. */
const reclassable = ["waiting", "called", "serving", "parked"] as const

/** CLASS-3: staff changes a ticket's class, and says why. */
export function reclassTicket(
  day: BranchDay,
  { ticketId, class: to, reason }: Command & { type: "reclass-ticket" },
  now: Instant,
): Decision {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (!isIn(ticket, reclassable)) return { refused: "ticket-in-other-status", status: ticket.status }
  if (ticket.class === to) return { refused: "ticket-has-class" }
  return [{ type: "ticket-reclassed", at: now, ticketId, from: ticket.class, to, reason }]
}

/** CLASS-4, CLASS-7: number and place stay; who waits changes lines, for lines are named by class. */
export function ticketReclassed(day: BranchDay, { ticketId, to, reason }: TicketReclassed): BranchDay {
  const ticket = ticketIn(day, ticketId, ...reclassable)
  const given = { class: to, ground: { by: "staff", reason } } as const
  const of = { ...given, classesGiven: withClassGiven(ticket, given) }
  return ticket.status === "waiting"
    ? enqueue(dequeue(day, ticket), { ...ticket, ...of })
    : setTicket(day, { ...ticket, ...of })
}
