import { CounterId, ServiceId } from "@giliran/contract/basics"
import { CallingRulePlan, ClassPlan, CounterPlan, LocalTime, Plan } from "@giliran/contract/plan"
import { TicketClass } from "@giliran/contract/ticket"
import { z } from "zod"
import { minutesOf } from "../rules/day/opening-hours.ts"
import { problemOf } from "../rules/plan/plan-problem.ts"

const positive = z.number().positive()

/** How long something takes. `variation` is the squared coefficient of variation, 1 for exponential. */
const DurationsPlan = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("exponential"), meanSeconds: positive }),
  z.strictObject({ kind: z.literal("lognormal"), meanSeconds: positive, variation: positive }),
  z.strictObject({ kind: z.literal("fixed"), seconds: positive }),
  z.strictObject({ kind: z.literal("recorded"), seconds: z.array(z.number().nonnegative()).min(1) }),
])
export type DurationsPlan = z.infer<typeof DurationsPlan>

const sameDay = { message: "must be later than `from`", path: ["to"] }
const endsLater = ({ from, to }: { from: LocalTime; to: LocalTime }) => minutesOf(to) > minutesOf(from)

const PeriodPlan = z
  .strictObject({ from: LocalTime, to: LocalTime, perHour: z.number().nonnegative() })
  .refine(endsLater, sameDay)

const ShiftPlan = z
  .strictObject({ counterId: CounterId, from: LocalTime, to: LocalTime })
  .refine(endsLater, sameDay)
export type ShiftPlan = z.infer<typeof ShiftPlan>

const ArrivalsPlan = z.discriminatedUnion("kind", [
  /** By chance, at rates that change through the day. */
  z.strictObject({
    kind: z.literal("rate"),
    streams: z
      .array(
        z.strictObject({ serviceId: ServiceId, class: TicketClass, periods: z.array(PeriodPlan).min(1) }),
      )
      .min(1),
  }),
  /** A day of a file of recorded customers, their services and how long they waited before they gave up with it. */
  z.strictObject({
    kind: z.literal("recorded"),
    file: z.string().min(1),
    /** `1999-02-16`; left out, the file's first. */
    day: z.string().optional(),
    /** The file's name of a service → the plan's; customers of other services are left out. */
    serviceOf: z.record(z.string(), ServiceId),
  }),
])

/** What is otherwise in a variant of the day. */
const ChangePlan = z.strictObject({
  name: z.string().min(1).max(80),
  addShifts: z.array(ShiftPlan).optional(),
  /** Counters that are not there at all. */
  withoutCounters: z.array(CounterId).optional(),
  classes: z.strictObject({ regular: ClassPlan, priority: ClassPlan, care: ClassPlan }).partial().optional(),
  callingRule: CallingRulePlan.optional(),
  /** Instead of the plan's counters of the same names, or besides them. */
  counters: z.array(CounterPlan).optional(),
  /** So many times the customers; only where arrivals are given as rates. */
  arrivalsTimes: positive.max(100).optional(),
})
export type ChangePlan = z.infer<typeof ChangePlan>

/** What `pnpm simulate` is given: a branch, a day's customers, and what might be different. */
export const SimulationPlan = z
  .strictObject({
    plan: Plan,
    seed: z.number().int().nonnegative().default(1),
    /** How many days are drawn. */
    days: z.number().int().min(1).max(100_000).default(100),
    arrivals: ArrivalsPlan,
    /** A counter's whole time with one customer; left out, exponential with the plan's expected service time. */
    services: z
      .array(
        z.strictObject({
          serviceId: ServiceId,
          class: TicketClass.optional(),
          durations: DurationsPlan,
        }),
      )
      .default([]),
    /** How long a customer waits before giving up; left out, for ever. */
    patience: DurationsPlan.optional(),
    /** The counters whose shift ends last stay until nobody waits (HOURS-1). */
    shifts: z.array(ShiftPlan).min(1),
    whatIf: z.array(ChangePlan).max(50).default([]),
  })
  .superRefine(checkNames)
export type SimulationPlan = z.infer<typeof SimulationPlan>

/** The plan of a variant. */
export function changedPlan(plan: Plan, change: ChangePlan): Plan {
  const replaced = new Map(change.counters?.map((counter) => [counter.id, counter]))
  const kept = plan.counters.map((counter) => replaced.get(counter.id) ?? counter)
  const added = change.counters?.filter(({ id }) => !plan.counters.some((counter) => counter.id === id)) ?? []
  const { classes } = change
  return {
    ...plan,
    ...(change.callingRule ? { callingRule: change.callingRule } : {}),
    classes: {
      regular: { ...plan.classes.regular, ...classes?.regular },
      priority: { ...plan.classes.priority, ...classes?.priority },
      care: { ...plan.classes.care, ...classes?.care },
    },
    counters: [...kept, ...added],
  }
}

type Path = (string | number)[]

/** Names that stand for nothing, times that overlap, plans that the product would refuse: each with its field. */
function checkNames(given: SimulationPlanAsGiven, context: z.RefinementCtx): void {
  const refuse = (path: Path, message: string) => context.addIssue({ code: "custom", path, message })
  const knows = (path: Path, serviceId: ServiceId) => {
    if (!given.plan.services.some(({ id }) => id === serviceId))
      refuse(path, `the plan has no service "${serviceId}"`)
  }
  const problem = problemOf(given.plan)
  if (problem !== null) refuse(["plan"], problem)
  for (const [index, { serviceId }] of given.services.entries())
    knows(["services", index, "serviceId"], serviceId)
  checkArrivals(given.arrivals, knows, refuse)
  checkShifts(["shifts"], given.shifts, given.plan, refuse)
  const names = new Set<string>()
  for (const [index, change] of given.whatIf.entries()) {
    const path: Path = ["whatIf", index]
    if (names.has(change.name) || change.name === "base")
      refuse([...path, "name"], `"${change.name}" is there twice`)
    names.add(change.name)
    const changed = changedPlan(given.plan, change)
    const changedProblem = problem === null ? problemOf(changed) : null
    if (changedProblem !== null) refuse(path, changedProblem)
    checkShifts([...path, "addShifts"], change.addShifts ?? [], changed, refuse)
    if (change.arrivalsTimes !== undefined && given.arrivals.kind === "recorded")
      refuse([...path, "arrivalsTimes"], "recorded customers cannot be multiplied")
  }
}

interface SimulationPlanAsGiven {
  readonly plan: Plan
  readonly arrivals: z.infer<typeof ArrivalsPlan>
  readonly services: readonly { readonly serviceId: ServiceId }[]
  readonly shifts: readonly ShiftPlan[]
  readonly whatIf: readonly ChangePlan[]
}

type Refuse = (path: Path, message: string) => void

function checkArrivals(
  arrivals: SimulationPlanAsGiven["arrivals"],
  knows: (path: Path, serviceId: ServiceId) => void,
  refuse: Refuse,
): void {
  if (arrivals.kind === "recorded") {
    for (const [name, serviceId] of Object.entries(arrivals.serviceOf))
      knows(["arrivals", "serviceOf", name], serviceId)
    return
  }
  for (const [index, { serviceId, periods }] of arrivals.streams.entries()) {
    knows(["arrivals", "streams", index, "serviceId"], serviceId)
    for (const [at, { from }] of periods.entries())
      if (at > 0 && minutesOf(from) < minutesOf(periods[at - 1]?.to ?? "00:00"))
        refuse(
          ["arrivals", "streams", index, "periods", at, "from"],
          "begins before the period before it ends",
        )
  }
}

function checkShifts(path: Path, shifts: readonly ShiftPlan[], plan: Plan, refuse: Refuse): void {
  for (const [index, { counterId }] of shifts.entries())
    if (!plan.counters.some(({ id }) => id === counterId))
      refuse([...path, index, "counterId"], `the plan has no counter "${counterId}"`)
}
