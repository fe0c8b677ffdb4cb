import type { CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import type { Command, TakeTicket } from "@giliran/contract/commands"
import type { ClassPlan, Plan } from "@giliran/contract/plan"
import { CallingPreset, TicketClass } from "@giliran/contract/ticket"
import * as fc from "fast-check"
import { describe, it } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, type Ticket, counterOf } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { callingRuleOf, standingOf } from "../../server/rules/calling/calling-rule.ts"
import { inCallingOrder } from "../../server/rules/calling/choose-next.ts"
import { linesOfCounter } from "../../server/rules/calling/counter-profile.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import { problemOf } from "../../server/rules/plan/plan-problem.ts"
import { compareKeys } from "../../server/rules/day/waiting-line.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { tellerOf, ticketIdOf } from "../support/orders.ts"
import { minutes, momentAt, planOf, seconds, theDay } from "../support/plan-of.ts"

/** Somebody comes, a counter calls, or somebody gives up, so long after the move before. */
interface Move {
  readonly does: "comes" | "calls" | "leaves"
  readonly class: TicketClass
  readonly serviceId: string
  readonly lot: number
  readonly waitMs: number
}

const anyMoves = fc.array(
  fc.record<Move>({
    does: fc.constantFrom("comes", "comes", "comes", "calls", "calls", "leaves"),
    class: fc.constantFrom(...TicketClass.options),
    serviceId: fc.constantFrom("a", "b"),
    lot: fc.nat(1_000),
    waitMs: fc.oneof(fc.constant(0), fc.nat(seconds(90)), fc.nat(minutes(12))),
  }),
  { minLength: 5, maxLength: 50, size: "max" },
)

const anyCredit = { rate: fc.option(fc.constantFrom(0.5, 1, 2, 3), { nil: undefined }), start: fc.nat(20) }
const anyPlan = fc
  .record({
    preset: fc.constantFrom(...CallingPreset.options),
    capMinutes: fc.constantFrom(null, 3, 10, 30),
    targets: fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
    ),
    own: fc.option(fc.record({ priority: fc.record(anyCredit), care: fc.record(anyCredit) }), { nil: null }),
  })
  .map(({ preset, capMinutes, targets: [regular, priority, care], own }) =>
    planOf({
      callingRule: { preset, ...(capMinutes === null ? {} : { maxWaitMs: minutes(capMinutes) }) },
      classes: {
        regular: classPlan(regular),
        priority: classPlan(priority, own?.priority),
        care: classPlan(care, own?.care),
      },
    }),
  )
  .filter((plan) => problemOf(plan) === null)

function classPlan(target: number, credit?: { rate: number | undefined; start: number }) {
  return {
    targetWaitMs: minutes(target),
    ...(credit ? { headStartMs: minutes(credit.start) } : {}),
    ...(credit?.rate === undefined ? {} : { rate: credit.rate }),
  }
}

const rank: Readonly<Record<TicketClass, number>> = { regular: 0, priority: 1, care: 2 }

describe("laws of the fast lane", () => {
  it("CALL-8: nobody who has waited longer than the cap is passed by one who came later", () => {
    law((plan, moves) => {
      const { maxWaitMs } = callingRuleOf(plan)
      live(plan, moves, (called, waiting, now) => {
        for (const other of waiting)
          if (now - other.takenAt > maxWaitMs && compareKeys(other.spot, called.spot) < 0)
            throw new Error(`${other.number} is over the cap and was passed by ${called.number}`)
      })
    })
  })

  it("CALL-9: at equal waits care is worth no less than priority, and priority no less than regular", () => {
    law((plan, moves) => {
      const { credits, maxWaitMs } = callingRuleOf(plan)
      for (const { waitMs } of moves) {
        const [regular, priority, care] = (["regular", "priority", "care"] as const).map(
          (name) => standingOf(credits[name], maxWaitMs, { isFirst: false, key: came(0) }, waitMs).score,
        )
        if (!(Number(care) >= Number(priority) && Number(priority) >= Number(regular)))
          throw new Error(`After ${waitMs} ms: care ${care}, priority ${priority}, regular ${regular}`)
      }
    })
  })

  it("CALL-9: of those who came in one moment, nobody passes one before them of the same or a stronger claim", () => {
    law((plan, moves) => {
      live(plan, moves, (called, waiting) => {
        for (const other of waiting)
          if (
            other.takenAt === called.takenAt &&
            rank[other.class] >= rank[called.class] &&
            compareKeys(other.spot, called.spot) < 0
          )
            throw new Error(`${other.class} ${other.number} was passed by ${called.class} ${called.number}`)
      })
    })
  })

  it("PRESET-1: under a head start nobody regular is passed by one taken later than that after it", () => {
    law((plan, moves) => {
      const { callingRule, ...others } = plan
      const { targetWaitMs } = plan.classes.regular
      const classes = { ...plan.classes, regular: { targetWaitMs } } as Plan["classes"]
      const byHeadStart: Plan = { ...others, classes: withEvenRates(classes) }
      const own = (of: TicketClass) =>
        byHeadStart.classes[of].headStartMs ??
        (targetWaitMs ?? 0) - (byHeadStart.classes[of].targetWaitMs ?? 0)
      const headStart = (name: TicketClass) =>
        name === "care" ? Math.max(own("care"), own("priority")) : own(name)
      live(byHeadStart, moves, (called, waiting) => {
        for (const other of waiting)
          if (other.class === "regular" && called.takenAt - other.takenAt > headStart(called.class))
            throw new Error(`${other.number} was passed by ${called.number}: ${callingRule?.preset}`)
      })
    })
  })

  it("CALL-3: an empty lane banks nothing: the order owes to who waits now, and to nothing that was before", () => {
    law((plan, moves) => {
      const { day, now } = live(plan, moves)
      const waiting = waitingIn(day)
      const asIfNew = waiting.reduce(
        (fresh, ticket) => after(fresh, take(ticket), ticket.takenAt),
        morning(plan),
      )
      same(orderAt(asIfNew, now), orderAt(day, now))
    })
  })

  it("CALL-4: whatever order the plan names its services, counters and classes in, the same are called", () => {
    law((plan, moves) => {
      const { regular, priority, care } = plan.classes
      const turned: Plan = {
        ...plan,
        classes: { care, priority, regular },
        services: plan.services.toReversed(),
        counters: plan.counters
          .map((counter) => ({ ...counter, serviceIds: counter.serviceIds.toReversed() }))
          .toReversed(),
      }
      same(callsOf(turned, moves), callsOf(plan, moves))
    })
  })

  it("CALL-3: at counters that serve all, who wants which service changes nothing in the order", () => {
    law((plan, moves) => {
      const swapped = moves.map((move) => ({ ...move, serviceId: move.serviceId === "a" ? "b" : "a" }))
      same(callsOf(plan, swapped), callsOf(plan, moves))
    })
  })
})

function law(check: (plan: Plan, moves: readonly Move[]) => void): void {
  fc.assert(fc.property(anyPlan, anyMoves, check), { numRuns: wholeOrShort(1_000, 200) })
}

function withEvenRates({ regular, priority, care }: Plan["classes"]): Plan["classes"] {
  return { regular: even(regular), priority: even(priority), care: even(care) }
}

function even(own: ClassPlan): ClassPlan {
  return { ...own, rate: 1 }
}

/** Lives the moves one after another, and at each call shows who was called and who went on waiting. */
function live(
  plan: Plan,
  moves: readonly Move[],
  atCall: (called: Ticket, waiting: readonly Ticket[], now: Instant) => void = () => undefined,
): { readonly day: BranchDay; readonly now: Instant } {
  let day = morning(plan)
  let now = day.lastAt
  for (const { does, class: ticketClass, serviceId, lot, waitMs } of moves) {
    now = (now + waitMs) as Instant
    const waiting = waitingIn(day)
    if (does === "comes") {
      const id = ticketIdOf(`T${day.tickets.size + 1}`)
      day = after(day, take({ id, class: ticketClass, serviceId: serviceId as ServiceId }), now)
    } else if (does === "leaves") {
      const ticketId = waiting[lot % Math.max(1, waiting.length)]?.id
      if (ticketId) day = after(day, { type: "withdraw-ticket", ticketId }, now)
    } else if (waiting.length > 0) {
      day = after(day, { type: "call-next", counterId }, now)
      const ticketId = inHandOf(day)
      const called = waiting.find(({ id }) => id === ticketId)
      if (!called) throw new Error("Nobody was called, though somebody waits")
      atCall(
        called,
        waiting.filter((other) => other !== called),
        now,
      )
      day = after(day, { type: "serve-ticket", ticketId: called.id }, now)
      day = after(day, { type: "finish-ticket", ticketId: called.id, outcome: "done", callNext: false }, now)
    }
  }
  return { day, now }
}

const counterId = "1" as CounterId

function morning(plan: Plan): BranchDay {
  const at = momentAt("08:00", plan.zone)
  const opened = apply(beforeFirstDay(plan), { type: "day-opened", at, day: theDay, plan })
  return after(opened, { type: "open-counter", counterId, teller: tellerOf("dewi"), takeOver: false }, at)
}

/** Throws when it is refused: a law that nobody lives proves nothing. */
function after(day: BranchDay, command: Command, now: Instant): BranchDay {
  const decision = decide(day, command, now)
  if (isRefusal(decision)) throw new Error(`${command.type} was refused: ${decision.refused}`)
  return decision.reduce(apply, day)
}

function take({ id, class: ticketClass, serviceId }: Pick<Ticket, "id" | "class" | "serviceId">): TakeTicket {
  return {
    type: "take-ticket",
    ticketId: id,
    serviceId,
    thenServiceIds: [],
    class: ticketClass,
    ...(ticketClass === "regular" ? {} : { ground: { by: "staff", reason: "asked at the door" } }),
    language: "id",
  }
}

/** In the order of their coming. */
function waitingIn(day: BranchDay): readonly Ticket[] {
  return [...day.tickets.values()]
    .filter(({ status }) => status === "waiting")
    .toSorted((a, b) => compareKeys(a.spot, b.spot))
}

function inHandOf(day: BranchDay): TicketId | null {
  return counterOf(day, counterId).inHand
}

function orderAt(day: BranchDay, now: Instant): readonly TicketId[] {
  const lines = linesOfCounter(day, counterId, counterOf(day, counterId), now)
  return [...inCallingOrder(day, lines, now)]
}

function callsOf(plan: Plan, moves: readonly Move[]): readonly TicketId[] {
  const calls: TicketId[] = []
  live(plan, moves, ({ id }) => calls.push(id))
  return calls
}

function same(found: readonly TicketId[], expected: readonly TicketId[]): void {
  if (found.join() !== expected.join()) throw new Error(`${found.join()} and not ${expected.join()}`)
}

function came(at: number): { readonly arrivedAt: Instant; readonly order: number; readonly tie: number } {
  return { arrivedAt: at as Instant, order: 0, tie: 0 }
}
