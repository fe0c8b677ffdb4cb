import type { Instant } from "@giliran/contract/basics"
import { type BranchDay, type Ticket, ticketOf } from "../day/branch-day.ts"
import { aheadCounter, earlierIn } from "../calling/choose-next.ts"
import { wantedBy } from "../calling/counter-profile.ts"
import { pastFigures } from "../../forecast/recent-past.ts"
import type { Situation } from "../../forecast/situation.ts"
import { headOf, sizeOf } from "../day/waiting-line.ts"
import type { Pool, PoolOf } from "../calling/waiting-pool.ts"

export type Placed = Pick<Ticket, "id" | "serviceId" | "class" | "spot">

/** What can be known of a ticket's wait now; the ticket may be one that is only about to be taken. */
export function situationOf(day: BranchDay, ticket: Placed, poolOf: PoolOf, now: Instant): Situation {
  const { serviceId } = ticket
  const pool = poolOf(wantedBy(ticket))
  const isThere = day.tickets.get(ticket.id)?.status === "waiting"
  return {
    class: ticket.class,
    serviceId,
    ...lineBefore(day, ticket, pool, now),
    waitingForService: (day.waitingByService.get(serviceId) ?? 0) - (isThere ? 1 : 0),
    ...countersAt(day, now),
    countersAble: pool.counterCount,
    busyAble: pool.counterCount - pool.idleCount,
    past: pastFigures(day.recent, { class: ticket.class, serviceId }, now),
  }
}

/**
 * FORECAST-3 for each count: of a line that other counters call from as well, their part does not count. Who was sent `first` counts as having come
 * before all others (PLACE-2), so that of one class nothing speaks for the ticket that goes later (FORECAST-8).
 */
function lineBefore(day: BranchDay, ticket: Placed, { lines }: Pool, now: Instant) {
  const { spot } = ticket
  const at = { class: ticket.class, isFirst: spot.isFirst, key: spot }
  const aheadIn = aheadCounter(day, at, now)
  const figures = {
    waited: (now - spot.arrivedAt) / 1000,
    ahead: 0,
    aheadByArrival: 0,
    aheadOfClass: 0,
    waitingOthers: 0,
    longestOfClass: 0,
    longestOfOthers: 0,
  }
  for (const line of lines) {
    const earlier = earlierIn(line, at)
    const longest = (now - (headOf(line.line)?.key.arrivedAt ?? now)) / 1000
    figures.ahead += line.share * (line.class === ticket.class ? earlier : aheadIn(line))
    figures.aheadByArrival += line.share * earlier
    if (spot.isFirst && line.class === ticket.class) figures.waited = Math.max(figures.waited, longest)
    if (line.class !== ticket.class) {
      figures.waitingOthers += line.share * sizeOf(line.line)
      figures.longestOfOthers = Math.max(figures.longestOfOthers, longest)
    } else if (earlier > 0) {
      figures.aheadOfClass += line.share * earlier
      figures.longestOfClass = Math.max(figures.longestOfClass, longest)
    }
  }
  return figures
}

type CounterFigures = Pick<Situation, "counters" | "busy" | "inHandMean" | "inHandLongest">

/** The same for every ticket that asks at one moment. */
const known = new WeakMap<
  BranchDay["counters"],
  { readonly now: Instant; readonly figures: CounterFigures }
>()

/** Who is being served since when; counters that are paused do not count. */
export function countersAt(day: BranchDay, now: Instant): CounterFigures {
  const found = known.get(day.counters)
  if (found?.now === now) return found.figures
  let counters = 0
  let busy = 0
  let total = 0
  let inHandLongest = 0
  for (const { state, inHand } of day.counters.values()) {
    if (state.status !== "open") continue
    counters++
    if (inHand === null) continue
    const ticket = ticketOf(day, inHand)
    const elapsed = "call" in ticket ? (now - ticket.call.calledAt) / 1000 : 0
    busy++
    total += elapsed
    inHandLongest = Math.max(inHandLongest, elapsed)
  }
  const figures = { counters, busy, inHandMean: total / Math.max(1, busy), inHandLongest }
  known.set(day.counters, { now, figures })
  return figures
}
