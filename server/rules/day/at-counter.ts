import type { CounterId, TicketId } from "@giliran/contract/basics"
import type { Refusal } from "@giliran/contract/refusals"
import { type BranchDay, type Counter, type Ticket, type TicketIn, counterOf, isIn } from "./branch-day.ts"
import { setCounter } from "./queues.ts"

/** A ticket of these statuses at this counter, or the named reason that it is not. */
export function ticketAt<Status extends "called" | "serving" | "parked" | "no-show">(
  day: BranchDay,
  command: { readonly ticketId: TicketId; readonly counterId?: CounterId | undefined },
  ...statuses: readonly Status[]
): TicketIn<Status> | Refusal {
  const ticket: Ticket | undefined = day.tickets.get(command.ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (!isIn(ticket, statuses)) return { refused: "ticket-in-other-status", status: ticket.status }
  const { counterId } = ticket.call
  if (command.counterId !== undefined && command.counterId !== counterId) {
    if (!hasCounter(day, command.counterId))
      return { refused: "unknown-counter", counterId: command.counterId }
    return { refused: "ticket-at-other-counter", counterId }
  }
  return ticket
}

/** A counter that may call now: open, not paused, empty-handed (CALL-1). */
export function freeCounter(
  day: BranchDay,
  counterId: CounterId,
): (Counter & { readonly state: { status: "open" } }) | Refusal {
  if (!hasCounter(day, counterId)) return { refused: "unknown-counter", counterId }
  const counter = counterOf(day, counterId)
  if (counter.state.status === "closed") return { refused: "counter-closed" }
  if (counter.inHand !== null) return { refused: "counter-busy" }
  if (counter.state.status === "paused") return { refused: "counter-paused" }
  return { ...counter, state: counter.state }
}

export function hasCounter(day: BranchDay, counterId: string): boolean {
  return day.plan.counters.some(({ id }) => id === counterId)
}

/** The counter as it stands when its ticket has left it. */
export function emptyHanded(day: BranchDay, counterId: CounterId): BranchDay {
  return setCounter(day, counterId, { ...counterOf(day, counterId), inHand: null })
}
