import type { BusinessDay, CounterId, Instant, Millis, ServiceId, TicketId } from "@giliran/contract/basics"
import type { Command, TakeTicket } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import { CareReason, Place, TicketClass, VoidReason } from "@giliran/contract/ticket"
import * as fc from "fast-check"
import type { BranchDay, Ticket } from "../../server/rules/day/branch-day.ts"
import { learnedByHeart } from "./learned-by-heart.ts"
import { tellerOf, ticketIdOf } from "./orders.ts"
import { type PlanWords, minutes, planOf, seconds } from "./plan-of.ts"

/**
 * Any day: moves drawn by lot, made into commands against the day as it then stands, so that most make sense and some
 * do not (a ticket in another status, a counter that is not there, a teller who sits elsewhere).
 */
export interface Move {
  readonly verb: Command["type"]
  /** Lots, for whatever the verb needs to choose. */
  readonly lots: readonly [number, number, number, number]
  readonly waitMs: Millis
}

const often: readonly [Command["type"], number][] = [
  ["take-ticket", 14],
  ["reserve-ticket", 6],
  ["confirm-ticket", 5],
  ["void-ticket", 2],
  ["call-next", 12],
  ["serve-ticket", 9],
  ["finish-ticket", 8],
  ["transfer-ticket", 7],
  ["open-counter", 8],
  ["call-ticket", 5],
  ["no-show-ticket", 5],
  ["return-ticket", 5],
  ["undo-call", 5],
  ["park-ticket", 5],
  ["resume-ticket", 5],
  ["recall-ticket", 4],
  ["withdraw-ticket", 3],
  ["reclass-ticket", 5],
  ["pause-counter", 4],
  ["resume-counter", 4],
  ["close-counter", 4],
  ["change-plan", 1],
  ["close-day", 1],
  ["open-day", 1],
  ["learn-forecast", 1],
]

export function anyMove(verbs: readonly Command["type"][] = often.map(([verb]) => verb)): fc.Arbitrary<Move> {
  const lot = fc.noBias(fc.nat(1_000_000))
  return fc.record({
    verb: fc.oneof(
      ...often
        .filter(([verb]) => verbs.includes(verb))
        .map(([verb, weight]) => ({ arbitrary: fc.constant(verb), weight })),
    ),
    lots: fc.tuple(lot, lot, lot, lot),
    waitMs: fc.oneof(
      { arbitrary: fc.constant(0), weight: 3 },
      { arbitrary: fc.integer({ min: 1, max: seconds(90) }), weight: 6 },
      { arbitrary: fc.integer({ min: 1, max: minutes(40) }), weight: 1 },
    ) as fc.Arbitrary<Millis>,
  })
}

const tellers = ["dewi", "budi", "sari", "agus"]

/** Two services share a letter; the counters overlap. The last of them knows neither counter 3 nor service c. */
export const anyPlans: readonly PlanWords[] = [
  { services: { a: "A", b: "A", c: "C" }, counters: { 1: ["a", "b"], 2: ["b", "c"], 3: ["a", "b", "c"] } },
  {
    services: { a: "A", b: "A", c: "C" },
    counters: { 1: ["a"], 2: ["b", "c"], 3: ["c"] },
    grace: { kind: "after-tickets", count: 2, withinMs: minutes(20) },
    classes: {
      regular: { headStartMs: 0, rate: 0.7 },
      priority: { headStartMs: minutes(3), rate: 1.3, goesAlong: ["b"] },
      care: { headStartMs: minutes(5), rate: 1.3, letter: "K", discreetCalls: true, goesAlong: "nowhere" },
    },
    about: { b: { dailyLimit: 4 } },
  },
  { services: { a: "A", b: "B" }, counters: { 1: ["a", "b"], 2: ["b"] } },
  {
    services: { a: "A", b: "A", c: "C" },
    counters: { 1: ["a", "b", "c"], 2: ["a", "b", "c"], 3: ["b"] },
    profiles: {
      2: { classes: ["priority", "care"], overflow: [{ when: { kind: "preferred-empty" } }] },
      3: {
        classes: ["regular"],
        overflow: [
          { serviceIds: ["c"], when: { kind: "queue-longer-than", count: 1 } },
          { when: { kind: "longest-wait-over", ms: minutes(2), class: "care" } },
        ],
      },
    },
    classes: {
      regular: { targetWaitMs: minutes(20) },
      priority: { targetWaitMs: minutes(10), goesAlong: "everywhere" },
      care: { targetWaitMs: minutes(5), goesAlong: ["a", "c"] },
    },
    callingRule: { preset: "accumulating", maxWaitMs: minutes(4) },
  },
  {
    services: { a: "A", b: "A", c: "C" },
    counters: { 1: ["a"], 2: ["b", "c"], 3: ["c"] },
    profiles: {
      1: { overflow: [{ classes: ["care"], when: { kind: "queue-longer-than", count: 0, serviceId: "b" } }] },
    },
    callingRule: { preset: "strict", maxWaitMs: minutes(6) },
  },
  { services: { a: "A", b: "A", c: "C" }, callingRule: { preset: "first-come" } },
]

const plans = anyPlans.map(planOf)

export function commandOf(day: BranchDay, { verb, lots: [first, second, third, fourth] }: Move): Command {
  const counterId =
    (["1", "2", "3", "9"] as CounterId[])[first % 10 === 9 ? 3 : first % 3] ?? ("1" as CounterId)
  const ticketId = (...statuses: Ticket["status"][]) => anyTicket(day, second, statuses)
  const isSaid = third % 3 === 0
  // A closed day would have little more to tell.
  if (day.status !== "open" && fourth % 2 === 0)
    return { type: "open-day", day: dayAfter(day.day, 1), plan: anyPlan(first) }
  const here = isSaid ? { counterId } : {}
  switch (verb) {
    case "take-ticket":
    case "reserve-ticket":
      return {
        type: verb,
        ticketId: second % 20 === 0 ? ticketIdOf("T1") : ticketIdOf(`T${day.tickets.size + 1}`),
        serviceId: serviceId(first),
        thenServiceIds: third % 4 === 0 ? [serviceId(fourth)] : [],
        class: TicketClass.options[fourth % 3] ?? "regular",
        ...groundOf(TicketClass.options[fourth % 3] ?? "regular", { day, lot: second }),
        ...(first % 7 === 0 ? { isDiscreet: true } : {}),
        language: "id",
      }
    case "confirm-ticket":
      return { type: verb, ticketId: ticketId("reserved", "voided"), carriedBy: isSaid ? "paper" : "screen" }
    case "void-ticket":
      return {
        type: verb,
        ticketId: ticketId("reserved"),
        reason: VoidReason.options[fourth % 3] ?? "unconfirmed",
      }
    case "reclass-ticket":
      return {
        type: verb,
        ticketId: ticketId("waiting", "called", "serving", "parked"),
        class: TicketClass.options[fourth % 3] ?? "regular",
        reason: "elderly",
      }
    case "withdraw-ticket":
      return { type: verb, ticketId: ticketId("waiting", "no-show") }
    case "return-ticket":
      return { type: verb, ticketId: ticketId("no-show") }
    case "call-ticket":
      return { type: verb, counterId, ticketId: ticketId("waiting"), reason: "by lot" }
    case "recall-ticket":
    case "undo-call":
    case "serve-ticket":
      return { type: verb, ticketId: ticketId("called"), ...here }
    case "finish-ticket":
      return {
        type: verb,
        ticketId: ticketId("serving"),
        ...here,
        outcome: "done",
        callNext: fourth % 2 === 0,
      }
    case "no-show-ticket":
      return { type: verb, ticketId: ticketId("called"), ...here, callNext: fourth % 2 === 0 }
    case "park-ticket":
      return {
        type: verb,
        ticketId: ticketId("serving"),
        ...here,
        ...(isSaid ? { wakeAfterMs: minutes(5) as Millis } : {}),
      }
    case "resume-ticket":
      return { type: verb, ticketId: ticketId("parked"), ...here }
    case "transfer-ticket": {
      const place = Place.options[fourth % 3] ?? "arrival"
      const target = [
        { kind: "service", serviceId: serviceId(first) },
        { kind: "counter", counterId },
        { kind: "teller", tellerId: tellerOf(tellers[first % 4] ?? "dewi").id, serviceId: serviceId(third) },
      ] as const
      return {
        type: verb,
        ticketId: ticketId("called", "serving"),
        to: target[third % 3] ?? target[0],
        place,
        ...(fourth % 5 < 2 ? { thenBack: { place: Place.options[first % 3] ?? "first" } } : {}),
      }
    }
    case "open-counter":
      return {
        type: verb,
        counterId,
        teller: tellerOf(tellers[second % 4] ?? "dewi"),
        ...(isSaid ? { screenId: `screen-${fourth % 2}` } : {}),
        takeOver: fourth % 4 === 0,
      }
    case "pause-counter":
      return { type: verb, counterId, reason: second % 5 === 0 ? "golf" : "break" }
    case "resume-counter":
    case "close-counter":
    case "call-next":
      return { type: verb, counterId }
    case "open-day":
      return { type: verb, day: dayAfter(day.day, second % 3), plan: anyPlan(first) }
    case "close-day":
      return second % 3 === 0 ? { type: verb } : { type: "call-next", counterId }
    case "change-plan":
      return { type: verb, plan: anyPlan(first) }
    case "learn-forecast":
      return { type: verb, learned: learnedByHeart }
  }
}

/** As the API would give it; some proofs are used or late. */
function groundOf(
  ticketClass: TicketClass,
  { day: { day, lastAt }, lot }: { readonly day: BranchDay; readonly lot: number },
): Pick<TakeTicket, "ground" | "proof"> {
  if (ticketClass === "regular") return {}
  if (ticketClass === "care") {
    const reason = CareReason.options[lot % CareReason.options.length] ?? "other"
    return { ground: { by: "claim", reason } }
  }
  if (lot % 3 === 0) return { ground: { by: "staff", reason: "asked at the door" } }
  return {
    ground: { by: "proof" },
    proof: { check: `check-${lot % 40}`, day, until: later(lastAt, minutes(2) as Millis) },
  }
}

function serviceId(lot: number): ServiceId {
  return (lot % 23 === 22 ? "gold" : "abc"[lot % 3]) as ServiceId
}

/** Mostly one for which the verb is meant. */
function anyTicket({ tickets }: BranchDay, lot: number, statuses: readonly Ticket["status"][]): TicketId {
  const all = [...tickets.values()]
  const meant = all.filter(({ status }) => statuses.includes(status))
  const chosen = lot % 8 === 0 || meant.length === 0 ? all[lot % (all.length + 1)] : meant[lot % meant.length]
  return chosen?.id ?? ticketIdOf("nobody")
}

function anyPlan(lot: number): Plan {
  return plans[lot % plans.length] ?? planOf()
}

function dayAfter(day: BusinessDay, days: number): BusinessDay {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10) as BusinessDay
}

export const later = (now: Instant, waitMs: Millis) => (now + waitMs) as Instant
