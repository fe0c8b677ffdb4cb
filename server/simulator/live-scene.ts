import type { CounterId, Instant } from "@giliran/contract/basics"
import { TicketClass } from "@giliran/contract/ticket"
import { type BranchDay, counterOf } from "../rules/day/branch-day.ts"
import { callingRuleOf } from "../rules/calling/calling-rule.ts"
import { personalAudiences } from "../rules/calling/counter-profile.ts"
import { openStateAt } from "../rules/day/opening-hours.ts"
import { audienceName } from "../rules/day/queues.ts"
import type { ArrivalStream } from "./arrivals.ts"
import { lineNamed, NamedLines } from "./named-lines.ts"
import type { Shop, ShopCounter } from "./shop.ts"

/** A branch as it stands: what goes on from here is left to chance. Moments are milliseconds from now. */
export interface LiveScene {
  readonly waiting: readonly WaitingNow[]
  /** How customers have come in the last hour goes on. */
  readonly streams: readonly ArrivalStream[]
  /** Mean service time in milliseconds of who is served now, by counter. */
  readonly inHand: ReadonlyMap<CounterId, number>
  /** With these counters there besides those that are open; who is served now is so much longer. */
  shopWith(also: readonly CounterId[], busyMs: ReadonlyMap<CounterId, number>): Shop
}

export interface WaitingNow {
  readonly class: TicketClass
  readonly line: number
  readonly home: number
  /** Negative: so long ago. */
  readonly arrivedAt: number
  readonly order: number
  readonly tie: number
  readonly meanServiceMs: number
}

const recentMs = 3_600_000

export function liveScene(day: BranchDay, now: Instant, horizonMs: number): LiveScene {
  const named = new NamedLines()
  const { plan } = day
  const meanMs = new Map<string, number>(
    plan.services.map(({ id, expectedServiceMs }) => {
      const learned = day.learned?.serviceSeconds[id]
      return [id, learned === undefined ? expectedServiceMs : learned * 1000]
    }),
  )
  const lineOf = (serviceId: string, ticketClass: TicketClass, isFirst = false) =>
    named.add(lineNamed(`service:${serviceId}`, ticketClass, isFirst), false)
  const counts = new Map<string, number>()
  const waiting: WaitingNow[] = []
  const since = Math.max(now - recentMs, day.openings.branch.today[0]?.from ?? 0)
  for (const ticket of day.tickets.values()) {
    const { serviceId, class: ticketClass, spot, takenAt } = ticket
    if (takenAt >= since)
      counts.set(`${serviceId}/${ticketClass}`, (counts.get(`${serviceId}/${ticketClass}`) ?? 0) + 1)
    if (ticket.status !== "waiting") continue
    const isPersonal = spot.audience.for !== "service"
    const home = lineOf(serviceId, ticketClass, !isPersonal && spot.isFirst)
    const line = isPersonal
      ? named.add(lineNamed(audienceName(spot.audience, serviceId), ticketClass, spot.isFirst), true)
      : home
    const { arrivedAt, order, tie } = spot
    const meanServiceMs = meanMs.get(serviceId) ?? 0
    waiting.push({ class: ticketClass, line, home, arrivedAt: arrivedAt - now, order, tie, meanServiceMs })
  }
  // A quarter of an hour at least: two customers in the first minute of a day are no rush.
  const hours = Math.max((now - since) / recentMs, 0.25)
  const opening = openStateAt(day.openings.branch, now)
  const comingMs = opening.isOpen ? Math.min(horizonMs, opening.closesAt - now) : 0
  const streams = plan.services.flatMap(({ id }) =>
    TicketClass.options.flatMap((ticketClass): ArrivalStream[] => {
      const count = counts.get(`${id}/${ticketClass}`) ?? 0
      if (count === 0) return []
      const services = { kind: "exponential", meanMs: meanMs.get(id) ?? 0 } as const
      const periods = [{ from: 0, to: comingMs, perHour: count / hours }]
      return [{ line: lineOf(id, ticketClass), periods, services }]
    }),
  )
  const open = plan.counters.filter(({ id }) => counterOf(day, id).state.status === "open")
  return {
    waiting: waiting.toSorted((a, b) => a.arrivedAt - b.arrivedAt),
    streams,
    inHand: new Map(
      open.flatMap(({ id }) => {
        const { inHand } = counterOf(day, id)
        const serviceId = inHand === null ? undefined : day.tickets.get(inHand)?.serviceId
        return serviceId === undefined ? [] : [[id, meanMs.get(serviceId) ?? 0] as const]
      }),
    ),
    shopWith(also, busyMs) {
      const counters = plan.counters.filter((counter) => open.includes(counter) || also.includes(counter.id))
      return {
        lines: named.lines,
        rules: [{ from: Number.NEGATIVE_INFINITY, rule: callingRuleOf(plan) }],
        counters: counters.map(({ id }): ShopCounter => {
          const calledFrom = named.calledFrom(plan, id, personalAudiences(id, counterOf(day, id)))
          const from = busyMs.get(id) ?? 0
          return { id, shifts: [{ from, to: Number.POSITIVE_INFINITY, endsSession: true, ...calledFrom }] }
        }),
      }
    },
  }
}
