import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  calledByNumber,
  counterOpened,
  ticketCalled,
  ticketParked,
  servingStarted,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import { callNext } from "../support/orders.ts"
import { type PlanWords, minutes, planOf } from "../support/plan-of.ts"

type Credit = readonly [headStart: number, rate: number]

const classes = (regular: Credit, priority: Credit, care: Credit): PlanWords => ({
  classes: { regular: credit(regular), priority: credit(priority), care: credit(care) },
})

function credit([headStart, rate]: Credit): { headStartMs: number; rate: number } {
  return { headStartMs: minutes(headStart), rate }
}

describe("the calling rule", () => {
  it("CALL-3: at equal arrivals care goes before priority, and priority before regular", () => {
    const story = given(
      ticketTaken("A1"),
      ticketTaken("A2", { class: "priority" }),
      ticketTaken("A3", { class: "care" }),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["A3", "A2", "A1"])
  })

  it("CALL-3: a head start is exactly as if one had come so much earlier", () => {
    const story = given(
      ticketTaken("A1"),
      at("08:09:59"),
      ticketTaken("A2", { class: "priority" }),
      at("08:10:01"),
      ticketTaken("A3", { class: "priority" }),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["A2", "A1", "A3"])
  })

  it("CALL-3: different rates make waits grow apart", () => {
    const story = given(
      planOf(classes([0, 1], [0, 2], [0, 2])),
      ticketTaken("A1"),
      at("08:10"),
      ticketTaken("A2", { class: "priority" }),
      counterOpened("1"),
    )
    expect(story.and(at("08:19")).lineAt("1")).toEqual(["A1", "A2"])
    expect(story.and(at("08:21")).lineAt("1")).toEqual(["A2", "A1"])
  })

  it("CALL-3: neither is first come, first served, across services and classes", () => {
    const story = given(
      planOf(classes([0, 1], [0, 1], [0, 1])),
      ticketTaken("B1"),
      at("08:01"),
      ticketTaken("A1", { class: "care" }),
      at("08:02"),
      ticketTaken("A2", { class: "priority" }),
      ticketTaken("B2"),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["B1", "A1", "A2", "B2"])
  })

  it("CALL-4: of equal scores the earlier arrival goes first", () => {
    const story = given(
      ticketTaken("A1"),
      at("08:10"),
      ticketTaken("A2", { class: "priority" }),
      at("08:15"),
      ticketTaken("A3", { class: "care" }),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["A1", "A2", "A3"])
  })

  it("CALL-4: a rate of zero leaves the head start alone to decide", () => {
    const story = given(
      planOf(classes([0, 0], [10, 0], [10, 0])),
      ticketTaken("A1"),
      at("12:00"),
      ticketTaken("A2", { class: "care" }),
      ticketTaken("A3", { class: "priority" }),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["A2", "A3", "A1"])
    expect(story.answer("A1").position).toBe(3)
  })

  it("PLACE-1: places go by arrival, and of one millisecond by the order of taking", () => {
    const story = given(ticketTaken("A1"), ticketTaken("B1"), ticketTaken("A2"), counterOpened("1"))
    expect(story.lineAt("1")).toEqual(["A1", "B1", "A2"])
  })

  it("PLACE-2 and CALL-2: what was sent first goes before all else, among such by arrival and not by score", () => {
    const story = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      at("08:01"),
      ticketTaken("A2", { class: "care" }),
      ticketTaken("A3", { class: "care" }),
      calledByNumber("A1", "1"),
      ticketTransferred("A1", "counter 2", { place: "first" }),
      calledByNumber("A2", "1"),
      ticketTransferred("A2", "teller t2", { place: "first" }),
      at("08:30"),
    )
    expect(story.lineAt("2")).toEqual(["A1", "A2", "A3"])
    expect(story.answer("A2").position).toBe(2)
    expect(story.and(ticketCalled("A1", "2")).desk("2").ticket?.reason.rule).toBe("sent-first")
  })

  it("PLACE-3: what was sent last stands as if it had come now", () => {
    const story = given(
      counterOpened("1"),
      ticketTaken("A1"),
      ticketTaken("B1"),
      ticketCalled("A1", "1"),
      at("08:05"),
      ticketTaken("B2"),
      ticketTransferred("A1", "b", { place: "last" }),
      ticketTaken("B3"),
    )
    expect(story.lineAt("1")).toEqual(["B1", "B2", "A1", "B3"])
  })

  it("CALL-6: a call stores the rule, the parts of the score, and who would have been called after it", () => {
    const story = given(
      ticketTaken("A1"),
      at("08:02"),
      ticketTaken("A2", { class: "priority" }),
      ticketTaken("A3"),
      ticketTaken("A4"),
      ticketTaken("A5"),
      counterOpened("1"),
      at("08:05"),
      ticketCalled("A2", "1"),
    )
    expect(story.desk("1").ticket?.reason).toMatchObject({
      rule: "highest-score",
      class: "priority",
      waitedMs: minutes(3),
      rate: 1,
      headStartMs: minutes(10),
      score: 13 * 60,
      runnersUp: [
        { number: "A001", class: "regular", waitedMs: minutes(5), score: 300 },
        { number: "A003", score: 180 },
        { number: "A004", score: 180 },
      ],
    })
    expect(story.desk("1").ticket?.why.en).toBe(
      "Priority customer · waited 3 min, counted as if 10 min earlier",
    )
  })

  it("CALL-6: the teller reads that it was the next, or the only one", () => {
    const two = given(
      ticketTaken("A1"),
      ticketTaken("A2"),
      counterOpened("1"),
      at("08:07"),
      ticketCalled("A1", "1"),
    )
    expect(two.desk("1").ticket?.why.en).toBe("Next in line · waited 7 min")
    const one = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
    expect(one.desk("1").ticket?.why.en).toBe("The only one waiting · 0 min")
  })

  it("CALL-3: a parked ticket takes no turn", () => {
    given(
      ticketTaken("A1"),
      ticketTaken("A2"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
      ticketParked("A1"),
    )
      .when(callNext("1"))
      .then(ticketCalled("A2", "1"))
  })
})

describe("the queue", () => {
  it("QUEUE-1: a ticket competes with everything that the counters open for it may call", () => {
    const plan = planOf({ services: { a: "A", b: "B", c: "C" }, counters: { 1: ["a", "b"], 2: ["a", "c"] } })
    const story = given(plan, ticketTaken("B1"), ticketTaken("C1"), ticketTaken("A1"))
    expect(story.answer("A1").position, "none is open: everything that they might").toBe(3)
    expect(story.and(counterOpened("1")).answer("A1").position, "counter 1 calls B1 only").toBe(2)
    expect(story.and(counterOpened("1"), counterOpened("2")).answer("A1").position).toBe(3)
    expect(story.and(counterOpened("2")).answer("B1").position).toBe(1)
  })

  it("QUEUE-2: the position is one more than the tickets that would be called before it", () => {
    const story = given(
      ticketTaken("A1"),
      ticketTaken("A2", { class: "priority" }),
      ticketTaken("A3", { class: "care" }),
      counterOpened("1"),
    )
    expect(["A1", "A2", "A3"].map((name) => story.answer(name).position)).toEqual([3, 2, 1])
    expect(story.and(ticketCalled("A3", "1")).answer("A3").position).toBeNull()
  })
})
