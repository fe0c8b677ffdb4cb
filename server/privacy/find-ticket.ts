import type { BranchId, BusinessDay, TicketId } from "@giliran/contract/basics"
import { TicketNumber } from "@giliran/contract/ticket"
import type { TicketRow } from "../branch/ledger.ts"
import type { ContactTable } from "../contacts/contact-table.ts"
import { rowOf } from "../branch/ticket-row.ts"
import type { BranchDay } from "../rules/day/branch-day.ts"

export interface TicketNeeds {
  readonly contacts: ContactTable
  /** Null: every branch. */
  readonly branchId: BranchId | null
  /** The branch's day as it is now; null when there is no such branch. */
  readonly dayNow: (branchId: BranchId) => Promise<BranchDay | null>
}

/** A ticket that has ended has a row of its own; until then it is in its branch's day. Null when there is none. */
export async function findTicket(needs: TicketNeeds, ticketId: TicketId): Promise<TicketRow | null> {
  const { contacts } = needs
  const ended = await contacts.ticketById(needs.branchId, ticketId)
  if (ended) return ended
  const branchId = needs.branchId ?? (await contacts.branchOfCurrent(ticketId))
  const day = branchId && (await needs.dayNow(branchId))
  const ticket = day?.tickets.get(ticketId)
  return day && ticket ? rowOf(day, ticket) : null
}

/** By its id, or by its number in one branch: on that day, or on the latest on which a number was given. */
export async function findTicketNamed(
  needs: TicketNeeds,
  name: string,
  day: BusinessDay | null,
): Promise<TicketRow | null> {
  const number = TicketNumber.safeParse(name.toUpperCase())
  if (!number.success) return findTicket(needs, name as TicketId)
  if (needs.branchId === null) return null
  const now = await needs.dayNow(needs.branchId)
  if (now && (day ?? now.day) === now.day && now.tickets.size > 0) {
    const ticket = now.tickets.find((one) => one.number === number.data)
    return ticket ? rowOf(now, ticket) : null
  }
  return needs.contacts.ticketByNumber(needs.branchId, day, number.data)
}
