import { EventsPage } from "@giliran/contract/http-answers"
import { TicketAnswer } from "@giliran/contract/ticket"
import { type BranchApi, expectGood } from "./branch-api.ts"
import type { Driven } from "./drive-day.ts"

/** What became of the day by the server's own ledger, beside what it acknowledged while it was driven. */
export interface Account {
  /** Numbers acknowledged to the takers. */
  readonly issued: number
  readonly called: number
  readonly served: number
  readonly withdrawn: number
  /** Acknowledged numbers that were given twice. */
  readonly duplicateNumbers: number
  /** Calls beyond the first of a ticket, and calls at a counter whose hands were full. */
  readonly doubleCalls: number
  /** Acknowledged, and neither served nor withdrawn by the ledger. */
  readonly lost: number
}

/**
 * `after`: the ledger's seq before the first ticket was taken. A manager's token reads the ledger's own events; a teller's may
 * not, and asks for each ticket.
 */
export async function accountFor(api: BranchApi, driven: Driven, after: number): Promise<Account> {
  const mayReadEvents = (await api.get(`/events?after=${after}`)).ok
  const { called, served, withdrawn, doubleCalls } = mayReadEvents
    ? await foundInEvents(api, driven, after)
    : await foundInTickets(api, driven)
  return {
    issued: driven.taken.length,
    called: called.size,
    served: served.size,
    withdrawn: withdrawn.size,
    duplicateNumbers: driven.taken.length - new Set(driven.taken.map(({ number }) => number)).size,
    doubleCalls: Math.max(doubleCalls, driven.calledIds.length - new Set(driven.calledIds).size),
    lost: driven.taken.filter(({ ticketId }) => !served.has(ticketId) && !withdrawn.has(ticketId)).length,
  }
}

interface Found {
  readonly called: ReadonlySet<string>
  readonly served: ReadonlySet<string>
  readonly withdrawn: ReadonlySet<string>
  readonly doubleCalls: number
}

async function foundInEvents(api: BranchApi, driven: Driven, after: number): Promise<Found> {
  const own = new Set(driven.taken.map(({ ticketId }) => ticketId))
  const called = new Set<string>()
  const served = new Set<string>()
  const withdrawn = new Set<string>()
  const inHand = new Map<string, string>()
  let doubleCalls = 0
  for await (const { type, ticketId, counterId } of eventsAfter(api, after)) {
    if (!own.has(ticketId)) continue
    if (type === "ticket-called") {
      if (called.has(ticketId) || inHand.has(counterId)) doubleCalls += 1
      called.add(ticketId)
      inHand.set(counterId, ticketId)
    } else if (type === "ticket-finished") {
      served.add(ticketId)
      inHand.delete(counterId)
    } else if (type === "ticket-withdrawn") withdrawn.add(ticketId)
  }
  return { called, served, withdrawn, doubleCalls }
}

async function foundInTickets(api: BranchApi, driven: Driven): Promise<Found> {
  const called = new Set<string>()
  const served = new Set<string>()
  const withdrawn = new Set<string>()
  for (const { ticketId } of driven.taken) {
    const answer = await api.get(`/tickets/${ticketId}`)
    if (!answer.ok && answer.problem.code === "unknown-ticket") continue
    const { status, calledAt } = TicketAnswer.parse(expectGood(answer, "asking for a ticket"))
    if (calledAt !== null) called.add(ticketId)
    if (status === "finished") served.add(ticketId)
    if (status === "withdrawn") withdrawn.add(ticketId)
  }
  return { called, served, withdrawn, doubleCalls: 0 }
}

async function* eventsAfter(api: BranchApi, after: number) {
  for (let from = after; ;) {
    const answer = await api.get(`/events?after=${from}`)
    const { events, next } = EventsPage.parse(expectGood(answer, "reading the ledger's events"))
    for (const event of events)
      yield { type: event.type, ticketId: wordOf(event["ticketId"]), counterId: wordOf(event["counterId"]) }
    if (events.length === 0) return
    from = next
  }
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : ""
}
