import type { Instant } from "@giliran/contract/basics"
import { type BranchDay, ticketOf } from "./branch-day.ts"
import { recallableAt, undoableUntil } from "./call-ticket.ts"
import { returnableUntil } from "./no-show.ts"
import type { Calendar } from "./opening-hours.ts"

/** The next moment after now at which some view changes though nothing happens; null when time alone changes nothing. */
export function nextChange(day: BranchDay, now: Instant): Instant | null {
  const moments = [...hours(day), ...calls(day), ...wakeUps(day), ...graces(day)].filter(
    (moment) => moment > now,
  )
  return moments.length === 0 ? null : (Math.min(...moments) as Instant)
}

function hours({ openings }: BranchDay): readonly Instant[] {
  return [openings.branch, ...openings.byService.values()].flatMap(boundaries)
}

function boundaries({ today }: Calendar): readonly Instant[] {
  return today.flatMap(({ from, to }) => [from, to])
}

function calls(day: BranchDay): readonly Instant[] {
  return Array.from(day.counters.valueSeq()).flatMap(({ inHand }) => {
    const ticket = inHand === null ? null : ticketOf(day, inHand)
    if (ticket?.status !== "called") return []
    return [recallableAt(day, ticket), (undoableUntil(day, ticket) + 1) as Instant]
  })
}

function wakeUps(day: BranchDay): readonly Instant[] {
  return Array.from(day.counters.valueSeq()).flatMap(({ parked }) =>
    parked.flatMap((ticketId) => {
      const ticket = ticketOf(day, ticketId)
      return ticket.status === "parked" && ticket.wakeAt !== null ? [ticket.wakeAt] : []
    }),
  )
}

function graces(day: BranchDay): readonly Instant[] {
  return day.missed.flatMap((ticketId) => {
    const ticket = ticketOf(day, ticketId)
    return ticket.status === "no-show" ? [(returnableUntil(day, ticket) + 1) as Instant] : []
  })
}
