import type { BranchId, TellerId, TicketId } from "@giliran/contract/basics"
import type { TicketReasons } from "@giliran/contract/http-answers"
import type { Ledger } from "../ledger/ledger.ts"
import { whyCalled } from "../rules/why-called.ts"

/**
 * Every call of a ticket of today, oldest first, those that were undone as well: the day itself keeps only the last. Reads the day's
 * events a page at a time.
 */
export async function callsOfTicket(
  ledger: Ledger,
  branchId: BranchId,
  ticketId: TicketId,
): Promise<TicketReasons["calls"]> {
  const calls: TicketReasons["calls"] = []
  for await (const page of ledger.currentDay(branchId))
    for (const { event } of page) {
      if (event.type !== "ticket-called" || event.ticketId !== ticketId) continue
      const { at, counterId, tellerId, reason } = event
      calls.push({ calledAt: at, counterId, tellerId: tellerId as TellerId, reason, why: whyCalled(reason) })
    }
  return calls
}
