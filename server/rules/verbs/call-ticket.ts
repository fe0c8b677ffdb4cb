import type { CounterId, Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Announcement } from "@giliran/contract/display-view"
import { emptyHanded, freeCounter, ticketAt } from "../day/at-counter.ts"
import {
  type BranchDay,
  type Ticket,
  type TicketIn,
  counterOf,
  factsOf,
  ticketIn,
  ticketOf,
} from "../day/branch-day.ts"
import { chooseNext, reasonByNumber } from "../calling/choose-next.ts"
import { mayEverCall, wantedBy } from "../calling/counter-profile.ts"
import type { Decision } from "../day/decision.ts"
import type { CallUndone, TicketCalled, TicketRecalled } from "../day/events.ts"
import { dequeue, enqueue, setCounter, setTicket } from "../day/queues.ts"
import { afterCall, withoutCall } from "../../forecast/recent-past.ts"
import { released, tellerCounter } from "./transfer-ticket.ts"

/** More than a display shows: its last calls stay on it however often one ticket is recalled. */
const announcementsKept = 40

/** CALL-1 … CALL-4: the calling rule chooses. */
export function callNext(
  day: BranchDay,
  { counterId }: { readonly counterId: CounterId },
  now: Instant,
): Decision {
  const counter = freeCounter(day, counterId)
  if ("refused" in counter) return counter
  const choice = chooseNext(day, counterId, now)
  if (!choice) return { refused: "queue-empty" }
  const tellerId = counter.state.teller.id
  return [
    {
      type: "ticket-called",
      at: now,
      ticketId: choice.ticketId,
      counterId,
      tellerId,
      reason: choice.reason,
      ...discretionOf(day, ticketOf(day, choice.ticketId)),
    },
  ]
}

/** CALL-5: the teller chooses, out of order, and says why. */
export function callTicket(
  day: BranchDay,
  command: Command & { type: "call-ticket" },
  now: Instant,
): Decision {
  const { counterId, ticketId } = command
  const counter = freeCounter(day, counterId)
  if ("refused" in counter) return counter
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (ticket.status !== "waiting") return { refused: "ticket-in-other-status", status: ticket.status }
  if (!mayEverCall(day, counterId, wantedBy(ticket))) return { refused: "ticket-not-for-counter" }
  const reason = reasonByNumber(day, counterId, ticket, command.reason, now)
  const tellerId = counter.state.teller.id
  const discretion = discretionOf(day, ticket)
  return [{ type: "ticket-called", at: now, ticketId, counterId, tellerId, reason, ...discretion }]
}

export function ticketCalled(day: BranchDay, event: TicketCalled): BranchDay {
  const { ticketId, counterId, at, reason } = event
  const ticket = ticketIn(day, ticketId, "waiting")
  const called: TicketIn<"called"> = {
    ...ticket,
    status: "called",
    call: { counterId, calledAt: at, attempts: 1, announcedAt: at, reason },
    firstCalledAt: ticket.firstCalledAt ?? at,
  }
  const inHand = setCounter(dequeue(day, ticket), counterId, {
    ...counterOf(day, counterId),
    inHand: ticketId,
  })
  const recent = afterCall(day.recent, {
    at,
    waitMs: at - ticket.waitingSince,
    class: ticket.class,
    serviceId: ticket.serviceId,
  })
  return announce({ ...setTicket(inHand, called), recent }, called, event)
}

/** RECALL-1 … RECALL-3: announced again; the first call's time stays. */
export function recallTicket(
  day: BranchDay,
  command: Command & { type: "recall-ticket" },
  now: Instant,
): Decision {
  const ticket = ticketAt(day, command, "called")
  if ("refused" in ticket) return ticket
  const availableAt = recallableAt(day, ticket)
  if (now < availableAt) return { refused: "recall-too-soon", availableAt }
  const { counterId } = ticket.call
  return [{ type: "ticket-recalled", at: now, ticketId: ticket.id, counterId, ...discretionOf(day, ticket) }]
}

export function ticketRecalled(day: BranchDay, event: TicketRecalled): BranchDay {
  const { ticketId, at } = event
  const ticket = ticketIn(day, ticketId, "called")
  const recalled = {
    ...ticket,
    call: { ...ticket.call, attempts: ticket.call.attempts + 1, announcedAt: at },
  }
  return announce(setTicket(day, recalled), recalled, event)
}

export function recallableAt(day: BranchDay, ticket: TicketIn<"called">): Instant {
  return (ticket.call.announcedAt + day.plan.calls.recallGapMs) as Instant
}

/** UNDO-1 … UNDO-2: a wrong call leaves no trace in the queue. */
export function undoCall(day: BranchDay, command: Command & { type: "undo-call" }, now: Instant): Decision {
  const ticket = ticketAt(day, command, "called")
  if ("refused" in ticket) return ticket
  if (now > undoableUntil(day, ticket)) return { refused: "undo-too-late" }
  const { audience } = ticket.spot
  const isForNobody = audience.for === "teller" && tellerCounter(day, audience.tellerId) === null
  return [
    { type: "call-undone", at: now, ticketId: ticket.id, counterId: ticket.call.counterId },
    // The counter was taken over with the ticket in hand, and the one it was sent to went home (TRANSFER-5).
    ...(isForNobody ? [released(ticket, now)] : []),
  ]
}

export function callUndone(day: BranchDay, { ticketId, counterId }: CallUndone): BranchDay {
  const ticket = ticketIn(day, ticketId, "called")
  const isFirstCall = ticket.firstCalledAt === ticket.call.calledAt
  const freed = emptyHanded(day, counterId)
  return enqueue(
    {
      ...freed,
      recent: withoutCall(day.recent, { at: ticket.call.calledAt, serviceId: ticket.serviceId }),
      announcements: day.announcements.filter((announcement) => announcement.ticketId !== ticketId),
    },
    { ...factsOf(ticket), status: "waiting", firstCalledAt: isFirstCall ? null : ticket.firstCalledAt },
  )
}

export function undoableUntil(day: BranchDay, ticket: TicketIn<"called">): Instant {
  return (ticket.call.calledAt + day.plan.calls.undoWithinMs) as Instant
}

/** DISCREET-1: its customer wished it, or the plan says it of its class. Asked at each call and recall. */
export function isDiscreet(day: BranchDay, ticket: Pick<Ticket, "class" | "wantsDiscreet">): boolean {
  return ticket.wantsDiscreet || day.plan.classes[ticket.class].discreetCalls === true
}

function discretionOf(day: BranchDay, ticket: Ticket): Pick<TicketCalled, "isDiscreet"> {
  return isDiscreet(day, ticket) ? { isDiscreet: true } : {}
}

/** CALL-7; a discreet one is not (DISCREET-1). */
function announce(
  day: BranchDay,
  ticket: TicketIn<"called">,
  { at, isDiscreet: isUnheard }: TicketCalled | TicketRecalled,
): BranchDay {
  if (isUnheard) return day
  const no = day.announcementCount + 1
  const announcement: Announcement = {
    no,
    at,
    ticketId: ticket.id,
    number: ticket.number,
    counterId: ticket.call.counterId,
    serviceId: ticket.serviceId,
    attempt: ticket.call.attempts,
    language: ticket.language,
  }
  return {
    ...day,
    announcementCount: no,
    announcements: [...day.announcements, announcement].slice(-announcementsKept),
  }
}
