import type { Instant, ServiceId, TicketId, WaitRange } from "@giliran/contract/basics"
import type { TicketClass } from "@giliran/contract/ticket"
import type { LearnedForecast } from "@giliran/contract/forecast"
import type { BranchDay, Ticket, TicketIn } from "../day/branch-day.ts"
import { aheadCounter, countAhead } from "../calling/choose-next.ts"
import { wantedBy } from "../calling/counter-profile.ts"
import { type WaitQuantiles, quantilesOf } from "../../forecast/learned-quantiles.ts"
import { spotAt } from "../day/queues.ts"
import { type Placed, countersAt, situationOf } from "./situation-of-ticket.ts"
import { type Pool, type PoolOf, poolsOf } from "../calling/waiting-pool.ts"

/**
 * The wait forecast: what the branch has learned, and before it has learned anything: the ticket at rank r (r tickets ahead) of s counters waits
 * for r + 1 departures, each after 1 / (sμ + iθ) on average, with μ the plan's pace of service and θ the pace at which
 * those who wait give up. Shown as a range, the median to the 90th percentile of that sum.
 */

/** Where a waiting ticket stands, and what it will still wait. */
export interface Outlook {
  /** Tickets that would be called before it. */
  readonly ahead: number
  /** Counters open for it. */
  readonly counterCount: number
  readonly wait: WaitRange
}

/** Whoever is shown a ticket's wait is shown it by an answer or a view, and promised it (FORECAST-4): asked twice in a row. */
const asked = new WeakMap<
  BranchDay,
  { readonly ticketId: TicketId; readonly now: Instant; readonly outlook: Outlook }
>()

export function outlookOf(day: BranchDay, ticket: TicketIn<"waiting" | "reserved">, now: Instant): Outlook {
  const last = asked.get(day)
  if (last?.ticketId === ticket.id && last.now === now) return last.outlook
  const poolOf = poolsOf(day)
  const outlook = {
    ahead: aheadOf(day, ticket, poolOf, now),
    counterCount: poolOf(wantedBy(ticket)).counterCount,
    wait: forecastOf(day, ticket, poolOf, now),
  }
  asked.set(day, { ticketId: ticket.id, now, outlook })
  return outlook
}

/** Tickets that would be called before this one (QUEUE-2); its position is one more. */
export function aheadOf(
  day: BranchDay,
  ticket: Pick<Ticket, "serviceId" | "class" | "spot">,
  poolOf: PoolOf,
  now: Instant,
): number {
  const { spot } = ticket
  const { lines } = poolOf(wantedBy(ticket))
  return countAhead(day, lines, { class: ticket.class, isFirst: spot.isFirst, key: spot }, now)
}

/** What this ticket will still wait: by what the branch has learned (FORECAST-5), or by its plan (FORECAST-1). */
export function forecastOf(day: BranchDay, ticket: Placed, poolOf: PoolOf, now: Instant): WaitRange {
  const learned = learnedFor(day, now)
  if (learned) {
    const { p50, p90 } = quantilesOf(learned, situationOf(day, ticket, poolOf, now))
    return { p50: Math.round(p50), p90: Math.round(p90) }
  }
  const { spot } = ticket
  const pool = poolOf(wantedBy(ticket))
  const at = { class: ticket.class, isFirst: spot.isFirst, key: spot }
  const aheadIn = aheadCounter(day, at, now)
  const ahead = pool.lines.reduce((sum, line) => sum + line.share * aheadIn(line), 0)
  return waitRange(ahead, pool)
}

/** What a customer who came now would wait. */
export function forecastForNewcomer(
  day: BranchDay,
  serviceId: ServiceId,
  ticketClass: TicketClass,
  poolOf: PoolOf,
  now: Instant,
): WaitRange {
  const newcomer = {
    id: notYetTaken,
    serviceId,
    class: ticketClass,
    spot: spotAt(day, now),
  }
  return forecastOf(day, newcomer, poolOf, now)
}

const notYetTaken = "" as TicketId

const versionsKnown: ReadonlySet<number> = new Set<LearnedForecast["version"]>([1, 2])

/** Null where nothing was learned, and while no counter is open: the past knows no calls without a counter. */
function learnedFor(day: BranchDay, now: Instant): LearnedForecast | null {
  const isKnown = day.learned && versionsKnown.has(day.learned.version) && countersAt(day, now).counters > 0
  return isKnown ? day.learned : null
}

/** FORECAST-1. `givingUpPerMs` (θ) is zero until the branch has learned it. */
export function waitRange(
  ahead: number,
  pool: Pick<Pool, "counterCount" | "meanServiceMs" | "idleCount">,
  givingUpPerMs = 0,
): WaitRange {
  const { p50, p90 } = coldQuantiles(ahead, pool, givingUpPerMs)
  return { p50: Math.round(p50), p90: Math.round(p90) }
}

/** The same in seconds and unrounded, with the rest of the distribution. */
export function coldQuantiles(
  ahead: number,
  pool: Pick<Pool, "counterCount" | "meanServiceMs" | "idleCount">,
  givingUpPerMs = 0,
): WaitQuantiles {
  const departures = ahead + 1 - pool.idleCount
  if (departures <= 0) return { p10: 0, p50: 0, p90: 0, mean: 0 }
  const pace = pool.counterCount / pool.meanServiceMs
  const { mean, variance } = sumOfDepartures(departures, pace, givingUpPerMs)
  return {
    p10: quantile(mean, variance, -z90) / 1000,
    p50: quantile(mean, variance, 0) / 1000,
    p90: quantile(mean, variance, z90) / 1000,
    mean: mean / 1000,
  }
}

/** The 90th percentile of the standard normal distribution. */
const z90 = 1.2815515655446004

/** Mean and variance of a sum of exponential times with rates pace, pace + θ, pace + 2θ …; of a last part, its part. */
function sumOfDepartures(
  count: number,
  pace: number,
  givingUpPerMs: number,
): { mean: number; variance: number } {
  if (givingUpPerMs === 0) return { mean: count / pace, variance: count / pace ** 2 }
  let mean = 0
  let variance = 0
  for (let i = 0; i < count; i++) {
    const rate = pace + i * givingUpPerMs
    const part = Math.min(1, count - i)
    mean += part / rate
    variance += part / rate ** 2
  }
  return { mean, variance }
}

/** Of the gamma distribution with this mean and variance, after Wilson and Hilferty (1931). */
function quantile(mean: number, variance: number, z: number): number {
  const shape = mean ** 2 / variance
  return mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}
