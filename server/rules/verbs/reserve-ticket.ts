import type { Instant, Millis } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { type BranchDay, type Ticket, factsOf, isIn, ticketIn } from "../day/branch-day.ts"
import type { Decision } from "../day/decision.ts"
import type { TicketReserved, TicketVoided } from "../day/events.ts"
import { setTicket } from "../day/queues.ts"
import { countedFor, factsTaken, numbered, numberFor, serviceOf } from "./take-ticket.ts"

/** RESERVE-4: how long a number is kept for a kiosk of which nothing more is heard. */
export const confirmWithinMs = 60_000 as Millis

/** RESERVE-1: a number that is promised to nobody yet. */
export function reserveTicket(
  day: BranchDay,
  command: Command & { type: "reserve-ticket" },
  now: Instant,
): Decision {
  const given = numberFor(day, command, now)
  return "refused" in given ? given : [{ type: "ticket-reserved", at: now, ...given }]
}

/** Its place is taken, so that who comes after it comes after it. */
export function ticketReserved(day: BranchDay, event: TicketReserved): BranchDay {
  const ticket: Ticket = { ...factsTaken(event), status: "reserved" }
  return {
    ...setTicket(numbered(day, event), ticket),
    reserved: day.reserved.set(ticket.id, event.at),
    placedCount: day.placedCount + 1,
  }
}

/** RESERVE-2, RESERVE-5: paper or a screen carries it: now it is taken, as of when it was reserved. */
export function confirmTicket(
  day: BranchDay,
  { ticketId, carriedBy }: Command & { type: "confirm-ticket" },
  now: Instant,
): Decision {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (day.status !== "open") return { refused: "day-closed" }
  if (!isConfirmable(ticket)) return { refused: "ticket-in-other-status", status: ticket.status }
  if (!serviceOf(day, ticket.serviceId)) return { refused: "unknown-service", serviceId: ticket.serviceId }
  return [
    {
      type: "ticket-taken",
      at: now,
      ticketId,
      number: ticket.number,
      ...seriesOf(ticket),
      serviceId: ticket.serviceId,
      thenServiceIds: ticket.thenServiceIds,
      class: ticket.class,
      ...(ticket.ground ? { ground: ticket.ground } : {}),
      ...(ticket.wantsDiscreet ? { isDiscreet: true } : {}),
      language: ticket.language,
      spot: ticket.spot,
      reservedAt: ticket.takenAt,
      carriedBy,
    },
  ]
}

function isConfirmable(ticket: Ticket): boolean {
  return ticket.status === "reserved" || (ticket.status === "voided" && ticket.reason === "unconfirmed")
}

/** RESERVE-3. */
export function voidTicket(
  day: BranchDay,
  { ticketId, reason }: Command & { type: "void-ticket" },
  now: Instant,
): Decision {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (!isIn(ticket, ["reserved"])) return { refused: "ticket-in-other-status", status: ticket.status }
  return [{ type: "ticket-voided", at: now, ticketId, reason }]
}

export function ticketVoided(day: BranchDay, { ticketId, at, reason }: TicketVoided): BranchDay {
  const ticket = ticketIn(day, ticketId, "reserved")
  const voided: Ticket = { ...factsOf(ticket), status: "voided", endedAt: at, lastCounterId: null, reason }
  return {
    ...setTicket(day, voided),
    reserved: day.reserved.delete(ticketId),
    // Nobody was given it: the day's limit has room for one more.
    takenByService: countedFor(day, ticket.serviceId, -1),
  }
}

/** RESERVE-4: what the clock orders of numbers that nobody confirmed. Mostly none is reserved at all. */
export function unconfirmed(day: BranchDay, now: Instant): readonly (Command & { type: "void-ticket" })[] {
  if (day.reserved.isEmpty()) return []
  return Array.from(
    day.reserved.entrySeq().filter(([, at]) => now - at >= confirmWithinMs),
    ([ticketId]) => ({ type: "void-ticket", ticketId, reason: "unconfirmed" }),
  )
}

/** TAKE-4, read backwards. */
function seriesOf({ number }: Pick<Ticket, "number">): { readonly letter: string; readonly count: number } {
  const [letter = ""] = /^[A-Z]+/.exec(number) ?? []
  return { letter, count: Number(number.slice(letter.length)) }
}
