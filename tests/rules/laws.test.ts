import type { CounterId, Instant, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { TicketView } from "@giliran/contract/ticket-view"
import { CareReason, TicketAnswer, TicketClass } from "@giliran/contract/ticket"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, type Ticket, counterOf } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { inCallingOrder } from "../../server/rules/calling/choose-next.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { nextChange } from "../../server/rules/views/next-change.ts"
import { answerOfTicket } from "../../server/rules/views/project-answers.ts"
import { projectCounter } from "../../server/rules/views/project-counter.ts"
import { projectDisplay, projectKiosk, projectTicket } from "../../server/rules/views/project-views.ts"
import { linesOfCounter } from "../../server/rules/calling/counter-profile.ts"
import { audienceName } from "../../server/rules/day/queues.ts"
import { aheadOf, forecastOf } from "../../server/rules/views/wait-forecast.ts"
import { poolsOf } from "../../server/rules/calling/waiting-pool.ts"
import { compareKeys, inOrder, sizeOf } from "../../server/rules/day/waiting-line.ts"
import { type Move, anyMove, anyPlans, commandOf, later } from "../support/any-day.ts"
import { actionCommands } from "../support/counter-actions.ts"
import { learnedFromChance } from "../support/learned-by-heart.ts"
import { tellerOf } from "../support/orders.ts"
import { momentAt, minutes, planOf, theDay } from "../support/plan-of.ts"

const plan = planOf(anyPlans[0])

/** Each plan's morning: two tellers are there from the beginning; the third counter is left to chance. */
const begunDays: readonly (readonly BranchEvent[])[] = anyPlans.map((words) => {
  const opened: BranchEvent = {
    type: "day-opened",
    at: momentAt("08:00", plan.zone),
    day: theDay,
    plan: planOf(words),
  }
  const { at } = opened
  return [
    opened,
    {
      type: "counter-opened",
      at,
      counterId: "1" as CounterId,
      teller: tellerOf("dewi"),
      screenId: null,
    },
    {
      type: "counter-opened",
      at,
      counterId: "2" as CounterId,
      teller: tellerOf("budi"),
      screenId: null,
    },
  ]
})
const mornings = begunDays.map((events) => events.reduce(apply, beforeFirstDay(plan)))
const [morning = beforeFirstDay(plan)] = mornings

/** The first move's lot says which. */
function anyMorning(moves: readonly Move[]): {
  readonly day: BranchDay
  readonly events: readonly BranchEvent[]
} {
  const lot = (moves[0]?.lots[3] ?? 0) % mornings.length
  return { day: mornings[lot] ?? morning, events: begunDays[lot] ?? [] }
}

const counterIds = ["1", "2", "3"] as CounterId[]

/** What one day came to, and everything that happened on the way. */
interface Lived {
  readonly day: BranchDay
  readonly now: Instant
  readonly events: readonly BranchEvent[]
}

/** Lives the moves one after another and shows each step. */
function live(
  moves: readonly Move[],
  at?: (before: BranchDay, after: Lived, happened: readonly BranchEvent[]) => void,
): Lived {
  let lived: Lived = { ...anyMorning(moves), now: morning.lastAt }
  for (const move of moves) {
    const before = lived.day
    const now = later(lived.now, move.waitMs)
    const decision = decide(before, commandOf(before, move), now)
    const happened = isRefusal(decision) ? [] : decision
    lived = { day: happened.reduce(apply, before), now, events: [...lived.events, ...happened] }
    at?.(before, lived, happened)
  }
  return lived
}

const anyDay = fc.array(anyMove(), { maxLength: 60, size: "max" })

function law(moves: fc.Arbitrary<Move[]>, check: (moves: Move[]) => void, numRuns = 1_000): void {
  fc.assert(fc.property(moves, check), { numRuns })
}

describe("laws of any day", () => {
  it("each step keeps a ticket in one place, a teller at one counter, and announcements numbered (CALL-7, COUNTER-1, TRANSFER-5)", () => {
    law(anyDay, (moves) => {
      live(moves, (before, { day }, happened) => {
        expectOnePlaceEach(day)
        expectOneCounterEach(day)
        expectReceiversThere(day)
        expectNumberedAnnouncements(before, day, happened)
      })
    })
  })

  it("a whole day gives each number once, replays from the ledger's JSON to the same, and closes clean (TAKE-4, DAY-3)", () => {
    const seen = new Set<string>()
    law(anyDay, (moves) => {
      const { day, now, events } = live(moves)
      for (const { type } of events) seen.add(type)
      expectNumbersOnce(events)
      const stored = JSON.parse(JSON.stringify(events)) as BranchEvent[]
      const replayed = stored.reduce(apply, beforeFirstDay(plan))
      expect(canonical(replayed)).toBe(canonical(day))
      expect(JSON.stringify(viewsOf(replayed, now))).toBe(JSON.stringify(viewsOf(day, now)))
      expect(nextChange(replayed, now)).toBe(nextChange(day, now))
      expectCleanClosing(day, now)
    })
    expect(seen.size, `kinds of events that happened: ${[...seen].join(", ")}`).toBe(26)
  })

  it("deciding, applying and drawing change nothing in place, and a command decides the same again", () => {
    law(anyDay, (moves) => {
      let { day } = anyMorning(moves)
      let now = morning.lastAt
      for (const move of moves) {
        now = later(now, move.waitMs)
        const command = frozen(commandOf(day, move))
        const decision = decide(frozenDay(day), command, now)
        if (JSON.stringify(decide(day, command, now)) !== JSON.stringify(decision))
          throw new Error(`${command.type} was decided otherwise the second time`)
        if (!isRefusal(decision)) day = decision.map(frozen).reduce(apply, day)
      }
      viewsOf(frozenDay(day), now)
    })
  })

  it("QUEUE-1, QUEUE-2, CALL-1 to CALL-4, CALL-8 and CALL-10: lines, positions and calls agree with sorting everyone by hand", () => {
    law(anyDay, (moves) => {
      const { day, now } = live(moves)
      expectWaitingCounts(day)
      for (const counterId of counterIds) {
        const order = callableAt(day, counterId, now).toSorted((a, b) => byHand(day, a, b, now))
        const lines = linesOfCounter(day, counterId, counterOf(day, counterId), now)
        expect(Array.from(inCallingOrder(day, lines, now))).toEqual(order.map(({ id }) => id))
        const decision = decide(day, { type: "call-next", counterId }, now)
        if (isRefusal(decision) && decision.refused !== "queue-empty") continue
        const called = isRefusal(decision) ? [] : decision
        expect(called.map((event) => event.type === "ticket-called" && event.ticketId)).toEqual(
          order.slice(0, 1).map(({ id }) => id),
        )
      }
      const poolOf = poolsOf(day)
      for (const ticket of day.tickets.values()) {
        if (ticket.status !== "waiting") continue
        const before = competitorsOf(day, ticket).filter((other) => byHand(day, other, ticket, now) < 0)
        expect(aheadOf(day, ticket, poolOf, now)).toBe(before.length)
      }
    })
  })

  it("CLASS-7, CLASS-8: no ticket has a class elsewhere that the plan does not let go along; its place and its arrival stay", () => {
    let goneAlong = 0
    let leftBehind = 0
    law(anyDay, (moves) => {
      const given = new Map<string, TicketClass>()
      live(moves, (before, { day }, happened) => {
        if (happened.some(({ type }) => type === "day-opened")) given.clear()
        for (const event of happened) {
          if (event.type === "ticket-taken") given.set(`${event.ticketId}/${event.serviceId}`, event.class)
          if (event.type === "ticket-reclassed")
            given.set(`${event.ticketId}/${day.tickets.get(event.ticketId)?.serviceId}`, event.to)
          if (event.type !== "ticket-transferred" && event.type !== "ticket-moved-on") continue
          const was = before.tickets.get(event.ticketId)
          const is = day.tickets.get(event.ticketId)
          if (!was || !is) throw new Error("A ticket that moved on was never there")
          if (is.takenAt !== was.takenAt || is.number !== was.number)
            throw new Error(`${was.number} is ${is.number} after it moved on`)
          const stays = is.serviceId === was.serviceId
          if (stays && (is.class !== was.class || is.ground !== was.ground))
            throw new Error(`${is.number} has another class at its own service`)
          if (stays) continue
          if (is.class === "regular") {
            leftBehind += was.class === "regular" ? 0 : 1
            continue
          }
          if (given.get(`${is.id}/${is.serviceId}`) === is.class) continue
          goneAlong += 1
          const along =
            before.plan.classes[is.class].goesAlong ?? (is.class === "care" ? "everywhere" : "nowhere")
          if (along !== "everywhere" && !along.includes(is.serviceId))
            throw new Error(`${is.number} is ${is.class} at ${is.serviceId}: ${JSON.stringify(along)}`)
          if (![...given].some(([name, one]) => name.startsWith(is.id) && one === is.class))
            throw new Error(`${is.number} was never given ${is.class}`)
        }
      })
    })
    // A law that nobody lives proves nothing; how many live it is chance.
    expect(Math.min(goneAlong, leftBehind), `${goneAlong} went along, ${leftBehind} did not`).toBeGreaterThan(
      0,
    )
  })

  it("CLASS-7: without what is new in it, the same ledger gives each ticket the class that it was given last", () => {
    law(anyDay, (moves) => {
      const given = new Map<string, TicketClass>()
      let day = beforeFirstDay(plan)
      for (const event of live(moves).events) {
        const { classThere: _, ...old } = event as BranchEvent & { readonly classThere?: unknown }
        day = apply(day, old)
        if (old.type === "ticket-taken" || old.type === "ticket-reserved") given.set(old.ticketId, old.class)
        if (old.type === "ticket-reclassed") given.set(old.ticketId, old.to)
      }
      for (const ticket of day.tickets.values()) expect(ticket.class).toBe(given.get(ticket.id))
    })
  })

  it("FORECAST-8: of two of one class and service, who goes later is never shown the shorter range", () => {
    law(anyDay, (moves) => {
      const { day, now } = live(moves)
      for (const learned of [day.learned, learnedFromChance, null]) {
        const taught = { ...day, learned }
        const poolOf = poolsOf(taught)
        for (const queue of queuesOf(taught)) {
          const shown = queue.map((ticket) => forecastOf(taught, ticket, poolOf, now))
          for (const [index, { p50, p90 }] of shown.entries()) {
            const ahead = shown[index - 1]
            if (ahead && (p50 < ahead.p50 || p90 < ahead.p90))
              throw new Error(`${queue[index]?.number}: ${p50}–${p90} behind ${ahead.p50}–${ahead.p90}`)
          }
        }
      }
    })
  })

  it("CLASS-6: every view keeps to the contract, no public one tells a class, and every action that a counter is offered is accepted", () => {
    law(anyDay, (moves) => {
      const { day, now } = live(moves)
      expectNoClass(KioskView.parse({ ...projectKiosk(day, 1, now), help: [], printers: [] }))
      expectNoClass(DisplayView.parse(projectDisplay(day, 1, now)))
      for (const ticketId of day.tickets.keys()) {
        TicketAnswer.parse(answerOfTicket(day, ticketId, now))
        const view = projectTicket(day, ticketId, 1, now)
        if (!view) continue
        expectNoClass(view)
        for (const type of TicketView.parse(view).actions)
          accepted(decide(day, customersOrder(type, ticketId), now), type)
      }
      for (const counterId of counterIds) {
        const cut = projectCounter(day, counterId, 1, now)
        if (!cut) continue
        const view = CounterView.parse({ ...cut, help: [], advice: null, troubles: [] })
        const { actions, primary } = view
        if (day.status === "open" && primary !== null && !actions.includes(primary))
          throw new Error(`The big button says ${primary}, which would be refused`)
        for (const action of actions) accepted(decide(day, actionCommands(view)[action], now), action)
      }
    })
  })

  it("CALL-3: under a head start no regular ticket is overtaken by one taken later than that after it", () => {
    const verbs = [
      "take-ticket",
      "call-next",
      "serve-ticket",
      "finish-ticket",
      "open-counter",
      "withdraw-ticket",
      "no-show-ticket",
    ] as const
    const headStartMs = minutes(15)
    law(fc.array(anyMove(verbs), { minLength: 20, maxLength: 60 }), (moves) => {
      const pool = planOf({ counters: { 1: ["a", "b"], 2: ["a", "b"], 3: ["a", "b"] } })
      let day = apply(morning, { type: "plan-changed", at: morning.lastAt, plan: pool })
      let now = morning.lastAt
      for (const move of moves) {
        now = later(now, move.waitMs)
        const decision = decide(
          day,
          { ...commandOf(day, move), thenServiceIds: [] } as ReturnType<typeof commandOf>,
          now,
        )
        if (isRefusal(decision)) continue
        for (const event of decision) {
          const called = event.type === "ticket-called" ? day.tickets.get(event.ticketId) : undefined
          day = apply(day, event)
          if (!called) continue
          for (const other of day.tickets.values())
            if (
              other.status === "waiting" &&
              other.class === "regular" &&
              called.takenAt - other.takenAt > headStartMs
            )
              throw new Error(`${other.number} was overtaken by ${called.number}`)
        }
      }
    })
  })
})

function customersOrder(type: TicketView["actions"][number], ticketId: TicketId): Command {
  return type === "confirm-ticket" ? { type, ticketId, carriedBy: "screen" } : { type, ticketId }
}

function expectOnePlaceEach(day: BranchDay): void {
  const [found, said] = [placesOf(day), placesByStatus(day)]
  if (found !== said) throw new Error(`The lists say ${found}, the tickets ${said}`)
}

function expectOneCounterEach(day: BranchDay): void {
  const sitting = [...day.counters.values()].flatMap(({ state }) =>
    state.status === "closed" ? [] : [state.teller.id],
  )
  if (new Set(sitting).size !== sitting.length) throw new Error("A teller sits at two counters")
}

function expectReceiversThere(day: BranchDay): void {
  const present = [...day.counters].flatMap(([id, { state }]) =>
    state.status === "closed" ? [] : [`counter:${id}`, `teller:${state.teller.id}`],
  )
  for (const { number, status, spot, serviceId } of day.tickets.values())
    if (
      status === "waiting" &&
      spot.audience.for !== "service" &&
      !present.includes(audienceName(spot.audience, serviceId))
    )
      throw new Error(`${number} waits for somebody who went home`)
}

/** Every call and recall has the next number; nothing but an undone call disappears. */
function expectNumberedAnnouncements(
  before: BranchDay,
  day: BranchDay,
  happened: readonly BranchEvent[],
): void {
  if (day.day !== before.day) return
  const made = happened.filter(isAnnounced).length
  const undone = happened.find((event) => event.type === "call-undone")
  const kept = before.announcements.filter(({ ticketId }) => ticketId !== undone?.ticketId)
  const numbers = [...kept.map(({ no }) => no), ...countFrom(before.announcementCount + 1, made)]
  if (
    day.announcements.map(({ no }) => no).join() !== numbers.slice(-40).join() ||
    day.announcementCount !== before.announcementCount + made
  )
    throw new Error(`Announcements ${numbers.join()} became ${day.announcements.map(({ no }) => no).join()}`)
}

/** CALL-7, but for DISCREET-1. */
function isAnnounced(event: BranchEvent): boolean {
  return (event.type === "ticket-called" || event.type === "ticket-recalled") && !event.isDiscreet
}

/** CLASS-6: neither a class nor the code or words of its ground, by whatever name. */
function expectNoClass(view: KioskView | DisplayView | TicketView): void {
  const told = new Set([
    "class",
    "ground",
    ...TicketClass.options,
    ...CareReason.options,
    "asked at the door",
  ])
  JSON.stringify(view, (name, value: unknown) => {
    if (told.has(name) || (typeof value === "string" && told.has(value)))
      throw new Error(`The ${view.kind} view tells ${name}: ${JSON.stringify(value)}`)
    return value
  })
}

function countFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => first + n)
}

function expectNumbersOnce(events: readonly BranchEvent[]): void {
  let counts = new Map<string, number>()
  let numbers = new Set<string>()
  for (const event of events) {
    if (event.type === "day-opened") [counts, numbers] = [new Map(), new Set()]
    // One that was reserved had its number then: what is confirmed is that very number.
    if (event.type === "ticket-taken" && event.reservedAt !== undefined && !numbers.has(event.number))
      throw new Error(`${event.number} was confirmed and never reserved`)
    if (event.type !== "ticket-reserved" && (event.type !== "ticket-taken" || event.reservedAt !== undefined))
      continue
    if (numbers.has(event.number)) throw new Error(`${event.number} was given twice`)
    if (event.count !== (counts.get(event.letter) ?? 0) + 1) throw new Error(`${event.number} leaves a gap`)
    numbers.add(event.number)
    counts.set(event.letter, event.count)
  }
}

function expectCleanClosing(day: BranchDay, now: Instant): void {
  const decision = decide(day, { type: "close-day" }, now)
  const closed = isRefusal(decision) ? day : decision.reduce(apply, day)
  for (const { number, status } of closed.tickets.values())
    if (!["finished", "withdrawn", "expired", "voided"].includes(status))
      throw new Error(`${number} is still ${status}`)
  for (const counter of closed.counters.values())
    expect(counter).toEqual({ state: { status: "closed" }, inHand: null, parked: [] })
  expect([closed.lines.size, closed.missed.length, closed.reserved.size]).toEqual([0, 0, 0])
}

/** Where the lists of the day have each ticket. */
function placesOf(day: BranchDay): string {
  const places: [string, string][] = []
  for (const [name, line] of day.lines)
    for (const { ticketId } of inOrder(line)) places.push([ticketId, name])
  for (const [id, { inHand, parked }] of day.counters) {
    if (inHand !== null) places.push([inHand, `in hand at ${id}`])
    for (const ticketId of parked) places.push([ticketId, `parked at ${id}`])
  }
  for (const ticketId of day.missed) places.push([ticketId, "missed"])
  if (new Set(places.map(([id]) => id)).size !== places.length) throw new Error("A ticket is in two places")
  return inWords(places)
}

/** Where its status says that it is. */
function placesByStatus(day: BranchDay): string {
  return inWords(
    [...day.tickets.values()].flatMap((ticket): [string, string][] => {
      switch (ticket.status) {
        case "waiting": {
          const { serviceId, spot } = ticket
          return [
            [
              ticket.id,
              `${audienceName(spot.audience, serviceId)}/${ticket.class}${spot.isFirst ? "/first" : ""}`,
            ],
          ]
        }
        case "called":
        case "serving":
          return [[ticket.id, `in hand at ${ticket.call.counterId}`]]
        case "parked":
          return [[ticket.id, `parked at ${ticket.call.counterId}`]]
        case "no-show":
          return [[ticket.id, "missed"]]
        default:
          return []
      }
    }),
  )
}

function inWords(places: readonly (readonly [string, string])[]): string {
  return places
    .map(([ticketId, place]) => `${ticketId}: ${place}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join("; ")
}

/** Who waits for the same in the same class, in the order in which they will be called. */
function queuesOf(day: BranchDay): Iterable<readonly Ticket[]> {
  const waiting = [...day.tickets.values()].filter(({ status }) => status === "waiting")
  return Map.groupBy(
    waiting.toSorted(
      (a, b) => Number(b.spot.isFirst) - Number(a.spot.isFirst) || compareKeys(a.spot, b.spot),
    ),
    (ticket) => `${audienceName(ticket.spot.audience, ticket.serviceId)}/${ticket.serviceId}/${ticket.class}`,
  ).values()
}

function expectWaitingCounts(day: BranchDay): void {
  const waiting = [...day.tickets.values()].filter(({ status }) => status === "waiting")
  for (const [serviceId, count] of day.waitingByService)
    expect(count).toBe(waiting.filter((ticket) => ticket.serviceId === serviceId).length)
  expect([...day.lines.values()].reduce((sum, line) => sum + sizeOf(line), 0)).toBe(waiting.length)
}

/** CALL-1 and CALL-10 in plain words. */
function callableAt(day: BranchDay, counterId: CounterId, now: Instant): readonly Ticket[] {
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

/** QUEUE-1 in plain words. */
function competitorsOf(day: BranchDay, ticket: Ticket): readonly Ticket[] {
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
function byHand(day: BranchDay, a: Ticket, b: Ticket, now: Instant): number {
  const { maxWaitMs = Infinity } = day.plan.callingRule ?? {}
  const group = ({ spot }: Ticket) => (spot.isFirst ? 0 : now - spot.arrivedAt > maxWaitMs ? 1 : 2)
  const byGroup = group(a) - group(b)
  const byScore = group(a) === 2 ? scoreByHand(day, b, now) - scoreByHand(day, a, now) : 0
  return byGroup || byScore || compareKeys(a.spot, b.spot)
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

/** The day as text, the same for equal days whatever way they came about. */
function canonical(day: BranchDay): string {
  return JSON.stringify(day, (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "left" in value && "right" in value)
      return Array.from(inOrder(value as never), ({ key, ticketId }) => [key, ticketId])
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
    return value
  })
}

function viewsOf(day: BranchDay, now: Instant): readonly unknown[] {
  return [
    projectKiosk(day, 1, now),
    projectDisplay(day, 1, now),
    ...counterIds.map((id) => projectCounter(day, id, 1, now)),
    ...Array.from(day.tickets.keys(), (id) => projectTicket(day, id, 1, now)),
  ]
}

/** Whoever writes into it throws. Its maps are persistent by themselves; what they hold is frozen. */
function frozenDay(day: BranchDay): BranchDay {
  for (const part of Object.values(day) as unknown[])
    if (isMap(part)) for (const value of part.values()) frozen(value)
    else frozen(part)
  return Object.freeze(day)
}

function isMap(part: unknown): part is { values(): Iterable<unknown> } {
  return typeof part === "object" && part !== null && "valueSeq" in part
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

function accepted(decision: ReturnType<typeof decide>, action: string): void {
  if (isRefusal(decision)) throw new Error(`${action} was offered and then refused: ${decision.refused}`)
}
