import type { CounterId, Instant, TicketId } from "@giliran/contract/basics"
import type { CounterAnswer, CounterList } from "@giliran/contract/http-answers"
import type { TicketAnswer } from "@giliran/contract/ticket"
import { branchFace, counterSummaries } from "./project-views.ts"
import { type BranchDay, type Ticket, counterOf, isIn, ticketOf } from "../day/branch-day.ts"
import { isDiscreet } from "../verbs/call-ticket.ts"
import { outlookOf } from "./wait-forecast.ts"

/** One ticket as the HTTP API tells it. */
export function answerOfTicket(day: BranchDay, ticketId: TicketId, now: Instant): TicketAnswer {
  const ticket = ticketOf(day, ticketId)
  const outlook = isIn(ticket, ["waiting", "reserved"]) ? outlookOf(day, ticket, now) : null
  return {
    id: ticket.id,
    number: ticket.number,
    serviceId: ticket.serviceId,
    thenServiceIds: [...ticket.thenServiceIds],
    class: ticket.class,
    language: ticket.language,
    isDiscreet: isDiscreet(day, ticket),
    status: ticket.status,
    position: outlook && outlook.ahead + 1,
    wait: outlook && outlook.wait,
    takenAt: ticket.takenAt,
    calledAt: ticket.firstCalledAt,
    servedAt: ticket.firstServedAt,
    endedAt: endedAt(ticket),
    counterId: counterIdOf(ticket),
  }
}

export function answerOfCounter(day: BranchDay, counterId: CounterId): CounterAnswer {
  return { counterId, state: counterOf(day, counterId).state }
}

/** Every counter of the branch and who is there. */
export function answerOfCounters(day: BranchDay): CounterList {
  return { branch: branchFace(day), counters: counterSummaries(day) }
}

function endedAt(ticket: Ticket): Instant | null {
  switch (ticket.status) {
    case "finished":
    case "withdrawn":
    case "expired":
    case "voided":
      return ticket.endedAt
    default:
      return null
  }
}

function counterIdOf(ticket: Ticket): CounterId | null {
  switch (ticket.status) {
    case "waiting":
    case "reserved":
      return null
    case "finished":
    case "withdrawn":
    case "expired":
    case "voided":
      return ticket.lastCounterId
    default:
      return ticket.call.counterId
  }
}
