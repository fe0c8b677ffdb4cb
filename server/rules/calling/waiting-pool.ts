import type { CounterId, ServiceId } from "@giliran/contract/basics"
import type { CounterPlan, Plan } from "@giliran/contract/plan"
import type { CounterState } from "@giliran/contract/counter-view"
import { type BranchDay, counterOf } from "../day/branch-day.ts"
import { type Wanted, mayEverCall, personalAudiences, prefers, profileOf } from "./counter-profile.ts"
import {
  type LineName,
  type NamedLine,
  audienceName,
  hasPersonalLines,
  lineNamesOf,
  linesNamed,
} from "../day/queues.ts"

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

export type PoolOf = (wanted: Wanted) => Pool

/** The pools of one moment, each worked out once however many tickets ask. */
export function poolsOf(day: BranchDay): PoolOf {
  const pools = new Map<string, Pool>()
  const callersOf = callersAmong(day)
  return (wanted) => {
    const name = nameOf(wanted)
    const known = pools.get(name)
    if (known) return known
    const pool = poolOfCallers(day, callersOf(wanted), wanted.serviceId)
    pools.set(name, pool)
    return pool
  }
}

/**
 * What a pool owes to the plan and to who sits where: as long as these stay, neither who waits nor who is at a counter changes
 * anything in it.
 */
interface Callers {
  /** The counters open for it. */
  readonly openIds: readonly CounterId[]
  readonly shares: ReadonlyMap<ServiceId, number>
  readonly lineNames: readonly SharedName[]
  /** Of the lines to these counters and their tellers in person; made when first asked for. */
  readonly personalNames: () => readonly SharedName[]
}

type SharedName = LineName & { readonly share: number }

type CallersOf = (wanted: Wanted) => Callers

interface Staffing {
  readonly states: readonly CounterState[]
  readonly callersOf: CallersOf
}

/** Every call makes the counters anew, and few calls change who sits at them. */
const lastStaffing = new WeakMap<Plan, Staffing>()

function callersAmong(day: BranchDay): CallersOf {
  const { plan, counters } = day
  const states = plan.counters.map(({ id }) => counterOf(day, id).state)
  const last = lastStaffing.get(plan)
  if (last && states.every((state, index) => state === last.states[index])) return last.callersOf
  const byAudience = new Map<string, Callers>()
  const byCounters = new Map<string, Callers>()
  const callersOf: CallersOf = (wanted) => {
    const name = nameOf(wanted)
    const found = byAudience.get(name) ?? findCallers({ plan, counters }, wanted, byCounters)
    byAudience.set(name, found)
    return found
  }
  lastStaffing.set(plan, { states, callersOf })
  return callersOf
}

function nameOf({ serviceId, class: ticketClass, audience }: Wanted): string {
  return `${audienceName(audience, serviceId)}/${ticketClass}`
}

/**
 * Whose own it is, of the open counters; where there is none, the open ones that help with it; else those that would if they
 * were open. Services of the same counters share them.
 */
function findCallers(day: Staffed, wanted: Wanted, byCounters: Map<string, Callers>): Callers {
  const able = day.plan.counters.filter(({ id }) => mayEverCall(day, id, wanted))
  const own = able.filter(({ id }) => prefers(day, id, wanted))
  const open = able.filter(({ id }) => isOpen(day, id))
  const ownOpen = open.filter((counter) => own.includes(counter))
  const [counters] = [ownOpen, open, own, able].filter((some) => some.length > 0)
  const sent = wanted.audience.for === "service" ? [] : [audienceName(wanted.audience, wanted.serviceId)]
  const team: Team = { counters: counters ?? [], isHelp: counters === open || counters === able, sent }
  const name = [...team.counters.map(({ id }) => id), ...sent, team.isHelp ? "+" : ""].join()
  const callers = byCounters.get(name) ?? callersAt(day, team)
  byCounters.set(name, callers)
  return callers
}

/** The counters that a ticket's forecast reckons with. */
interface Team {
  readonly counters: readonly CounterPlan[]
  /** It is not their own queue: they help with it. */
  readonly isHelp: boolean
  /** Whom it was sent to in person, though nobody is there. */
  readonly sent: readonly string[]
}

/** Of a day, what callers are made of: of the counters only their states. */
type Staffed = Pick<BranchDay, "plan" | "counters">

function callersAt(day: Staffed, { counters, isHelp, sent }: Team): Callers {
  const open = counters.filter(({ id }) => isOpen(day, id))
  const queuesOf = ({ id }: CounterPlan) => {
    const profile = profileOf(day.plan, id)
    if (!profile) return []
    return isHelp
      ? [...profile.preferred, ...profile.overflow.flatMap(({ lineNames }) => lineNames)]
      : profile.preferred
  }
  const queues = new Map(counters.flatMap(queuesOf).map((queue) => [queue.name, queue]))
  const personal = new Set([
    ...counters.flatMap(({ id }) => personalAudiences(id, counterOf(day, id))),
    ...sent,
  ])
  let personalNames: readonly SharedName[] | undefined
  const serviceIds = new Set(counters.flatMap((counter) => counter.serviceIds))
  return {
    shares: new Map(Array.from(serviceIds, (id) => [id, shareOfService(day, id, open)])),
    lineNames: Array.from(queues.values(), (queue) => ({ ...queue, share: shareOf(day, queue.name, open) })),
    personalNames: () => (personalNames ??= lineNamesOf(personal).map((name) => ({ ...name, share: 1 }))),
    openIds: open.map(({ id }) => id),
  }
}

function poolOfCallers(day: BranchDay, callers: Callers, serviceId: ServiceId): Pool {
  const { openIds, shares, lineNames, personalNames } = callers
  const lines = linesNamed(day, lineNames)
  return {
    lines: hasPersonalLines(day) ? [...lines, ...linesNamed(day, personalNames())] : lines,
    counterCount: Math.max(1, openIds.length),
    idleCount: openIds.length === 0 ? 1 : openIds.filter((id) => counterOf(day, id).inHand === null).length,
    meanServiceMs: meanServiceMs(day, shares, serviceId),
  }
}

/** Of the open counters whose own this queue is, the part that is among these. All of it while none is open. */
function shareOf(day: Staffed, queue: string, counters: readonly CounterPlan[]): number {
  return partAmong(day, counters, ({ id }) =>
    (profileOf(day.plan, id)?.preferred ?? []).some(({ name }) => name === queue),
  )
}

/** The same of a service, whatever the classes. */
function shareOfService(day: Staffed, serviceId: ServiceId, counters: readonly CounterPlan[]): number {
  return partAmong(day, counters, ({ serviceIds }) => serviceIds.includes(serviceId))
}

function partAmong(
  day: Staffed,
  counters: readonly CounterPlan[],
  serves: (counter: CounterPlan) => boolean,
): number {
  const serving = day.plan.counters.filter((counter) => serves(counter) && isOpen(day, counter.id))
  const own = serving.filter((counter) => counters.includes(counter))
  return serving.length === 0 ? 1 : own.length / serving.length
}

function isOpen(day: Staffed, counterId: CounterId): boolean {
  return counterOf(day, counterId).state.status === "open"
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
