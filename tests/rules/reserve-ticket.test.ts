import type { Instant } from "@giliran/contract/basics"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import type { BranchDay } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { projectDisplay, projectKiosk, projectTicket } from "../../server/rules/views/project-views.ts"
import { confirmWithinMs, unconfirmed } from "../../server/rules/verbs/reserve-ticket.ts"
import { anyMove, anyPlans, commandOf, later } from "../support/any-day.ts"
import { at, given } from "../support/given.ts"
import {
  counterOpened,
  dayClosed,
  ticketCalled,
  ticketConfirmed,
  ticketReserved,
  ticketTaken,
  ticketVoided,
  counterClosed,
} from "../support/happenings.ts"
import {
  callNext,
  closeDay,
  confirm,
  reserve,
  takeTicket,
  ticketIdOf,
  voidTicket,
  withdraw,
} from "../support/orders.ts"
import { momentAt, planOf, theDay } from "../support/plan-of.ts"

describe("a number that waits for paper", () => {
  it("RESERVE-1: is had on the terms of taking one, and is called by nobody", () => {
    given(counterOpened("1"))
      .when(reserve("A1"))
      .then(ticketReserved("A1"))
      .when(callNext("1"))
      .refused("queue-empty")
    given(planOf({ about: { a: { isPaused: true } } }))
      .when(reserve("A1"))
      .refused("service-paused")
    given(ticketReserved("A1")).when(reserve("A1")).refused("ticket-already-taken")
    given(ticketReserved("A1")).when(withdraw("A1")).refused("ticket-in-other-status", { status: "reserved" })
  })

  it("RESERVE-1: is not counted as waiting, and the next one has the next number", () => {
    const story = given(ticketReserved("A1"), ticketTaken("A2"))
    const kiosk = projectKiosk(story.day, 1, story.now)
    expect(kiosk.services[0]?.waitingCount).toBe(1)
    expect(projectDisplay(story.day, 1, story.now).calls).toEqual([])
    expect(story.answer("A1")).toMatchObject({ status: "reserved", position: 1, number: "A001" })
    expect(story.answer("A2")).toMatchObject({ status: "waiting", position: 1 })
    expect(projectTicket(story.day, ticketIdOf("A1"), 1, story.now)).toMatchObject({
      progress: { status: "reserved" },
      actions: ["confirm-ticket"],
    })
  })

  it("RESERVE-2: waits from when it was reserved, once paper carries it", () => {
    const story = given(
      counterOpened("1"),
      ticketReserved("A1"),
      at("08:00:02"),
      ticketTaken("A2"),
      at("08:00:03"),
    )
      .when(confirm("A1"))
      .then(ticketConfirmed("A1"))
    expect(story.lineAt("1")).toEqual(["A1", "A2"])
    expect(story.ticket("A1")).toMatchObject({
      status: "waiting",
      takenAt: momentAt("08:00", story.day.plan.zone),
    })
    story.when(callNext("1")).then(ticketCalled("A1", "1"))
    story.when(confirm("A1")).refused("ticket-in-other-status", { status: "waiting" })
  })

  it("RESERVE-2: of one moment, the order of reserving is the order of calling", () => {
    const story = given(
      counterOpened("1"),
      ticketReserved("A1"),
      ticketReserved("A2"),
      ticketConfirmed("A2", "screen"),
      ticketConfirmed("A1"),
    )
    expect(story.lineAt("1")).toEqual(["A1", "A2"])
  })

  it("RESERVE-3: voided, it leaves a gap with a reason, and room in the day's limit", () => {
    const story = given(planOf({ about: { a: { dailyLimit: 1 } } }), ticketReserved("A1"))
    story.when(takeTicket("A2")).refused("service-full")
    const voided = story.when(voidTicket("A1")).then(ticketVoided("A1"))
    expect(voided.answer("A1")).toMatchObject({ status: "voided", endedAt: voided.now, position: null })
    voided.when(takeTicket("A2")).then(ticketTaken("A2"))
    voided.when(confirm("A1")).refused("ticket-in-other-status", { status: "voided" })
    voided.when(voidTicket("A1")).refused("ticket-in-other-status", { status: "voided" })
    given(ticketTaken("A1")).when(voidTicket("A1")).refused("ticket-in-other-status", { status: "waiting" })
  })

  it("RESERVE-4: is voided by the clock after a minute, and no sooner", () => {
    const { day, now } = given(ticketReserved("A1"), ticketTaken("A2"))
    expect(unconfirmed(day, (now + confirmWithinMs - 1) as Instant)).toEqual([])
    expect(unconfirmed(day, (now + confirmWithinMs) as Instant)).toEqual([voidTicket("A1", "unconfirmed")])
  })

  it("RESERVE-5: paper that came out all the same still counts, at its place, while the day is open", () => {
    const story = given(
      counterOpened("1"),
      ticketReserved("A1"),
      ticketTaken("A2"),
      ticketVoided("A1", "unconfirmed"),
    )
    const back = story.when(at("08:20"), confirm("A1", "screen")).then(ticketConfirmed("A1", "screen"))
    expect(back.lineAt("1")).toEqual(["A1", "A2"])
    story.and(closeDay).when(confirm("A1")).refused("day-closed")
  })

  it("RESERVE-6: is voided when the day closes", () => {
    given(counterOpened("1"), ticketReserved("A1"))
      .when(closeDay)
      .then(ticketVoided("A1", "day-closed"), counterClosed("1"), dayClosed)
  })

  it("stands in the way of a plan that no longer has its service", () => {
    const story = given(planOf({ services: { a: "A", b: "B" } }), ticketReserved("B1"))
    const without = planOf({ services: { a: "A" } })
    story.when({ type: "change-plan", plan: without }).refused("plan-invalid")
  })
})

describe("laws of numbers on paper", () => {
  const anyDay = fc.array(
    anyMove([
      "reserve-ticket",
      "confirm-ticket",
      "void-ticket",
      "take-ticket",
      "call-next",
      "open-counter",
      "serve-ticket",
      "finish-ticket",
    ]),
    {
      maxLength: 60,
      size: "max",
    },
  )
  const start: BranchDay = apply(beforeFirstDay(planOf(anyPlans[0])), {
    type: "day-opened",
    at: momentAt("08:00", planOf(anyPlans[0]).zone),
    day: theDay,
    plan: planOf(anyPlans[0]),
  })

  it("RESERVE-1 to RESERVE-3: a reserved number is confirmed or voided, never both unless nobody confirmed it, and nobody is called without being confirmed", () => {
    let confirmedLate = 0
    fc.assert(
      fc.property(anyDay, (moves) => {
        let day = start
        let now = start.lastAt
        const state = new Map<string, Stage>()
        for (const move of moves) {
          now = later(now, move.waitMs)
          const decision = decide(day, commandOf(day, move), now)
          if (isRefusal(decision)) continue
          for (const event of decision) {
            day = apply(day, event)
            if (!("ticketId" in event)) continue
            const was = state.get(event.ticketId)
            const is = stateAfter(event)
            if (!follows[is].includes(was ?? "nothing"))
              throw new Error(`${event.type} after ${was ?? "nothing"}`)
            if (was === "unconfirmed") confirmedLate++
            state.set(event.ticketId, is)
          }
          expect([...day.reserved.keys()].toSorted()).toEqual(
            [...day.tickets.values()]
              .flatMap(({ id, status }) => (status === "reserved" ? [id] : []))
              .toSorted(),
          )
        }
      }),
      { numRuns: 500 },
    )
    expect(confirmedLate).toBeGreaterThan(0)
  })

  it("RESERVE-2: whoever was reserved and confirmed at once is called exactly as if taken", () => {
    fc.assert(
      fc.property(anyDay, (moves) => {
        let taken = start
        let printed = start
        let now = start.lastAt
        for (const move of moves.filter(({ verb }) => !verb.endsWith("-ticket") || verb === "take-ticket")) {
          now = later(now, move.waitMs)
          const command = commandOf(taken, move)
          const one = decide(taken, command, now)
          if (isRefusal(one)) continue
          taken = one.reduce(apply, taken)
          if (command.type !== "take-ticket") {
            printed = events(decide(printed, command, now)).reduce(apply, printed)
            continue
          }
          printed = events(decide(printed, { ...command, type: "reserve-ticket" }, now)).reduce(
            apply,
            printed,
          )
          printed = events(
            decide(printed, { type: "confirm-ticket", ticketId: command.ticketId, carriedBy: "paper" }, now),
          ).reduce(apply, printed)
        }
        expect(called(printed)).toEqual(called(taken))
      }),
      { numRuns: 300 },
    )
  })
})

type Stage = "reserved" | "voided" | "unconfirmed" | "taken" | "called"

/** What may have been before. */
const follows: Readonly<Record<Stage, readonly (Stage | "nothing")[]>> = {
  reserved: ["nothing"],
  voided: ["reserved"],
  unconfirmed: ["reserved"],
  taken: ["nothing", "reserved", "unconfirmed"],
  called: ["taken", "called"],
}

function stateAfter(event: BranchEvent): Stage {
  if (event.type === "ticket-reserved") return "reserved"
  if (event.type === "ticket-voided") return event.reason === "unconfirmed" ? "unconfirmed" : "voided"
  return event.type === "ticket-taken" ? "taken" : "called"
}

function called(day: BranchDay) {
  return [...day.tickets.values()].map(({ id, number, status, takenAt }) => ({ id, number, status, takenAt }))
}

function events(decision: ReturnType<typeof decide>) {
  if (isRefusal(decision)) throw new Error(`Refused: ${decision.refused}`)
  return decision
}
