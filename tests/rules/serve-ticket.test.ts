import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  counterClosed,
  counterOpened,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketMovedOn,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import { callNext, finish, finishAndCallNext, pauseCounter, serve } from "../support/orders.ts"
import { planOf } from "../support/plan-of.ts"

const called = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))

describe("serving", () => {
  it("SERVE-1: begins when the teller says that the customer is here", () => {
    const story = called.when(at("08:01"), serve("A1")).then(servingStarted("A1"))
    expect(story.answer("A1")).toMatchObject({ status: "serving", servedAt: story.now, calledAt: called.now })
  })

  it("SERVE-1: only of a called ticket, and at its own counter", () => {
    called
      .and(servingStarted("A1"))
      .when(serve("A1"))
      .refused("ticket-in-other-status", { status: "serving" })
    called
      .and(counterOpened("2"))
      .when(serve("A1", { at: "2" }))
      .refused("ticket-at-other-counter", { counterId: "1" })
    called.when(serve("A1", { at: "9" })).refused("unknown-counter")
    called.when(serve("A9")).refused("unknown-ticket")
  })
})

describe("finishing", () => {
  const serving = called.and(servingStarted("A1"))

  it("FINISH-1: a service ends with an outcome, and a note if the teller wants one", () => {
    serving
      .when(finish("A1", { outcome: "incomplete", note: "brings the passport tomorrow" }))
      .then(ticketFinished("A1", { outcome: "incomplete", note: "brings the passport tomorrow" }))
    expect(serving.when(finish("A1")).decision).toMatchObject([{ outcome: "done", note: null }])
    called.when(finish("A1")).refused("ticket-in-other-status", { status: "called" })
  })

  it("FINISH-2: the visit's next service is waited for, by arrival; only after the last is the ticket finished", () => {
    const story = given(
      planOf({ counters: { 1: ["a"], 2: ["b"] } }),
      ticketTaken("A1", { andThen: ["b"] }),
      at("08:01"),
      ticketTaken("B1"),
      counterOpened("1"),
      counterOpened("2"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
    )
      .when(at("08:10"), finish("A1"))
      .then(ticketMovedOn("A1", "b"))
    expect(story.lineAt("2")).toEqual(["A1", "B1"])
    story.and(ticketCalled("A1", "2"), servingStarted("A1")).when(finish("A1")).then(ticketFinished("A1"))
  })

  it("FINISH-2: a promise to go back comes before the visit's next service", () => {
    const story = given(
      planOf({ services: { a: "A", b: "B", c: "C" } }),
      ticketTaken("A1", { andThen: ["c"] }),
      counterOpened("1"),
      counterOpened("2"),
      ticketCalled("A1", "1"),
      ticketTransferred("A1", "b", { thenBack: "first" }),
      ticketCalled("A1", "2"),
      servingStarted("A1"),
      ticketMovedOn("A1", "a"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
    )
    story.when(finish("A1")).then(ticketMovedOn("A1", "c"))
  })

  it("FINISH-3: each further service starts a new wait segment; arrival is kept for ordering", () => {
    const story = given(
      ticketTaken("A1", { andThen: ["b"] }),
      counterOpened("1"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
      at("08:10"),
      ticketMovedOn("A1", "b"),
    )
    expect(story.ticket("A1")).toMatchObject({ waitingSince: story.now, spot: { arrivedAt: called.now } })
    expect(story.and(at("08:12"), ticketCalled("A1", "1")).desk("1").ticket?.waitedMs).toBe(120_000)
  })

  it("FINISH-4: finish and call next, in one command", () => {
    serving
      .and(ticketTaken("A2"))
      .when(finishAndCallNext("A1"))
      .then(ticketFinished("A1"), ticketCalled("A2", "1"))
  })

  it("FINISH-4: that nobody waits is no reason not to end this one", () => {
    const story = serving.when(finishAndCallNext("A1")).then(ticketFinished("A1"))
    expect(story.desk("1").ticket).toBeNull()
    story.when(callNext("1")).refused("queue-empty")
  })

  it("FINISH-4: the ticket that moves on may itself be the next", () => {
    given(
      ticketTaken("A1", { andThen: ["b"] }),
      counterOpened("1"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
    )
      .when(finishAndCallNext("A1"))
      .then(ticketMovedOn("A1", "b"), ticketCalled("A1", "1"))
  })

  it("COUNTER-4 and COUNTER-5: with a customer in hand a counter neither pauses nor closes", () => {
    serving.when(pauseCounter("1")).refused("counter-busy")
    expect(() => serving.and(counterClosed("1"))).toThrow("counter-busy")
  })
})
