import type { Instant } from "@giliran/contract/basics"
import { type BranchDay, ticketOf } from "../day/branch-day.ts"
import { recallableAt, undoableUntil } from "../verbs/call-ticket.ts"
import { profileOf } from "../calling/counter-profile.ts"
import { returnableUntil } from "../verbs/no-show.ts"
import type { Calendar } from "../day/opening-hours.ts"
import { linesNamed } from "../day/queues.ts"
import { headOf } from "../day/waiting-line.ts"

/** The next moment after now at which some view changes though nothing happens; null when time alone changes nothing. */
export function nextChange(day: BranchDay, now: Instant): Instant | null {
  const moments = [...hours(day), ...calls(day), ...wakeUps(day), ...graces(day), ...helps(day)].filter(
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

/** CALL-10: a counter may call from further queues as soon as somebody there has waited too long. */
function helps(day: BranchDay): readonly Instant[] {
  return day.plan.counters.flatMap(({ id }) =>
    (profileOf(day.plan, id)?.overflow ?? []).flatMap(({ when, watched }) =>
      when.kind === "longest-wait-over"
        ? linesNamed(day, watched).flatMap(({ line }) => {
            const head = headOf(line)
            return head ? [(head.key.arrivedAt + when.ms + 1) as Instant] : []
          })
        : [],
    ),
  )
}
