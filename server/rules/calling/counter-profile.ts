import type { CounterId, Instant, ServiceId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { type OverflowCondition, TicketClass } from "@giliran/contract/ticket"
import { type BranchDay, type Counter, type Spot, type Ticket, counterOf } from "../day/branch-day.ts"
import { type LineName, type NamedLine, audienceName, lineNamesOf, linesNamed } from "../day/queues.ts"
import { headOf, sizeOf } from "../day/waiting-line.ts"

/** What a counter calls, as the plan says: its own queues first, and further ones while there is reason to help (CALL-1, CALL-10). */
export interface CounterProfile {
  readonly serviceIds: ReadonlySet<ServiceId>
  readonly classes: ReadonlySet<TicketClass>
  readonly preferred: readonly LineName[]
  readonly overflow: readonly Overflow[]
}

interface Overflow {
  readonly when: OverflowCondition
  readonly serviceIds: ReadonlySet<ServiceId>
  readonly classes: ReadonlySet<TicketClass>
  readonly lineNames: readonly LineName[]
  /** The queues that the condition looks at. */
  readonly watched: readonly LineName[]
}

/** A line that a counter may call from now, and why if it is not one of its own. */
export interface CallableLine extends NamedLine {
  readonly name: string
  readonly overflow: OverflowCondition | null
}

const known = new WeakMap<Plan, Map<CounterId, CounterProfile | null>>()

/** Null when the plan has no such counter. */
export function profileOf(plan: Plan, counterId: CounterId): CounterProfile | null {
  const ofPlan = known.get(plan) ?? new Map<CounterId, CounterProfile | null>()
  known.set(plan, ofPlan)
  const found = ofPlan.get(counterId)
  if (found !== undefined) return found
  const profile = readProfile(plan, counterId)
  ofPlan.set(counterId, profile)
  return profile
}

/** The lines from which a counter calls now (CALL-1, CALL-10). Empty lines are left out. */
export function linesOfCounter(
  day: BranchDay,
  counterId: CounterId,
  counter: Counter,
  now: Instant,
): readonly CallableLine[] {
  const profile = profileOf(day.plan, counterId)
  if (!profile) return []
  const own = linesNamed(day, [...profile.preferred, ...lineNamesOf(personalAudiences(counterId, counter))])
  const lines: CallableLine[] = own.map((line) => ({ ...line, overflow: null }))
  if (profile.overflow.length === 0) return lines
  const isIdle = own.length === 0
  const names = new Set(own.map(({ name }) => name))
  for (const { when, watched, lineNames } of profile.overflow) {
    if (!conditionHolds(when, watchedNow(linesNamed(day, watched), isIdle), now)) continue
    for (const line of linesNamed(day, lineNames)) {
      if (names.has(line.name)) continue
      names.add(line.name)
      lines.push({ ...line, overflow: when })
    }
  }
  return lines
}

/** Whether the counter may call such a ticket at all, now or under one of its conditions. */
export function mayEverCall(
  day: Pick<BranchDay, "plan" | "counters">,
  counterId: CounterId,
  { serviceId, class: ticketClass, audience }: Wanted,
): boolean {
  if (audience.for !== "service")
    return personalAudiences(counterId, counterOf(day, counterId)).includes(audienceName(audience, serviceId))
  const profile = profileOf(day.plan, counterId)
  return (
    profile !== null &&
    [profile, ...profile.overflow].some(
      (part) => part.serviceIds.has(serviceId) && part.classes.has(ticketClass),
    )
  )
}

/** Whether such tickets are the counter's own, not only those it helps with. */
export function prefers(
  day: Pick<BranchDay, "plan" | "counters">,
  counterId: CounterId,
  wanted: Wanted,
): boolean {
  const { serviceId, class: ticketClass, audience } = wanted
  if (audience.for !== "service") return mayEverCall(day, counterId, wanted)
  const profile = profileOf(day.plan, counterId)
  return profile !== null && profile.serviceIds.has(serviceId) && profile.classes.has(ticketClass)
}

export interface Wanted {
  readonly serviceId: ServiceId
  readonly class: TicketClass
  readonly audience: Spot["audience"]
}

/** What this ticket asks of whoever calls it. Named one by one: a whole ticket copied for this costs more than what it is for. */
export function wantedBy({
  serviceId,
  class: ticketClass,
  spot,
}: Pick<Ticket, "serviceId" | "class" | "spot">): Wanted {
  return { serviceId, class: ticketClass, audience: spot.audience }
}

/** What was sent to this counter or its teller in person. */
export function personalAudiences(counterId: CounterId, { state }: Counter): readonly string[] {
  return state.status === "closed"
    ? [`counter:${counterId}`]
    : [`counter:${counterId}`, `teller:${state.teller.id}`]
}

function readProfile(plan: Plan, counterId: CounterId): CounterProfile | null {
  const counter = plan.counters.find(({ id }) => id === counterId)
  if (!counter) return null
  const everyService = plan.services.map(({ id }) => id)
  const { serviceIds, classes = TicketClass.options, overflow = [] } = counter
  return {
    serviceIds: new Set(serviceIds),
    classes: new Set(classes),
    preferred: queuesOf(serviceIds, classes),
    overflow: overflow.map(
      ({ when, serviceIds: further = everyService, classes: kinds = TicketClass.options }) => ({
        when,
        serviceIds: new Set(further),
        classes: new Set(kinds),
        lineNames: queuesOf(further, kinds),
        watched:
          when.kind === "preferred-empty"
            ? []
            : queuesOf(when.serviceId ? [when.serviceId] : further, when.class ? [when.class] : kinds),
      }),
    ),
  }
}

function queuesOf(serviceIds: readonly ServiceId[], classes: readonly TicketClass[]): readonly LineName[] {
  return lineNamesOf(serviceIds.map((id) => audienceName({ for: "service" }, id))).filter((line) =>
    classes.includes(line.class),
  )
}

/** What the conditions of a counter look at. */
export interface Watched {
  /** Nobody waits in the counter's own queues, nor for it in person. */
  readonly isIdle: boolean
  /** Who waits in the queues that the condition names. */
  readonly count: number
  /** When the first of them arrived; infinity when nobody waits. */
  readonly firstArrivedAt: number
}

/** CALL-10: for whatever keeps the lines, a branch's day or a simulation. */
export function conditionHolds(when: OverflowCondition, watched: Watched, now: number): boolean {
  switch (when.kind) {
    case "preferred-empty":
      return watched.isIdle
    case "queue-longer-than":
      return watched.count > when.count
    case "longest-wait-over":
      return now - watched.firstArrivedAt > when.ms
  }
}

function watchedNow(lines: readonly NamedLine[], isIdle: boolean): Watched {
  let count = 0
  let firstArrivedAt = Number.POSITIVE_INFINITY
  for (const { line } of lines) {
    count += sizeOf(line)
    firstArrivedAt = Math.min(firstArrivedAt, headOf(line)?.key.arrivedAt ?? firstArrivedAt)
  }
  return { isIdle, count, firstArrivedAt }
}
