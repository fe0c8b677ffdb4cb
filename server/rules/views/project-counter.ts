import type { CounterId, Instant, Millis, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { Outcome, TicketClass } from "@giliran/contract/ticket"
import type {
  CounterAction,
  CounterView,
  MissedTicket,
  ParkedTicket,
  TicketInHand,
  WaitingTicket,
} from "@giliran/contract/counter-view"
import { hasCounter } from "../day/at-counter.ts"
import {
  type BranchDay,
  type Counter,
  type Ticket,
  type TicketIn,
  counterOf,
  isIn,
  ticketIn,
  ticketOf,
} from "../day/branch-day.ts"
import { isDiscreet, recallableAt, undoableUntil } from "../verbs/call-ticket.ts"
import { inCallingOrder } from "../calling/choose-next.ts"
import { decide } from "../verbs/decide.ts"
import { isRefusal } from "../day/decision.ts"
import { returnableUntil } from "../verbs/no-show.ts"
import { counterSummaries, openingOf, queueOf, viewHead } from "./project-views.ts"
import { linesOfCounter } from "../calling/counter-profile.ts"
import { serviceOf } from "../verbs/take-ticket.ts"
import { forecastOf } from "./wait-forecast.ts"
import { type PoolOf, poolsOf } from "../calling/waiting-pool.ts"
import { headOf, sizeOf } from "../day/waiting-line.ts"
import { whyCalled } from "./why-called.ts"

const waitingShown = 50
const missedShown = 20

/** What the queue knows of one counter's desk. */
export type CounterCut = Omit<CounterView, "help" | "advice" | "troubles">

/** One counter's desk. Null when the plan has no such counter. */
export function projectCounter(
  day: BranchDay,
  counterId: CounterId,
  version: number,
  now: Instant,
): CounterCut | null {
  const plan = day.plan.counters.find(({ id }) => id === counterId)
  if (!plan || !hasCounter(day, counterId)) return null
  const counter = counterOf(day, counterId)
  const poolOf = poolsOf(day)
  const parked = parkedOf(day, counterId, counter, now)
  const missed = missedOf(day, plan.serviceIds, now)
  const actions = actionsOf(day, counterId, { aside: parked[0]?.id, missed: missed[0]?.id }, now)
  return {
    kind: "counter",
    ...viewHead(day, "counter", version, now),
    opening: openingOf(day, now),
    counterId,
    state: counter.state,
    ticket: inHandOf(day, counter, now),
    primary: primaryOf(day, counter, actions),
    actions,
    waiting: waitingOf(day, counterId, counter, poolOf, now),
    parked,
    missed,
    services: day.plan.services.map((service) => ({
      ...queueOf(day, service, poolOf, now),
      isMine: plan.serviceIds.includes(service.id),
    })),
    counters: counterSummaries(day),
    pauseReasons: [...day.plan.pauseReasons],
    outcomes: [...Outcome.options],
  }
}

/** What the rules would not refuse now: each verb is tried against them, so no second copy of any rule stands here. */
function actionsOf(day: BranchDay, counterId: CounterId, seen: Seen, now: Instant): CounterAction[] {
  return tries(day, counterId, seen)
    .filter(([, command]) => !isRefusal(decide(day, command, now)))
    .map(([action]) => action)
}

/** A ticket of each list that the counter sees. */
interface Seen {
  readonly aside: TicketId | undefined
  readonly missed: TicketId | undefined
}

function tries(
  day: BranchDay,
  counterId: CounterId,
  { aside, missed }: Seen,
): readonly (readonly [CounterAction, Command])[] {
  const { state, inHand } = counterOf(day, counterId)
  const teller = state.status === "closed" ? nobody : state.teller
  const ofCounter: (readonly [CounterAction, Command])[] = [
    ["open-counter", { type: "open-counter", counterId, teller, takeOver: false }],
    ["resume-counter", { type: "resume-counter", counterId }],
    ["pause-counter", { type: "pause-counter", counterId, reason: day.plan.pauseReasons[0]?.id ?? "" }],
    ["close-counter", { type: "close-counter", counterId }],
    ["call-next", { type: "call-next", counterId }],
  ]
  const next = nextWaiting(day, counterId)
  if (next) ofCounter.push(["call-ticket", { type: "call-ticket", counterId, ticketId: next, reason: "-" }])
  if (aside) ofCounter.push(["resume-ticket", { type: "resume-ticket", ticketId: aside, counterId }])
  if (missed) ofCounter.push(["return-ticket", { type: "return-ticket", ticketId: missed }])
  if (!inHand)
    return state.status === "closed" ? ofCounter : ofCounter.filter(([action]) => action !== "open-counter")
  const { serviceId, class: ofClass } = ticketOf(day, inHand)
  const finish = { type: "finish-ticket", ticketId: inHand, outcome: "done" } as const
  return [
    ...ofCounter.filter(([action]) => action !== "open-counter"),
    ["recall-ticket", { type: "recall-ticket", ticketId: inHand }],
    ["serve-ticket", { type: "serve-ticket", ticketId: inHand }],
    ["finish-ticket", { ...finish, callNext: false }],
    ["finish-and-call-next", { ...finish, callNext: true }],
    ["no-show-ticket", { type: "no-show-ticket", ticketId: inHand, callNext: false }],
    ["park-ticket", { type: "park-ticket", ticketId: inHand }],
    [
      "transfer-ticket",
      { type: "transfer-ticket", ticketId: inHand, to: { kind: "service", serviceId }, place: "arrival" },
    ],
    ["undo-call", { type: "undo-call", ticketId: inHand }],
    ["reclass-ticket", { type: "reclass-ticket", ticketId: inHand, class: otherThan(ofClass), reason: "-" }],
  ]
}

function otherThan(own: TicketClass): TicketClass {
  return TicketClass.options.find((ticketClass) => ticketClass !== own) ?? own
}

const nobody = { id: "-" as never, name: "-" }

function nextWaiting(day: BranchDay, counterId: CounterId): TicketId | null {
  for (const id of inCallingOrder(
    day,
    linesOfCounter(day, counterId, counterOf(day, counterId), day.lastAt),
    day.lastAt,
  ))
    return id
  return null
}

/** The one big button. */
function primaryOf(
  day: BranchDay,
  { state, inHand }: Counter,
  actions: readonly CounterAction[],
): CounterAction | null {
  if (state.status === "closed") return "open-counter"
  const ticket = inHand === null ? null : ticketOf(day, inHand)
  if (ticket?.status === "serving") return "finish-and-call-next"
  // Never no-show, however often it was called: the same key must not miss the customer who comes running.
  if (ticket?.status === "called") return "serve-ticket"
  if (state.status === "paused") return "resume-counter"
  return actions.includes("call-next") ? "call-next" : null
}

/** RECALL-2: announced often enough, and the last time long enough ago to come. */
function isInVain(day: BranchDay, ticket: TicketIn<"called">, now: Instant): boolean {
  return ticket.call.attempts >= day.plan.calls.attemptLimit && now >= recallableAt(day, ticket)
}

function inHandOf(day: BranchDay, { inHand }: Counter, now: Instant): TicketInHand | null {
  if (inHand === null) return null
  const ticket = ticketIn(day, inHand, "called", "serving")
  const { call } = ticket
  const service = serviceOf(day, ticket.serviceId)
  const isCalled = ticket.status === "called"
  const undoUntil = isCalled ? undoableUntil(day, ticket) : null
  return {
    ...listed(day, ticket),
    status: ticket.status,
    language: ticket.language,
    waitedMs: Math.max(0, call.calledAt - ticket.waitingSince) as Millis,
    targetWaitMs: service?.targetWaitMs ?? (0 as Millis),
    expectedServiceMs: service?.expectedServiceMs ?? (0 as Millis),
    calledAt: call.calledAt,
    servingSince: ticket.status === "serving" ? ticket.servingSince : null,
    servedMs: ticket.status === "serving" ? ticket.servedMs : (0 as Millis),
    attempts: call.attempts,
    attemptLimit: day.plan.calls.attemptLimit,
    isInVain: isCalled && isInVain(day, ticket, now),
    recallAt: isCalled ? recallableAt(day, ticket) : null,
    undoUntil: undoUntil !== null && now <= undoUntil ? undoUntil : null,
    reason: call.reason,
    why: whyCalled(call.reason),
    thenServiceIds: [...ticket.thenServiceIds],
    backTo: ticket.backTo?.tellerName ?? null,
  }
}

function waitingOf(
  day: BranchDay,
  counterId: CounterId,
  counter: Counter,
  poolOf: PoolOf,
  now: Instant,
): CounterView["waiting"] {
  const lines = linesOfCounter(day, counterId, counter, now)
  const tickets: WaitingTicket[] = []
  for (const ticketId of inCallingOrder(day, lines, now)) {
    if (tickets.length === waitingShown) break
    tickets.push(waitingTicket(day, ticketIn(day, ticketId, "waiting"), poolOf, now))
  }
  const oldest = Math.min(now, ...lines.map(({ line }) => headOf(line)?.key.arrivedAt ?? now))
  return {
    count: lines.reduce((count, { line }) => count + sizeOf(line), 0),
    longestMs: (now - oldest) as Millis,
    tickets,
  }
}

function waitingTicket(day: BranchDay, ticket: Ticket, poolOf: PoolOf, now: Instant): WaitingTicket {
  const target = serviceOf(day, ticket.serviceId)?.targetWaitMs ?? Infinity
  return {
    ...listed(day, ticket),
    waitingSince: ticket.waitingSince,
    isLate: now - ticket.waitingSince > target,
    isForMe: ticket.spot.audience.for !== "service",
    wait: forecastOf(day, ticket, poolOf, now),
  }
}

/** Its own, and those of closed counters, which any counter may resume (PARK-3). */
function parkedOf(day: BranchDay, counterId: CounterId, counter: Counter, now: Instant): ParkedTicket[] {
  const orphans = Array.from(day.counters).flatMap(([id, { state, parked }]) =>
    id !== counterId && state.status === "closed" ? parked : [],
  )
  return [...counter.parked, ...orphans].map((ticketId) => {
    const ticket = ticketIn(day, ticketId, "parked")
    const { parkedAt, wakeAt } = ticket
    return { ...listed(day, ticket), parkedAt, wakeAt, isDue: wakeAt !== null && wakeAt <= now }
  })
}

function missedOf(day: BranchDay, serviceIds: readonly string[], now: Instant): MissedTicket[] {
  const missed: MissedTicket[] = []
  for (const ticketId of day.missed) {
    const ticket = ticketOf(day, ticketId)
    if (!isIn(ticket, ["no-show"]) || !serviceIds.includes(ticket.serviceId)) continue
    const returnUntil = returnableUntil(day, ticket)
    if (returnUntil < now || missed.length === missedShown) continue
    missed.push({ ...listed(day, ticket), missedAt: ticket.missedAt, returnUntil })
  }
  return missed
}

/** What every list of the desk says of a ticket. */
type Listed = Pick<
  ParkedTicket,
  "id" | "number" | "serviceId" | "class" | "ground" | "isDiscreet" | "takenAt"
>

function listed(day: BranchDay, ticket: Ticket): Listed {
  return {
    id: ticket.id,
    number: ticket.number,
    serviceId: ticket.serviceId,
    class: ticket.class,
    ground: ticket.ground,
    isDiscreet: isDiscreet(day, ticket),
    takenAt: ticket.takenAt,
  }
}
