import type { CounterId, Instant, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { TicketView } from "@giliran/contract/ticket-view"
import { TicketAnswer, type TicketClass } from "@giliran/contract/ticket"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, counterOf } from "../../server/rules/day/branch-day.ts"
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
import { aheadOf, forecastOf } from "../../server/rules/views/wait-forecast.ts"
import { poolsOf } from "../../server/rules/calling/waiting-pool.ts"
import { type Move, anyMove, anyPlans, commandOf, later } from "../support/any-day.ts"
import { actionCommands } from "../support/counter-actions.ts"
import { byHand, callableAt, competitorsOf, queuesOf } from "../support/day-by-hand.ts"
import { canonical, frozen, frozenDay } from "../support/frozen-day.ts"
import { learnedFromChance } from "../support/learned-by-heart.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { tellerOf } from "../support/orders.ts"
import {
  expectCleanClosing,
  expectNoClass,
  expectNumberedAnnouncements,
  expectNumbersOnce,
  expectOneCounterEach,
  expectOnePlaceEach,
  expectReceiversThere,
  expectWaitingCounts,
} from "../support/sound-day.ts"
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

/** So many days hold each kind of event, also the rare ones. */
const livesToSeeAll = 1_000

function law(
  moves: fc.Arbitrary<Move[]>,
  check: (moves: Move[]) => void,
  numRuns = wholeOrShort(1_000, 200),
): void {
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
    law(
      anyDay,
      (moves) => {
        const { day, now, events } = live(moves)
        for (const { type } of events) seen.add(type)
        expectNumbersOnce(events)
        const stored = JSON.parse(JSON.stringify(events)) as BranchEvent[]
        const replayed = stored.reduce(apply, beforeFirstDay(plan))
        expect(canonical(replayed)).toBe(canonical(day))
        expect(JSON.stringify(viewsOf(replayed, now))).toBe(JSON.stringify(viewsOf(day, now)))
        expect(nextChange(replayed, now)).toBe(nextChange(day, now))
        expectCleanClosing(day, now)
      },
      livesToSeeAll,
    )
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
    law(
      anyDay,
      (moves) => {
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
      },
      livesToSeeAll,
    )
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

function viewsOf(day: BranchDay, now: Instant): readonly unknown[] {
  return [
    projectKiosk(day, 1, now),
    projectDisplay(day, 1, now),
    ...counterIds.map((id) => projectCounter(day, id, 1, now)),
    ...Array.from(day.tickets.keys(), (id) => projectTicket(day, id, 1, now)),
  ]
}

function accepted(decision: ReturnType<typeof decide>, action: string): void {
  if (isRefusal(decision)) throw new Error(`${action} was offered and then refused: ${decision.refused}`)
}
