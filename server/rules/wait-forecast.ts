import type { CounterId, Instant, ServiceId, WaitRange } from "@giliran/contract/basics"
import type { TicketClass } from "@giliran/contract/ticket"
import { type BranchDay, type Spot, type Ticket, counterOf } from "./branch-day.ts"
import { countAhead } from "./calling-rule.ts"
import { type NamedLine, audienceName, linesOf, spotAt } from "./queues.ts"

/**
 * The wait forecast before a branch has learned anything: the ticket at rank r (r tickets ahead) of s counters waits
 * for r + 1 departures, each after 1 / (sμ + iθ) on average, with μ the plan's pace of service and θ the pace at which
 * those who wait give up. Shown as a range, the median to the 90th percentile of that sum.
 */

/** Who competes with a ticket: the counters that may call it, and every line they call from (QUEUE-1). */
export interface Pool {
  readonly lines: readonly NamedLine[]
  /** Counters open for it, at least one: it will be called by somebody. */
  readonly counterCount: number
  readonly meanServiceMs: number
}

export type PoolOf = (serviceId: ServiceId, audience: Spot["audience"]) => Pool

/** The pools of one moment, each worked out once however many tickets ask. */
export function poolsOf(day: BranchDay): PoolOf {
  const pools = new Map<string, Pool>()
  return (serviceId, audience) => {
    const name = audienceName(audience, serviceId)
    const known = pools.get(name)
    if (known) return known
    const pool = findPool(day, serviceId, audience)
    pools.set(name, pool)
    return pool
  }
}

/** Tickets that would be called before this one (QUEUE-2); its position is one more. */
export function aheadOf(
  day: BranchDay,
  ticket: Pick<Ticket, "serviceId" | "class" | "spot">,
  poolOf: PoolOf,
  now: Instant,
): number {
  const { spot } = ticket
  const { lines } = poolOf(ticket.serviceId, spot.audience)
  return countAhead(day, lines, { class: ticket.class, isFirst: spot.isFirst, key: spot }, now)
}

/** What this ticket will still wait. */
export function forecastOf(
  day: BranchDay,
  ticket: Pick<Ticket, "serviceId" | "class" | "spot">,
  poolOf: PoolOf,
  now: Instant,
): WaitRange {
  return waitRange(aheadOf(day, ticket, poolOf, now), poolOf(ticket.serviceId, ticket.spot.audience))
}

/** What a customer who came now would wait. */
export function forecastForNewcomer(
  day: BranchDay,
  serviceId: ServiceId,
  ticketClass: TicketClass,
  poolOf: PoolOf,
  now: Instant,
): WaitRange {
  return forecastOf(day, { serviceId, class: ticketClass, spot: spotAt(day, now) }, poolOf, now)
}

/** FORECAST-1. `givingUpPerMs` (θ) is zero until the branch has learned it. */
export function waitRange(
  ahead: number,
  pool: Pick<Pool, "counterCount" | "meanServiceMs">,
  givingUpPerMs = 0,
): WaitRange {
  const pace = pool.counterCount / pool.meanServiceMs
  const { mean, variance } = sumOfDepartures(ahead + 1, pace, givingUpPerMs)
  return { p50: inSeconds(quantile(mean, variance, 0)), p90: inSeconds(quantile(mean, variance, z90)) }
}

/** The 90th percentile of the standard normal distribution. */
const z90 = 1.2815515655446004

/** Mean and variance of a sum of exponential times with rates pace, pace + θ, pace + 2θ … */
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
    mean += 1 / rate
    variance += 1 / rate ** 2
  }
  return { mean, variance }
}

/** Of the gamma distribution with this mean and variance, after Wilson and Hilferty (1931). */
function quantile(mean: number, variance: number, z: number): number {
  const shape = mean ** 2 / variance
  return mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}

function inSeconds(ms: number): number {
  return Math.round(ms / 1000)
}

function findPool(day: BranchDay, serviceId: ServiceId, audience: Spot["audience"]): Pool {
  const able = day.plan.counters.filter((counter) => mayBeCalledBy(day, counter, serviceId, audience))
  const open = able.filter(({ id }) => counterOf(day, id).state.status === "open")
  const counters = open.length > 0 ? open : able
  const serviceIds = new Set([serviceId, ...counters.flatMap((counter) => counter.serviceIds)])
  const audiences = new Set([
    audienceName(audience, serviceId),
    ...counters.flatMap(({ id, serviceIds: own }) => [
      ...own.map((ownId) => audienceName({ for: "service" }, ownId)),
      ...personalAudiences(day, id),
    ]),
  ])
  return {
    lines: linesOf(day, audiences),
    counterCount: Math.max(1, open.length),
    meanServiceMs: meanServiceMs(day, serviceIds, serviceId),
  }
}

function mayBeCalledBy(
  day: BranchDay,
  counter: BranchDay["plan"]["counters"][number],
  serviceId: ServiceId,
  audience: Spot["audience"],
): boolean {
  switch (audience.for) {
    case "service":
      return counter.serviceIds.includes(serviceId)
    case "counter":
      return counter.id === audience.counterId
    case "teller": {
      const { state } = counterOf(day, counter.id)
      return state.status !== "closed" && state.teller.id === audience.tellerId
    }
  }
}

function personalAudiences(day: BranchDay, counterId: CounterId): readonly string[] {
  const { state } = counterOf(day, counterId)
  return state.status === "closed"
    ? [`counter:${counterId}`]
    : [`counter:${counterId}`, `teller:${state.teller.id}`]
}

/** Weighted by who waits, with the asking ticket's own service counted once more. */
function meanServiceMs(day: BranchDay, serviceIds: ReadonlySet<ServiceId>, own: ServiceId): number {
  let count = 0
  let total = 0
  for (const { id, expectedServiceMs } of day.plan.services) {
    if (!serviceIds.has(id)) continue
    const weight = (day.waitingByService.get(id) ?? 0) + (id === own ? 1 : 0)
    count += weight
    total += weight * expectedServiceMs
  }
  return total / count
}
