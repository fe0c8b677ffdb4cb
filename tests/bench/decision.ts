import type { CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { Plan } from "@giliran/contract/plan"
import { TicketClass } from "@giliran/contract/ticket"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, isIn } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { callingRuleOf } from "../../server/rules/calling/calling-rule.ts"
import { chooseNext } from "../../server/rules/calling/choose-next.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import { tellerOf } from "../support/orders.ts"
import { momentAt, minutes, planOf, theDay } from "../support/plan-of.ts"
import { type Line, median } from "./figures.ts"

const waitingCount = 1_000
const services = ["a", "b", "c", "d", "e", "f", "g", "h"] as const
const counterId = "1" as CounterId

export interface DecisionFigures {
  readonly p50Us: number
  readonly p99Us: number
  /** All who wait scored and sorted: what the decision would cost without lines. */
  readonly sortP50Us: number
}

/** The next-ticket decision with 1,000 waiting in 8 services and 3 classes, capped, at a counter that helps on conditions. */
export function decision(rounds: number): DecisionFigures {
  measured(Math.ceil(rounds / 4))
  const runs = [measured(rounds), measured(rounds), measured(rounds)]
  return {
    p50Us: median(runs.map(({ p50Us }) => p50Us)),
    p99Us: median(runs.map(({ p99Us }) => p99Us)),
    sortP50Us: median(runs.map(({ sortP50Us }) => sortP50Us)),
  }
}

/** Each decision is carried out, and somebody new comes, so that no two are of the same day. */
function measured(rounds: number): DecisionFigures {
  let day = crowdedDay()
  const decided: number[] = []
  const sorted: number[] = []
  for (let round = 0; round < rounds; round++) {
    const now = (day.lastAt + 7_000) as Instant
    const startedAt = performance.now()
    const choice = chooseNext(day, counterId, now)
    decided.push((performance.now() - startedAt) * 1000)
    if (!choice) throw new Error("Nobody waits")
    if (round % 50 === 0) sorted.push(sortingUs(day, now))
    const { ticketId } = choice
    day = [
      { type: "call-next", counterId },
      { type: "serve-ticket", ticketId },
      { type: "finish-ticket", ticketId, outcome: "done", callNext: false },
      taking(waitingCount + round),
    ].reduce<BranchDay>((before, command) => done(before, command as Command, now), day)
  }
  return { p50Us: quantile(decided, 0.5), p99Us: quantile(decided, 0.99), sortP50Us: quantile(sorted, 0.5) }
}

function crowdedDay(): BranchDay {
  const plan = Plan.parse({
    ...planOf({
      services: Object.fromEntries(services.map((id) => [id, id.toUpperCase()])),
      callingRule: { preset: "head-start", maxWaitMs: minutes(90) },
    }),
    counters: [
      {
        id: counterId,
        serviceIds: services.slice(0, 6),
        overflow: [
          { serviceIds: ["g"], when: { kind: "queue-longer-than", count: 20 } },
          { serviceIds: ["h"], when: { kind: "longest-wait-over", ms: minutes(20) } },
        ],
      },
      { id: "2", serviceIds: [...services] },
    ],
  })
  const at = momentAt("08:00", plan.zone)
  const opened = apply(beforeFirstDay(plan), { type: "day-opened", at, day: theDay, plan })
  const staffed = done(
    opened,
    { type: "open-counter", counterId, teller: tellerOf("dewi"), takeOver: false },
    at,
  )
  return Array.from({ length: waitingCount }, (_, n) => n).reduce(
    (day, n) => done(day, taking(n), (at + n * 7_000) as Instant),
    staffed,
  )
}

function taking(n: number): Command {
  return {
    type: "take-ticket",
    ticketId: `T${n}`.padEnd(22, "_") as TicketId,
    serviceId: services[(n * 5) % services.length] as ServiceId,
    thenServiceIds: [],
    class: TicketClass.options[(n * 7) % 10 < 7 ? 0 : 1 + (n % 2)] ?? "regular",
    language: "id",
  }
}

function done(day: BranchDay, command: Command, now: Instant): BranchDay {
  const happened = decide(day, command, now)
  if (isRefusal(happened)) throw new Error(`${command.type}: ${happened.refused}`)
  return happened.reduce(apply, day)
}

function sortingUs(day: BranchDay, now: Instant): number {
  const { credits } = callingRuleOf(day.plan)
  const waiting = [...day.tickets.values()].filter((ticket) => isIn(ticket, ["waiting"]))
  const startedAt = performance.now()
  waiting
    .map(({ id, class: ticketClass, spot }) => {
      const { rate, headStartMs } = credits[ticketClass]
      return { id, score: rate * (now - spot.arrivedAt) + headStartMs }
    })
    .sort((a, b) => b.score - a.score)
  return (performance.now() - startedAt) * 1000
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

export function decisionLines({ p50Us, p99Us, sortP50Us }: DecisionFigures): readonly Line[] {
  return [
    {
      what: `the next ticket among ${waitingCount} waiting, ${services.length} services, 3 classes: p50 / p99`,
      ours: `${p50Us.toFixed(1)} µs / ${p99Us.toFixed(1)} µs`,
      beside: `all of them scored and sorted ${sortP50Us.toFixed(0)} µs`,
      target: "p99 ≤ 200 µs",
      isMet: p99Us <= 200,
    },
  ]
}
