import type { CounterId, Instant, ServiceId, WaitRange } from "@giliran/contract/basics"
import type { CounterPlan } from "@giliran/contract/plan"
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
  readonly lines: readonly SharedLine[]
  /** Counters open for it, at least one: it will be called by somebody. */
  readonly counterCount: number
  /** Of those, how many are empty-handed: so many departures have already happened (FORECAST-2). */
  readonly idleCount: number
  readonly meanServiceMs: number
}

/** A line, and the part of it that this pool's counters will call: other counters call the rest (FORECAST-3). */
interface SharedLine extends NamedLine {
  readonly share: number
}

export type PoolOf = (serviceId: ServiceId, audience: Spot["audience"]) => Pool

/** The pools of one moment, each worked out once however many tickets ask. */
export function poolsOf(day: BranchDay): PoolOf {
  const pools = new Map<string, Pool>()
  const callers = new Map<string, Callers>()
  return (serviceId, audience) => {
    const name = audienceName(audience, serviceId)
    const known = pools.get(name)
    if (known) return known
    const pool = findPool(day, serviceId, audience, callers)
    pools.set(name, pool)
    return pool
  }
}

type Placed = Pick<Ticket, "serviceId" | "class" | "spot">

/** Tickets that would be called before this one (QUEUE-2); its position is one more. */
export function aheadOf(day: BranchDay, ticket: Placed, poolOf: PoolOf, now: Instant): number {
  const { spot } = ticket
  const { lines } = poolOf(ticket.serviceId, spot.audience)
  return countAhead(day, lines, { class: ticket.class, isFirst: spot.isFirst, key: spot }, now)
}

/** What this ticket will still wait. */
export function forecastOf(day: BranchDay, ticket: Placed, poolOf: PoolOf, now: Instant): WaitRange {
  const { spot } = ticket
  const pool = poolOf(ticket.serviceId, spot.audience)
  const at = { class: ticket.class, isFirst: spot.isFirst, key: spot }
  const ahead = pool.lines.reduce((sum, line) => sum + line.share * countAhead(day, [line], at, now), 0)
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
  return forecastOf(day, { serviceId, class: ticketClass, spot: spotAt(day, now) }, poolOf, now)
}

/** FORECAST-1. `givingUpPerMs` (θ) is zero until the branch has learned it. */
export function waitRange(
  ahead: number,
  pool: Pick<Pool, "counterCount" | "meanServiceMs" | "idleCount">,
  givingUpPerMs = 0,
): WaitRange {
  const departures = ahead + 1 - pool.idleCount
  if (departures <= 0) return { p50: 0, p90: 0 }
  const pace = pool.counterCount / pool.meanServiceMs
  const { mean, variance } = sumOfDepartures(departures, pace, givingUpPerMs)
  return { p50: inSeconds(quantile(mean, variance, 0)), p90: inSeconds(quantile(mean, variance, z90)) }
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

function inSeconds(ms: number): number {
  return Math.round(ms / 1000)
}

/** What a pool owes to its counters alone: services of the same counters share it. */
interface Callers extends Omit<Pool, "meanServiceMs"> {
  readonly shares: ReadonlyMap<ServiceId, number>
}

function findPool(
  day: BranchDay,
  serviceId: ServiceId,
  audience: Spot["audience"],
  known: Map<string, Callers>,
): Pool {
  const able = day.plan.counters.filter((counter) => mayBeCalledBy(day, counter, serviceId, audience))
  const open = able.filter(({ id }) => isOpen(day, id))
  const counters = open.length > 0 ? open : able
  const own = audience.for === "service" ? [] : [audienceName(audience, serviceId)]
  const name = [...counters.map(({ id }) => id), ...own].join()
  const callers = known.get(name) ?? findCallers(day, counters, open, own)
  known.set(name, callers)
  return { ...callers, meanServiceMs: meanServiceMs(day, callers.shares, serviceId) }
}

function findCallers(
  day: BranchDay,
  counters: readonly CounterPlan[],
  open: readonly CounterPlan[],
  own: readonly string[],
): Callers {
  const serviceIds = new Set(counters.flatMap((counter) => counter.serviceIds))
  const shares = new Map(Array.from(serviceIds, (id) => [id, shareOf(day, id, open)]))
  const personal = new Set([...counters.flatMap(({ id }) => personalAudiences(day, id)), ...own])
  return {
    shares,
    lines: [
      ...Array.from(shares, ([id, share]) =>
        linesOf(day, [audienceName({ for: "service" }, id)]).map((line) => ({ ...line, share })),
      ).flat(),
      ...linesOf(day, personal).map((line) => ({ ...line, share: 1 })),
    ],
    counterCount: Math.max(1, open.length),
    idleCount: open.length === 0 ? 1 : open.filter(({ id }) => counterOf(day, id).inHand === null).length,
  }
}

/** Of the open counters that serve this service, the part that is among these. All of it while none is open. */
function shareOf(day: BranchDay, serviceId: ServiceId, counters: readonly CounterPlan[]): number {
  const serving = day.plan.counters.filter(
    ({ id, serviceIds }) => serviceIds.includes(serviceId) && isOpen(day, id),
  )
  const own = serving.filter((counter) => counters.includes(counter))
  return serving.length === 0 ? 1 : own.length / serving.length
}

function isOpen(day: BranchDay, counterId: CounterId): boolean {
  return counterOf(day, counterId).state.status === "open"
}

function mayBeCalledBy(
  day: BranchDay,
  counter: CounterPlan,
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

/** Weighted by who waits for these counters, with the asking ticket's own service counted once more. */
function meanServiceMs(day: BranchDay, shares: ReadonlyMap<ServiceId, number>, own: ServiceId): number {
  let count = 0
  let total = 0
  for (const { id, expectedServiceMs } of day.plan.services) {
    const weight = (shares.get(id) ?? 0) * (day.waitingByService.get(id) ?? 0) + (id === own ? 1 : 0)
    count += weight
    total += weight * expectedServiceMs
  }
  return total / count
}
