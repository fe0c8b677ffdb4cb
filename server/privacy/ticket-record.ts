import type { PersonExport } from "@giliran/contract/privacy"
import type { Ledger, TicketRow } from "../branch/ledger.ts"
import type { ContactTable } from "../contacts/contact-table.ts"
import type { BranchEvent } from "../rules/day/events.ts"

type TicketRecord = Omit<PersonExport["tickets"][number], "contact">

/** What the branch's books have of a ticket, for its customer to read. */
export async function ticketRecord(
  { ledger, contacts }: { readonly ledger: Pick<Ledger, "dayOf">; readonly contacts: ContactTable },
  ticket: TicketRow,
): Promise<TicketRecord> {
  const { id, branchId, day, number, serviceId, status, takenAt, calledAt, servedAt, endedAt } = ticket
  const events: TicketRecord["events"] = []
  for await (const page of ledger.dayOf(branchId, day))
    for (const { event } of page)
      if ("ticketId" in event && event.ticketId === id) events.push(withoutOthers(event))
  return {
    ticketId: id,
    branchId,
    day,
    number,
    serviceId,
    class: ticket.class,
    status,
    takenAt,
    calledAt,
    servedAt,
    endedAt,
    waitSeconds: calledAt === null ? null : Math.round((calledAt - takenAt) / 1000),
    events,
    storedAnswers: await contacts.storedAnswerCount(branchId, id),
  }
}

/** A right to the own data is none to another customer's, or to a teller's name. */
function withoutOthers(event: BranchEvent): TicketRecord["events"][number] {
  switch (event.type) {
    case "ticket-called": {
      const { tellerId: _teller, reason, ...own } = event
      const { runnersUp: _others, ...ownReason } = reason
      return { ...own, reason: ownReason }
    }
    case "ticket-transferred": {
      const { backTo: _teller, ...own } = event
      return withoutSpot(own)
    }
    default:
      return "spot" in event ? withoutSpot(event) : { ...event }
  }
}

/** A place among others, which may name the teller it waits for. */
function withoutSpot<Event extends { readonly spot: unknown }>({ spot: _spot, ...own }: Event) {
  return own
}
