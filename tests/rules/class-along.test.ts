import { describe, expect, it } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { problemOf } from "../../server/rules/plan/plan-problem.ts"
import { at, given } from "../support/given.ts"
import {
  callUndone,
  calledByNumber,
  counterClosed,
  counterOpened,
  servingStarted,
  ticketCalled,
  ticketMissed,
  ticketMovedOn,
  ticketReclassed,
  ticketReleased,
  ticketReturned,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import { closeCounter, finish, ticketIdOf, transfer, undoCall } from "../support/orders.ts"
import { minutes, planOf } from "../support/plan-of.ts"

const services = { a: "A", b: "B", c: "C" }
const counters = { 1: ["a"], 2: ["b"], 3: ["c"] }
const classes = {
  regular: { headStartMs: 0 },
  priority: { headStartMs: minutes(10) },
  care: { headStartMs: minutes(15) },
}
const silent = planOf({ services, counters, classes })
const along = (said: "everywhere" | "nowhere" | string[], of: "priority" | "care" = "priority") =>
  planOf({ services, counters, classes: { ...classes, [of]: { ...classes[of], goesAlong: said } } })

/** A1 of that class is called at counter 1; two regular customers wait for b, one before it and one after. */
const calledAs = (of: "regular" | "priority" | "care", plan = silent, andThen: string[] = []) =>
  given(
    plan,
    counterOpened("1"),
    counterOpened("2"),
    counterOpened("3"),
    ticketTaken("B1"),
    at("08:02"),
    ticketTaken("A1", { class: of, andThen, ...(of === "priority" ? { ground: { by: "proof" } } : {}) }),
    at("08:04"),
    ticketTaken("B2"),
    ticketCalled("A1", "1"),
    at("08:06"),
  )

describe("a class and the next service", () => {
  it("CLASS-7: priority does not go along by a transfer: regular there, at its arrival, with its number", () => {
    const story = calledAs("priority")
      .when(transfer("A1", "b"))
      .then({
        ...ticketTransferred("A1", "b"),
        event: {
          type: "ticket-transferred",
          ticketId: ticketIdOf("A1"),
          serviceId: "b",
          classThere: { class: "regular", ground: null },
        } as never,
      })
    expect(story.answer("A1")).toMatchObject({ number: "A001", class: "regular", position: 2 })
    expect(story.ticket("A1")).toMatchObject({ class: "regular", ground: null })
    expect(story.ticket("A1").spot.arrivedAt).toBe(story.ticket("A1").takenAt)
    expect(story.lineAt("2")).toEqual(["B1", "A1", "B2"])
  })

  it("CLASS-7: nor to the next service of the visit", () => {
    const story = calledAs("priority", silent, ["b"])
      .and(servingStarted("A1"))
      .when(finish("A1"))
      .then(ticketMovedOn("A1", "b"))
    expect(story.ticket("A1").class).toBe("regular")
    expect(story.lineAt("2")).toEqual(["B1", "A1", "B2"])
  })

  it("CLASS-7: it does where the plan says so, to the services that it names and no other", () => {
    for (const plan of [along("everywhere"), along(["b"])]) {
      const there = calledAs("priority", plan).and(ticketTransferred("A1", "b"))
      expect(there.ticket("A1")).toMatchObject({ class: "priority", ground: { by: "proof" } })
      expect(there.lineAt("2")).toEqual(["A1", "B1", "B2"])
    }
    for (const plan of [along("nowhere"), along(["c"]), along([])])
      expect(calledAs("priority", plan).and(ticketTransferred("A1", "b")).ticket("A1").class).toBe("regular")
    const further = calledAs("priority", along(["c"]), ["b", "c"])
      .and(servingStarted("A1"), ticketMovedOn("A1", "b"), calledByNumber("A1", "2"), servingStarted("A1"))
      .and(ticketMovedOn("A1", "c"))
    expect(further.ticket("A1")).toMatchObject({ class: "priority", ground: { by: "proof" } })
  })

  it("CLASS-8: care goes along everywhere, unless the plan says otherwise", () => {
    const story = calledAs("care").and(ticketTransferred("A1", "b"))
    expect(story.ticket("A1").class).toBe("care")
    expect(story.lineAt("2")).toEqual(["A1", "B1", "B2"])
    const bound = calledAs("care", along("nowhere", "care")).and(ticketTransferred("A1", "b"))
    expect(bound.ticket("A1").class).toBe("regular")
  })

  it("CLASS-7: sent to a counter or teller for its own service it keeps its class; for another it does not", () => {
    expect(calledAs("priority").and(ticketTransferred("A1", "counter 2")).ticket("A1").class).toBe("priority")
    expect(calledAs("priority").and(ticketTransferred("A1", "teller t2")).ticket("A1").class).toBe("priority")
    const other = calledAs("priority").and(ticketTransferred("A1", "counter 2 b"))
    expect(other.ticket("A1").class).toBe("regular")
    // Its receiver goes home: it waits for b as what it is there (TRANSFER-5).
    const released = other
      .when(closeCounter("2"))
      .then(ticketReleased("A1"), counterClosed("2"))
      .and(counterOpened("2"))
    expect(released.lineAt("2")).toEqual(["B1", "A1", "B2"])
  })

  it("CLASS-7 and TRANSFER-4: back at the service for which it was proven it is priority again", () => {
    const away = calledAs("priority").and(
      ticketTransferred("A1", "b", { place: "first", thenBack: "arrival" }),
      ticketCalled("A1", "2"),
      servingStarted("A1"),
    )
    expect(away.desk("2").ticket).toMatchObject({ class: "regular", ground: null })
    const back = away.and(ticketMovedOn("A1", "a"))
    expect(back.ticket("A1")).toMatchObject({ class: "priority", ground: { by: "proof" } })
    const called = back.and(ticketCalled("A1", "1"))
    expect(called.desk("1").ticket?.reason).toMatchObject({ class: "priority", headStartMs: minutes(10) })
  })

  it("CLASS-7 and CALL-6: the reason of the call is that of the class it has there", () => {
    const story = calledAs("priority").and(ticketTransferred("A1", "b"), calledByNumber("B1", "2"))
    const free = story.and(servingStarted("B1"), finish("B1"), ticketCalled("A1", "2"))
    expect(free.desk("2").ticket?.reason).toMatchObject({
      rule: "highest-score",
      class: "regular",
      headStartMs: 0,
      waitedMs: minutes(4),
      score: 240,
      runnersUp: [{ ticketId: ticketIdOf("B2"), score: 120 }],
    })
  })

  it("CLASS-7 and UNDO-2: an undone call there restores the exact place and class", () => {
    const waiting = calledAs("priority").and(ticketTransferred("A1", "b"), calledByNumber("B1", "2"))
    const free = waiting.and(servingStarted("B1"), finish("B1"))
    const undone = free.and(ticketCalled("A1", "2")).when(undoCall("A1")).then(callUndone("A1"))
    expect(undone.ticket("A1")).toEqual(free.ticket("A1"))
    expect(undone.lineAt("2")).toEqual(free.lineAt("2"))
    const missed = free.and(ticketCalled("A1", "2"), ticketMissed("A1"), ticketReturned("A1"))
    expect(missed.ticket("A1").class).toBe("regular")
    expect(missed.lineAt("2")).toEqual(["A1", "B2"])
  })

  it("CLASS-7: what staff gives there is given for there, and care goes along from there", () => {
    const there = calledAs("priority").and(ticketTransferred("A1", "b"))
    const upgraded = there.and(ticketReclassed("A1", "priority", "card shown"), calledByNumber("A1", "2"))
    const sent = upgraded.and(ticketTransferred("A1", "c"))
    expect(sent.ticket("A1").class).toBe("regular")
    const back = sent.and(ticketCalled("A1", "3"), ticketTransferred("A1", "a"))
    expect(back.ticket("A1")).toMatchObject({ class: "priority", ground: { by: "proof" } })
    const cared = there.and(ticketReclassed("A1", "care", "elderly"), calledByNumber("A1", "2"))
    expect(cared.and(ticketTransferred("A1", "c")).ticket("A1").class).toBe("care")
  })

  it("CLASS-7: that staff made it regular ends what was given before", () => {
    const regular = calledAs("care").and(
      ticketTransferred("A1", "b"),
      ticketReclassed("A1", "regular", "a mistake"),
      calledByNumber("A1", "2"),
    )
    expect(regular.and(ticketTransferred("A1", "c")).ticket("A1").class).toBe("regular")
    expect(regular.and(ticketTransferred("A1", "a")).ticket("A1").class).toBe("regular")
  })

  it("CLASS-7: a ledger from before there was this rule gives the day that it gave", () => {
    const story = calledAs("priority", silent, ["c"])
    const { at: now, lastAt } = { at: story.now, lastAt: story.day.lastAt }
    const ofTicket = { at: now, ticketId: ticketIdOf("A1"), counterId: "1" as never }
    const { spot } = story.ticket("A1")
    const moved: BranchEvent = {
      ...ofTicket,
      type: "ticket-transferred",
      serviceId: "b" as never,
      spot,
      backTo: null,
    }
    const day = apply(story.day, moved)
    expect(lastAt).toBeLessThanOrEqual(now)
    expect(day.tickets.get(ticketIdOf("A1"))).toMatchObject({
      status: "waiting",
      class: "priority",
      ground: { by: "proof" },
      serviceId: "b",
    })
  })

  it("PLAN-1: a plan in which a class goes along to a service that it has not is refused", () => {
    expect(problemOf(along(["b", "c"]))).toBeNull()
    expect(problemOf(along(["b", "gold"]))).toBe(
      "class priority goes along to gold, which is no service of the plan",
    )
  })
})
