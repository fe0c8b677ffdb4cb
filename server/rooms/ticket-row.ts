import type { TicketRow } from "../ledger/ledger.ts"
import { type BranchDay, type Ticket, ticketOf } from "../rules/branch-day.ts"
import type { BranchEvent } from "../rules/events.ts"

/** The rows of every ticket that these events touched, as they stand after them. */
export function rowsTouchedBy(events: readonly BranchEvent[], day: BranchDay): readonly TicketRow[] {
  const ids = new Set(events.flatMap((event) => ("ticketId" in event ? [event.ticketId] : [])))
  return Array.from(ids, (id) => rowOf(day, ticketOf(day, id)))
}

function rowOf({ day, plan }: BranchDay, ticket: Ticket): TicketRow {
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
