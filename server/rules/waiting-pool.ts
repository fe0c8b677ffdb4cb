import type { CounterId, ServiceId } from "@giliran/contract/basics"
import type { CounterPlan, Plan } from "@giliran/contract/plan"
import { type BranchDay, type Spot, counterOf } from "./branch-day.ts"
import { type LineName, type NamedLine, audienceName, lineNamesOf, linesNamed } from "./queues.ts"

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
  const callersOf = callersAmong(day)
  return (serviceId, audience) => {
    const name = audienceName(audience, serviceId)
    const known = pools.get(name)
    if (known) return known
    const pool = poolOfCallers(day, callersOf(serviceId, audience), serviceId)
    pools.set(name, pool)
    return pool
  }
}

/** What a pool owes to the plan and its counters alone: as long as these stay, who waits changes nothing in it. */
interface Callers extends Pick<Pool, "counterCount" | "idleCount"> {
  readonly shares: ReadonlyMap<ServiceId, number>
  readonly lineNames: readonly (LineName & { readonly share: number })[]
}

type CallersOf = (serviceId: ServiceId, audience: Spot["audience"]) => Callers

/** A rush at the kiosk asks again and again between two changes of the counters. */
const knownCallers = new WeakMap<Plan, WeakMap<BranchDay["counters"], CallersOf>>()

function callersAmong(day: BranchDay): CallersOf {
  const ofPlan = knownCallers.get(day.plan) ?? new WeakMap<BranchDay["counters"], CallersOf>()
  knownCallers.set(day.plan, ofPlan)
  const known = ofPlan.get(day.counters)
  if (known) return known
  const { plan, counters } = day
  const byAudience = new Map<string, Callers>()
  const byCounters = new Map<string, Callers>()
  const callersOf: CallersOf = (serviceId, audience) => {
    const name = audienceName(audience, serviceId)
    const found = byAudience.get(name) ?? findCallers({ plan, counters }, serviceId, audience, byCounters)
    byAudience.set(name, found)
    return found
  }
  ofPlan.set(day.counters, callersOf)
  return callersOf
}

/** Services of the same counters share them. */
function findCallers(
  day: Staffed,
  serviceId: ServiceId,
  audience: Spot["audience"],
  byCounters: Map<string, Callers>,
): Callers {
  const able = day.plan.counters.filter((counter) => mayBeCalledBy(day, counter, serviceId, audience))
  const open = able.filter(({ id }) => isOpen(day, id))
  const counters = open.length > 0 ? open : able
  const own = audience.for === "service" ? [] : [audienceName(audience, serviceId)]
  const name = [...counters.map(({ id }) => id), ...own].join()
  const callers = byCounters.get(name) ?? callersAt(day, counters, open, own)
  byCounters.set(name, callers)
  return callers
}

/** Of a day, what the counters' part of a pool is made of. */
type Staffed = Pick<BranchDay, "plan" | "counters">

function callersAt(
  day: Staffed,
  counters: readonly CounterPlan[],
  open: readonly CounterPlan[],
  own: readonly string[],
): Callers {
  const serviceIds = new Set(counters.flatMap((counter) => counter.serviceIds))
  const shares = new Map(Array.from(serviceIds, (id) => [id, shareOf(day, id, open)]))
  const personal = new Set([...counters.flatMap(({ id }) => personalAudiences(day, id)), ...own])
  return {
    shares,
    lineNames: [
      ...Array.from(shares, ([id, share]) =>
        lineNamesOf([audienceName({ for: "service" }, id)]).map((name) => ({ ...name, share })),
      ).flat(),
      ...lineNamesOf(personal).map((name) => ({ ...name, share: 1 })),
    ],
    counterCount: Math.max(1, open.length),
    idleCount: open.length === 0 ? 1 : open.filter(({ id }) => counterOf(day, id).inHand === null).length,
  }
}

function poolOfCallers(day: BranchDay, callers: Callers, serviceId: ServiceId): Pool {
  const { counterCount, idleCount, shares, lineNames } = callers
  return {
    lines: linesNamed(day, lineNames),
    counterCount,
    idleCount,
    meanServiceMs: meanServiceMs(day, shares, serviceId),
  }
}

/** Of the open counters that serve this service, the part that is among these. All of it while none is open. */
function shareOf(day: Staffed, serviceId: ServiceId, counters: readonly CounterPlan[]): number {
  const serving = day.plan.counters.filter(
    ({ id, serviceIds }) => serviceIds.includes(serviceId) && isOpen(day, id),
  )
  const own = serving.filter((counter) => counters.includes(counter))
  return serving.length === 0 ? 1 : own.length / serving.length
}

function isOpen(day: Staffed, counterId: CounterId): boolean {
  return counterOf(day, counterId).state.status === "open"
}

function mayBeCalledBy(
  day: Staffed,
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

function personalAudiences(day: Staffed, counterId: CounterId): readonly string[] {
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
