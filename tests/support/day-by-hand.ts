import type { CounterId, Instant } from "@giliran/contract/basics"
import { type BranchDay, type Ticket, counterOf } from "../../server/rules/day/branch-day.ts"
import { audienceName } from "../../server/rules/day/queues.ts"
import { compareKeys } from "../../server/rules/day/waiting-line.ts"

/** Who is whose turn, by sorting everyone by hand: what the laws hold the rules against. */

/** Who waits for the same in the same class, in the order in which they will be called. */
export function queuesOf(day: BranchDay): Iterable<readonly Ticket[]> {
  const waiting = [...day.tickets.values()].filter(({ status }) => status === "waiting")
  return Map.groupBy(
    waiting.toSorted(
      (a, b) => Number(b.spot.isFirst) - Number(a.spot.isFirst) || compareKeys(a.spot, b.spot),
    ),
    (ticket) => `${audienceName(ticket.spot.audience, ticket.serviceId)}/${ticket.serviceId}/${ticket.class}`,
  ).values()
}

/** CALL-1 and CALL-10 in plain words. */
export function callableAt(day: BranchDay, counterId: CounterId, now: Instant): readonly Ticket[] {
  const all = waitingIn(day)
  const own = all.filter((ticket) => isOwn(day, counterId, ticket))
  const { overflow = [] } = day.plan.counters.find(({ id }) => id === counterId) ?? {}
  const helped = overflow.flatMap(({ when, serviceIds, classes }) => {
    const queue = all.filter(
      (ticket) =>
        ticket.spot.audience.for === "service" &&
        (serviceIds?.includes(ticket.serviceId) ?? true) &&
        (classes?.includes(ticket.class) ?? true),
    )
    if (when.kind === "preferred-empty") return own.length === 0 ? queue : []
    const watched = all.filter(
      (ticket) =>
        ticket.spot.audience.for === "service" &&
        (when.serviceId ? [when.serviceId] : serviceIds)?.includes(ticket.serviceId) !== false &&
        (when.class ? [when.class] : classes)?.includes(ticket.class) !== false,
    )
    const isMet =
      when.kind === "queue-longer-than"
        ? watched.length > when.count
        : watched.some(({ spot }) => now - spot.arrivedAt > when.ms)
    return isMet ? queue : []
  })
  return [...new Set([...own, ...helped])]
}

/** QUEUE-1 in plain words. */
export function competitorsOf(day: BranchDay, ticket: Ticket): readonly Ticket[] {
  const ids = day.plan.counters.map(({ id }) => id)
  const isOpen = (id: CounterId) => counterOf(day, id).state.status === "open"
  const own = ids.filter((id) => isOwn(day, id, ticket))
  const able = ids.filter((id) => mayHelp(day, id, ticket))
  const teams = [
    { team: own.filter(isOpen), competes: isOwn },
    { team: able.filter(isOpen), competes: mayHelp },
    { team: own, competes: isOwn },
    { team: able, competes: mayHelp },
  ]
  const found = teams.find(({ team }) => team.length > 0)
  return waitingIn(day).filter((other) => found?.team.some((id) => found.competes(day, id, other)))
}

/** PLACE-2, CALL-8, CALL-3, CALL-4 and CALL-9 in plain words, without the rule's own code. */
export function byHand(day: BranchDay, a: Ticket, b: Ticket, now: Instant): number {
  const { maxWaitMs = Infinity } = day.plan.callingRule ?? {}
  const group = ({ spot }: Ticket) => (spot.isFirst ? 0 : now - spot.arrivedAt > maxWaitMs ? 1 : 2)
  const byGroup = group(a) - group(b)
  const byScore = group(a) === 2 ? scoreByHand(day, b, now) - scoreByHand(day, a, now) : 0
  return byGroup || byScore || compareKeys(a.spot, b.spot)
}

function waitingIn(day: BranchDay): readonly Ticket[] {
  return [...day.tickets.values()].filter(({ status }) => status === "waiting")
}

/** Of its services and classes, or sent to it or its teller in person. */
function isOwn(day: BranchDay, counterId: CounterId, ticket: Ticket): boolean {
  const counter = day.plan.counters.find(({ id }) => id === counterId)
  if (!counter) return false
  const { audience } = ticket.spot
  const { state } = counterOf(day, counterId)
  if (audience.for === "counter") return audience.counterId === counterId
  if (audience.for === "teller") return state.status !== "closed" && state.teller.id === audience.tellerId
  return counter.serviceIds.includes(ticket.serviceId) && (counter.classes?.includes(ticket.class) ?? true)
}

/** Its own, or under a condition. */
function mayHelp(day: BranchDay, counterId: CounterId, ticket: Ticket): boolean {
  const { overflow = [] } = day.plan.counters.find(({ id }) => id === counterId) ?? {}
  const isHelped = overflow.some(
    ({ serviceIds, classes }) =>
      (serviceIds?.includes(ticket.serviceId) ?? true) && (classes?.includes(ticket.class) ?? true),
  )
  return isOwn(day, counterId, ticket) || (ticket.spot.audience.for === "service" && isHelped)
}

function scoreByHand(day: BranchDay, { class: ticketClass, spot }: Ticket, now: Instant): number {
  const waited = now - spot.arrivedAt
  const { classes, callingRule: { preset = "head-start" } = {} } = day.plan
  const own = classes[ticketClass]
  switch (preset) {
    case "first-come":
      return waited
    case "strict":
      return { regular: 0, priority: 1, care: 2 }[ticketClass] * 365 * 86_400_000 + waited
    case "accumulating":
      return ((classes.regular.targetWaitMs ?? 1) / (own.targetWaitMs ?? 1)) * waited
    case "head-start":
      return (own.rate ?? 1) * waited + (own.headStartMs ?? 0)
  }
}
