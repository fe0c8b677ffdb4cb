import type { BranchId, Instant, TellerId, TicketId } from "@giliran/contract/basics"
import type { TicketReasons } from "@giliran/contract/http-answers"
import type { Ledger } from "../branch/ledger.ts"
import type { TicketCalled } from "../rules/day/events.ts"
import { whyCalled } from "../rules/views/why-called.ts"

/**
 * Every call of a ticket of today, oldest first, those that were undone marked: the day itself keeps only the last. Reads the day's
 * events a page at a time.
 */
export async function callsOfTicket(
  ledger: Pick<Ledger, "currentDay">,
  branchId: BranchId,
  ticketId: TicketId,
): Promise<TicketReasons["calls"]> {
  const calls: TicketReasons["calls"] = []
  for await (const { events } of ledger.currentDay(branchId))
    for (const event of events) {
      if (!("ticketId" in event) || event.ticketId !== ticketId) continue
      if (event.type === "ticket-called") calls.push(callOf(event))
      // Only the last can be undone: until then there is no next.
      else if (event.type === "call-undone") calls.push(...calls.splice(-1).map(undoneAt(event.at)))
    }
  return calls
}

type CallTold = TicketReasons["calls"][number]

function callOf({ at, counterId, tellerId, reason }: TicketCalled): CallTold {
  const why = whyCalled(reason)
  return { calledAt: at, counterId, tellerId: tellerId as TellerId, reason, why, undoneAt: null }
}

const undoneAt =
  (at: Instant) =>
  (call: CallTold): CallTold => ({ ...call, undoneAt: at })
