import type { TicketRow } from "./ledger.ts"
import { type BranchDay, type Ticket, ticketOf } from "../rules/day/branch-day.ts"
import type { BranchEvent } from "../rules/day/events.ts"

/** The rows of the tickets that these events ended: each is written once, when nothing in it will change any more. */
export function rowsEndedBy(events: readonly BranchEvent[], day: BranchDay): readonly TicketRow[] {
  const rows: TicketRow[] = []
  for (const event of events) {
    if (!("ticketId" in event)) continue
    const ticket = ticketOf(day, event.ticketId)
    if ("endedAt" in ticket) rows.push(rowOf(day, ticket))
  }
  return rows
}

/** As the ticket stands on this day, ended or not. */
export function rowOf({ day, plan }: BranchDay, ticket: Ticket): TicketRow {
  return {
    id: ticket.id,
    branchId: plan.branchId,
    day,
    number: ticket.number,
    serviceId: ticket.serviceId,
    class: ticket.class,
    status: ticket.status,
    takenAt: ticket.takenAt,
    calledAt: ticket.firstCalledAt,
    servedAt: ticket.firstServedAt,
    endedAt: "endedAt" in ticket ? ticket.endedAt : null,
    counterId: lastCounterOf(ticket),
  }
}

function lastCounterOf(ticket: Ticket): TicketRow["counterId"] {
  if ("call" in ticket) return ticket.call.counterId
  return "lastCounterId" in ticket ? ticket.lastCounterId : null
}
