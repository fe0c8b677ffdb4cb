import type { DayFigures, LaneCost } from "@giliran/contract/lane-report"
import type { Plan } from "@giliran/contract/plan"
import { minutesOf } from "../rules/day/opening-hours.ts"
import { type ArrivalStream, drawDay } from "./arrivals.ts"
import { type Averaged, averaged, difference } from "./averages.ts"
import { type Rows, classNames, dayFigures } from "./day-figures.ts"
import type { Durations } from "./durations.ts"
import { laneCost } from "./lane-cost.ts"
import { type Load, LoadWriter } from "./load.ts"
import { type CounterShift, lineOf, shopOfPlan } from "./shop-of-plan.ts"
import { simulate } from "./simulation.ts"
import { withoutLane } from "./without-lane.ts"
import { type ChangePlan, type DurationsPlan, type SimulationPlan, changedPlan } from "./simulation-plan.ts"

/** One day of one variant. */
export interface VariantDay extends DayFigures {
  readonly laneCost: LaneCost
}

export interface VariantAnswer {
  readonly name: string
  readonly figures: Averaged<VariantDay>
  /** Day by day beside the base, on the same customers: more certain than either. */
  readonly differenceFromBase?: Averaged<VariantDay>
}

export interface SimulationAnswer {
  readonly seed: number
  readonly days: number
  /** Customers simulated, all variants and days, those under first come, first served with them. */
  readonly tickets: number
  readonly base: VariantAnswer
  readonly whatIf: readonly VariantAnswer[]
}

/** Writes the customers of a day, `day` from 0, with so many times the usual. */
export type DayWriter = (day: number, times: number, into: LoadWriter) => void

/** Simulates the base and each variant on the same days. */
export function answerWhatIf(given: SimulationPlan, writeDay: DayWriter): SimulationAnswer {
  const writer = new LoadWriter()
  let tickets = 0
  const daysOf = (change: ChangePlan) => {
    const variant = variantOf(given, change)
    return Array.from({ length: given.days }, (_, day) => {
      writeDay(day, change.arrivalsTimes ?? 1, writer)
      tickets += 2 * writer.load.count
      return variantDay(variant, writer.load)
    })
  }
  const base = daysOf({ name: "base" })
  const whatIf = given.whatIf.map((change) => {
    const days = daysOf(change)
    const differences = days.map((day, index) => difference(day, base[index] ?? day))
    return { name: change.name, figures: averaged(days), differenceFromBase: averaged(differences) }
  })
  const { seed, days } = given
  return { seed, days, tickets, base: { name: "base", figures: averaged(base) }, whatIf }
}

/** Customers by chance, from the rates and durations of the plan. */
export function writerByRates(given: SimulationPlan): DayWriter {
  const { arrivals, plan, patience } = given
  if (arrivals.kind !== "rate") throw new Error("The customers of this plan are recorded")
  const streams = arrivals.streams.map(({ serviceId, class: name, periods }) => ({
    line: lineOf(plan, serviceId, name),
    periods: periods.map(({ from, to, perHour }) => ({ from: msOf(from), to: msOf(to), perHour })),
    services: servicesOf(given, serviceId, name),
    ...(patience ? { patience: durationsOf(patience) } : {}),
  }))
  return (day, times, into) =>
    drawDay(
      streams.map((stream) => timesAs(stream, times)),
      { seed: given.seed, day },
      into,
    )
}

/** The counter's time with a customer of this service and class. */
export function servicesOf(
  { plan, services }: Pick<SimulationPlan, "plan" | "services">,
  serviceId: string,
  ticketClass: string,
): Durations {
  const own = services.filter((entry) => entry.serviceId === serviceId)
  const found =
    own.find((entry) => entry.class === ticketClass) ?? own.find((entry) => entry.class === undefined)
  if (found) return durationsOf(found.durations)
  const service = plan.services.find(({ id }) => id === serviceId)
  if (!service) throw new Error(`The plan has no service ${serviceId}`)
  return { kind: "exponential", meanMs: service.expectedServiceMs }
}

interface Variant {
  readonly plan: Plan
  readonly shifts: readonly CounterShift[]
  readonly rows: (load: Load) => Rows
}

function variantOf(given: SimulationPlan, change: ChangePlan): Variant {
  const plan = changedPlan(given.plan, change)
  const shifts = [...given.shifts, ...(change.addShifts ?? [])]
    .filter(({ counterId }) => !change.withoutCounters?.includes(counterId))
    .map(({ counterId, from, to }) => ({ counterId, from: msOf(from), to: msOf(to) }))
  const targets = plan.services.flatMap(({ targetWaitMs }) =>
    classNames.map((name) => plan.classes[name].targetWaitMs ?? targetWaitMs),
  )
  return {
    plan,
    shifts: untilNobodyWaits(shifts),
    rows: (load) => ({
      classOf: (row) => classNames[(load.line[row] ?? 0) % classNames.length] ?? "regular",
      targetMsOf: (row) => targets[load.line[row] ?? 0] ?? 0,
    }),
  }
}

function variantDay({ plan, shifts, rows }: Variant, load: Load): VariantDay {
  const outcome = simulate(shopOfPlan(plan, shifts), load)
  const byArrival = simulate(shopOfPlan(withoutLane(plan), shifts), load)
  const named = rows(load)
  return {
    ...dayFigures(load, outcome, named),
    laneCost: laneCost(outcome, byArrival, load.count, (row) => named.classOf(row) === "regular"),
  }
}

/** HOURS-1: who waits at closing time is still called. */
function untilNobodyWaits(shifts: readonly CounterShift[]): readonly CounterShift[] {
  const last = shifts.reduce((latest, { to }) => Math.max(latest, to), 0)
  return shifts.map((shift) => (shift.to === last ? { ...shift, to: Number.POSITIVE_INFINITY } : shift))
}

function timesAs(stream: ArrivalStream, times: number): ArrivalStream {
  return times === 1
    ? stream
    : {
        ...stream,
        periods: stream.periods.map((period) => ({ ...period, perHour: period.perHour * times })),
      }
}

/** Milliseconds after midnight. */
function msOf(time: string): number {
  return minutesOf(time) * 60_000
}

function durationsOf(given: DurationsPlan): Durations {
  switch (given.kind) {
    case "exponential":
      return { kind: "exponential", meanMs: given.meanSeconds * 1000 }
    case "lognormal":
      return { kind: "lognormal", meanMs: given.meanSeconds * 1000, variation: given.variation }
    case "fixed":
      return { kind: "fixed", ms: given.seconds * 1000 }
    case "recorded":
      return { kind: "recorded", samplesMs: given.seconds.map((seconds) => seconds * 1000) }
  }
}
