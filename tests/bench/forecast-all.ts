import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { LearnedForecast } from "@giliran/contract/forecast"
import { TicketClass } from "@giliran/contract/ticket"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, isIn } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import { learnForecast } from "../../server/forecast/learn-forecast.ts"
import { forecastOf } from "../../server/rules/views/wait-forecast.ts"
import { poolsOf } from "../../server/rules/calling/waiting-pool.ts"
import { observationsOf, services } from "../support/learned-by-heart.ts"
import { tellerOf, ticketIdOf } from "../support/orders.ts"
import { momentAt, planOf, seconds, theDay } from "../support/plan-of.ts"
import { type Line, median, ms } from "./figures.ts"

const waitingCount = 500
const targetMs = 5
const warmUps = 30

export interface ForecastFigures {
  readonly waiting: number
  /** All of them, at one moment: by what was learned, and by the plan alone. */
  readonly learnedMs: number
  readonly coldMs: number
  /** What was learned, as it stands in the ledger. */
  readonly learnedBytes: number
}

/** What every waiting ticket of a full branch costs when all of them are told their wait at once. */
export function forecastAll(rounds: number): ForecastFigures {
  const cold = fullBranch()
  const learned = learnedFrom(4_000)
  const taught = apply(cold, { type: "forecast-learned", at: cold.lastAt, learned })
  for (let round = 0; round < warmUps; round++) for (const day of [cold, taught]) allForecasts(day, round)
  const measure = (day: BranchDay) =>
    median(
      Array.from({ length: rounds }, (_, round) => {
        const startedAt = performance.now()
        allForecasts(day, warmUps + round)
        return performance.now() - startedAt
      }),
    )
  return {
    waiting: waitingCount,
    learnedMs: measure(taught),
    coldMs: measure(cold),
    learnedBytes: JSON.stringify(learned).length,
  }
}

export function forecastLines({
  waiting,
  learnedMs,
  coldMs,
  learnedBytes,
}: ForecastFigures): readonly Line[] {
  return [
    {
      what: `forecast of all ${waiting} waiting tickets, learned (${learnedBytes} bytes)`,
      ours: ms(learnedMs),
      beside: `by the plan alone ${ms(coldMs)}`,
      target: `≤ ${targetMs} ms`,
      isMet: learnedMs <= targetMs,
    },
  ]
}

/** Each at another moment, so that nothing is remembered from the round before. */
function allForecasts(day: BranchDay, round: number): number {
  const now = (day.lastAt + seconds(round + 1)) as Instant
  const poolOf = poolsOf(day)
  let sum = 0
  for (const ticket of day.tickets.values())
    if (isIn(ticket, ["waiting"])) sum += forecastOf(day, ticket, poolOf, now).p90
  return sum
}

/** Eight counters in three profiles, four services, three classes; every counter has a customer, and some calls have been. */
function fullBranch(): BranchDay {
  const plan = planOf({
    services: { a: "A", b: "B", c: "C", d: "D" },
    counters: Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        index + 1,
        [
          ["a", "b"],
          ["b", "c", "d"],
          ["a", "c"],
        ][index % 3] ?? [],
      ]),
    ),
  })
  let now = momentAt("08:00", plan.zone)
  let day = apply(beforeFirstDay(plan), { type: "day-opened", at: now, day: theDay, plan })
  const give = (command: Command) => {
    const decision = decide(day, command, now)
    if (!isRefusal(decision)) day = decision.reduce(apply, day)
  }
  for (const { id } of plan.counters)
    give({ type: "open-counter", counterId: id, teller: tellerOf(`t${id}`), takeOver: false })
  const takeOne = (index: number) =>
    give({
      type: "take-ticket",
      ticketId: ticketIdOf(`T${index}`),
      serviceId: plan.services[index % 4]?.id ?? ("" as never),
      thenServiceIds: [],
      class: TicketClass.options[index % 3] ?? "regular",
      ...(index % 3 === 0 ? {} : { ground: { by: "staff", reason: "bench" } }),
      language: "id",
    })
  const callsBefore = 100
  for (let index = 0; index < waitingCount + callsBefore; index++, now = (now + seconds(5)) as Instant)
    takeOne(index)
  for (let call = 0; call < callsBefore; call++, now = (now + seconds(9)) as Instant) {
    const counter = plan.counters[call % 8]
    const inHand = counter && day.counters.get(counter.id)?.inHand
    if (inHand) {
      give({ type: "serve-ticket", ticketId: inHand })
      give({ type: "finish-ticket", ticketId: inHand, outcome: "done", callNext: false })
    }
    if (counter) give({ type: "call-next", counterId: counter.id })
  }
  const waiting = day.tickets.count(({ status }) => status === "waiting")
  if (waiting !== waitingCount) throw new Error(`${waiting} wait, not ${waitingCount}`)
  return day
}

function learnedFrom(count: number): LearnedForecast {
  const learned = learnForecast({ observations: observationsOf(count), services, through: null })
  if (!learned) throw new Error("There was too little to learn from")
  return learned
}
