import type { CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import { TicketClass } from "@giliran/contract/ticket"
import type { Audience, BranchDay, Counter, Spot, Ticket, TicketIn } from "./branch-day.ts"
import { type Line, emptyLine, inOrder, insertInto, removeFrom } from "./waiting-line.ts"

/**
 * The branch's waiting lines. One line holds the waiting tickets of one audience, class and precedence in order of
 * arrival, so its head is its only candidate for the next call, whatever the classes' rates and head starts are.
 */

/** A waiting ticket belongs to exactly one line. */
export function lineNameOf(ticket: Pick<Ticket, "serviceId" | "class" | "spot">): string {
  return lineName(audienceName(ticket.spot.audience, ticket.serviceId), ticket.class, ticket.spot.isFirst)
}

function lineName(audience: string, ticketClass: TicketClass, isFirst: boolean): string {
  return `${audience}/${ticketClass}${isFirst ? "/first" : ""}`
}

export function audienceName(audience: Audience, serviceId: ServiceId): string {
  switch (audience.for) {
    case "service":
      return `service:${serviceId}`
    case "counter":
      return `counter:${audience.counterId}`
    case "teller":
      return `teller:${audience.tellerId}`
  }
}

export interface NamedLine {
  readonly class: TicketClass
  readonly isFirst: boolean
  readonly line: Line
}

export function linesOf(day: BranchDay, audiences: Iterable<string>): readonly NamedLine[] {
  return linesNamed(day, lineNamesOf(audiences))
}

/** Where a line is to be found, whether it is there or empty. */
export interface LineName extends Omit<NamedLine, "line"> {
  readonly name: string
}

export function lineNamesOf(audiences: Iterable<string>): readonly LineName[] {
  return Array.from(audiences).flatMap((audience) =>
    TicketClass.options.flatMap((ticketClass) =>
      [true, false].map((isFirst) => ({
        name: lineName(audience, ticketClass, isFirst),
        class: ticketClass,
        isFirst,
      })),
    ),
  )
}

/** Those that are not empty, with all that was said of their names. */
export function linesNamed<Name extends LineName>(
  day: BranchDay,
  names: readonly Name[],
): readonly (Name & NamedLine)[] {
  const found: (Name & NamedLine)[] = []
  for (const name of names) {
    const line = day.lines.get(name.name)
    if (line) found.push({ ...name, line })
  }
  return found
}

/** Whether anybody waits for one counter or teller in person: mostly nobody does, and then their many lines need not be looked for. */
export function hasPersonalLines({ lines }: Pick<BranchDay, "lines">): boolean {
  return lines.some((_, name) => !name.startsWith("service:"))
}

/** Put a ticket into its line. */
export function enqueue(day: BranchDay, ticket: TicketIn<"waiting">): BranchDay {
  const name = lineNameOf(ticket)
  const { serviceId } = ticket
  return {
    ...day,
    tickets: day.tickets.set(ticket.id, ticket),
    lines: day.lines.set(name, insertInto(day.lines.get(name) ?? emptyLine, ticket.spot, ticket.id)),
    waitingByService: day.waitingByService.set(serviceId, (day.waitingByService.get(serviceId) ?? 0) + 1),
    placedCount: day.placedCount + 1,
  }
}

/** Take a waiting ticket out of its line; it stands in the day's tickets as it was. */
export function dequeue(day: BranchDay, ticket: TicketIn<"waiting">): BranchDay {
  const name = lineNameOf(ticket)
  const line = removeFrom(day.lines.get(name) ?? emptyLine, ticket.spot)
  const { serviceId } = ticket
  return {
    ...day,
    lines: line === null ? day.lines.delete(name) : day.lines.set(name, line),
    waitingByService: day.waitingByService.set(serviceId, (day.waitingByService.get(serviceId) ?? 1) - 1),
  }
}

/** The same for nearly every ticket. */
const anyCounter: Audience = { for: "service" }

/** A place by arrival, behind those who arrived in the same millisecond (PLACE-1). */
export function spotAt(day: BranchDay, arrivedAt: Instant, audience: Audience = anyCounter): Spot {
  return { audience, isFirst: false, arrivedAt, order: day.placedCount, tie: 0 }
}

export function setTicket(day: BranchDay, ticket: Ticket): BranchDay {
  return { ...day, tickets: day.tickets.set(ticket.id, ticket) }
}

export function setCounter(day: BranchDay, counterId: CounterId, counter: Counter): BranchDay {
  return { ...day, counters: day.counters.set(counterId, counter) }
}

/** Waiting tickets sent to this counter or teller in person. */
export function sentTo(day: BranchDay, audience: "counter" | "teller", id: string): readonly TicketId[] {
  return linesOf(day, [`${audience}:${id}`]).flatMap(({ line }) =>
    Array.from(inOrder(line), ({ ticketId }) => ticketId),
  )
}
