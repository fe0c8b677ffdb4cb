import type { BusinessDay, Instant } from "@giliran/contract/basics"
import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  calledByNumber,
  counterClosed,
  counterOpened,
  counterPaused,
  dayClosed,
  servingStarted,
  ticketCalled,
  ticketExpired,
  ticketFinished,
  ticketMissed,
  ticketParked,
  ticketTaken,
  ticketTransferred,
  ticketWithdrawn,
} from "../support/happenings.ts"
import { changePlan, closeDay, openDay, resume, takeTicket } from "../support/orders.ts"
import { planOf, theDay } from "../support/plan-of.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { problemOf, warningsOf } from "../../server/rules/plan/plan-problem.ts"

describe("opening the day", () => {
  it("DAY-2: a day is opened once, after the one before it was closed, and never an earlier one", () => {
    given().when(openDay("2026-08-25")).refused("day-already-open")
    const closed = given(at("18:00"), dayClosed)
    closed.when(openDay(theDay)).refused("day-already-open")
    closed.when(openDay("2026-08-23")).refused("day-already-open")
    expect(closed.and(openDay("2026-08-25")).day).toMatchObject({ status: "open", day: "2026-08-25" })
  })

  it("DAY-2: a machine that was off for days opens today, not the days between", () => {
    const later = given(ticketTaken("A1"), at("2026-08-28 09:00"), closeDay, openDay("2026-08-28"))
    expect(later.day).toMatchObject({ status: "open", day: "2026-08-28" })
  })

  it("DAY-2: it opens with the branch's whole plan, and not with an invalid one", () => {
    const plan = planOf()
    const before = beforeFirstDay(plan)
    const command = { type: "open-day", day: "2026-08-24" as BusinessDay, plan } as const
    const now = 1_787_533_200_000 as Instant
    expect(decide(before, command, now)).toEqual([{ type: "day-opened", at: now, day: "2026-08-24", plan }])
    const nowhere = { ...plan, zone: "Mars/Olympus" }
    expect(decide(before, { ...command, plan: nowhere }, now)).toMatchObject({ refused: "plan-invalid" })
    expect(decide(before, { type: "close-day" }, now)).toEqual({ refused: "day-closed" })
  })
})

describe("a plan from before", () => {
  const classes = {
    regular: { headStartMs: 60_000 },
    priority: { headStartMs: 0 },
    care: { headStartMs: 90_000 },
  }
  const old = planOf({ classes })

  const warningsAbout = (plan: typeof old) => warningsOf(plan, problemOf(plan))

  it("PLAN-4: opens its day as it did, with a warning; the next change must mend it", () => {
    expect(problemOf(old)).toMatch(/^class priority would be worth less than regular/)
    const opened = given(old, closeDay).and(openDay("2026-08-25"))
    expect(opened.day).toMatchObject({ status: "open", day: "2026-08-25" })
    expect(warningsAbout(opened.day.plan).map(({ en }) => en)).toEqual([
      expect.stringContaining("would not be accepted now: class priority would be worth less than regular"),
    ])
    opened.when(changePlan(old)).refused("plan-invalid")
    expect(warningsAbout(opened.and(changePlan(planOf())).day.plan)).toEqual([])
  })

  it("PLAN-4: what no day can be worked with does not open one", () => {
    const nobody = planOf({ classes, counters: { 1: ["a"] } })
    given(closeDay)
      .when((day) => ({
        type: "open-day",
        day: "2026-08-25" as BusinessDay,
        plan: { ...nobody, branchId: day.plan.branchId },
      }))
      .refused("plan-invalid", { problem: "no counter serves b" })
  })
})

describe("closing the day", () => {
  it("DAY-3: ends every open ticket and every counter session", () => {
    const busy = given(
      planOf({ counters: { 1: ["a"], 2: ["a"], 3: ["a"], 4: ["a"] } }),
      counterOpened("1"),
      counterOpened("2"),
      counterOpened("3"),
      ...["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"].map((name) => ticketTaken(name)),
      ticketCalled("A1", "1"),
      ticketCalled("A2", "2"),
      servingStarted("A2"),
      ticketCalled("A3", "3"),
      servingStarted("A3"),
      ticketParked("A3"),
      calledByNumber("A4", "3"),
      ticketMissed("A4"),
      calledByNumber("A5", "3"),
      ticketTransferred("A5", "counter 3", { place: "first" }),
      ticketWithdrawn("A6"),
      calledByNumber("A7", "3"),
      servingStarted("A7"),
      ticketFinished("A7"),
      counterPaused("3"),
    )
    const expired = ["A1", "A2", "A3", "A4", "A5", "A8"]
    const decision = busy.when(at("23:00"), closeDay).decision
    expect(decision).toHaveLength(expired.length + 3 + 1)
    for (const name of expired)
      expect(decision).toContainEqual(expect.objectContaining(ticketExpired(name).event))
    for (const id of ["1", "2", "3"])
      expect(decision).toContainEqual(expect.objectContaining(counterClosed(id).event))
    const closed = busy.and(at("23:00"), dayClosed)
    expect(expired.map((name) => closed.ticket(name).status)).toEqual(expired.map(() => "expired"))
    expect(closed.day.lines.size).toBe(0)
    expect(closed.day.missed).toEqual([])
    for (const counter of closed.day.counters.values())
      expect(counter).toEqual({ state: { status: "closed" }, inHand: null, parked: [] })
  })

  it("DAY-3: nothing but opening the next day is possible after it", () => {
    const closed = given(ticketTaken("A1"), counterOpened("1"), dayClosed)
    closed.when(closeDay).refused("day-closed")
    closed.when(changePlan(planOf())).refused("day-closed")
    closed.when(resume("A1")).refused("day-closed")
    closed.when(openDay("2026-08-25")).then({ event: { type: "day-opened" }, order: null })
  })

  it("DAY-4: numbers, queues, announcements and sessions belong to exactly one day", () => {
    const next = given(
      ticketTaken("A1"),
      ticketTaken("A2"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
      at("2026-08-25 00:00"),
      dayClosed,
      openDay("2026-08-25"),
    )
    expect(next.desk("1")).toMatchObject({ state: { status: "closed" }, waiting: { count: 0 }, ticket: null })
    const called = next.and(takeTicket("A001"), counterOpened("1"))
    expect(called.ticket("A001").number).toBe("A001")
    expect(called.and(ticketCalled("A001", "1")).day.announcements.map(({ no }) => no)).toEqual([1])
  })
})

const only = (id: string) => changePlan(planOf({ services: { [id]: id.toUpperCase() } }))

describe("changing the plan", () => {
  it("PLAN-2: what already happened stands, and the new plan holds from now on", () => {
    const story = given(ticketTaken("A1"), ticketTaken("A2"))
      .and(changePlan(planOf({ services: { a: "X", b: "B" } })))
      .and(takeTicket("X1"))
    expect(story.ticket("A1").number).toBe("A001")
    expect(story.ticket("X1").number).toBe("X001")
    const back = story.and(changePlan(planOf({ numbering: { first: 50, digits: 4 } })), takeTicket("A3"))
    expect(back.ticket("A3").number).toBe("A0003")
  })

  it("PLAN-2: new hours hold at once", () => {
    const hours = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "08:30" }]
    given(changePlan(planOf({ hours })))
      .when(at("08:30"), takeTicket("A1"))
      .refused("branch-closed")
  })

  it("PLAN-2: a service that an open ticket may still need cannot be taken away", () => {
    const refused = (story: ReturnType<typeof given>, id: string) =>
      story
        .when(only(id))
        .refused("plan-invalid", { problem: "ticket A001 needs a service that the plan no longer has" })
    const taken = given(ticketTaken("A1"))
    refused(taken, "b")
    taken.and(ticketWithdrawn("A1"), only("b"))
    refused(given(ticketTaken("A1", { andThen: ["b"] })), "a")
    const called = given(ticketTaken("A1"), counterOpened("1"), counterOpened("2"), ticketCalled("A1", "1"))
    refused(called.and(ticketMissed("A1")), "b")
    refused(called.and(ticketTransferred("A1", "b", { thenBack: "first" })), "b")
  })

  it("PLAN-2: a counter that is open cannot be taken away", () => {
    const smaller = changePlan(planOf({ counters: { 2: ["a", "b"] } }))
    given(counterOpened("1")).when(smaller).refused("plan-invalid")
    expect(given(counterOpened("1"), counterClosed("1"), smaller).day.plan.counters).toHaveLength(1)
  })

  it("PLAN-2: zone and cut-over change with the next day only, and a plan is for its own branch", () => {
    for (const words of [{ zone: "Asia/Tokyo" }, { cutOver: "03:00", hours: [] }, { branchId: "medan" }])
      given()
        .when(changePlan(planOf(words)))
        .refused("plan-invalid")
  })

  it("PLAN-1: an invalid plan is refused during the day as well", () => {
    given()
      .when(changePlan({ ...planOf(), zone: "Mars/Olympus" }))
      .refused("plan-invalid")
  })
})
