import { describe, expect, it } from "vitest"
import { projectCounter } from "../../server/rules/views/project-counter.ts"
import { type Story, at, given } from "../support/given.ts"
import {
  counterOpened,
  counterPaused,
  dayClosed,
  servingStarted,
  ticketCalled,
  ticketMissed,
  ticketParked,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import { minutes, planOf, seconds } from "../support/plan-of.ts"

const offered = (story: Story, id = "1") => ({
  primary: story.desk(id).primary,
  actions: story.desk(id).actions,
})

const missed = (story: Story) => story.desk("1").missed.map(({ number }) => number)

describe("the counter's view", () => {
  it("CALL-1, SERVE-1 and FINISH-4: the one big button follows the work", () => {
    const closed = given(ticketTaken("A1"))
    expect(offered(closed)).toEqual({ primary: "open-counter", actions: ["open-counter"] })
    const open = closed.and(counterOpened("1"))
    expect(offered(open)).toEqual({
      primary: "call-next",
      actions: ["pause-counter", "close-counter", "call-next", "call-ticket"],
    })
    const called = open.and(ticketCalled("A1", "1"))
    expect(offered(called)).toEqual({
      primary: "serve-ticket",
      actions: ["serve-ticket", "no-show-ticket", "transfer-ticket", "undo-call", "reclass-ticket"],
    })
    const serving = called.and(servingStarted("A1"))
    expect(offered(serving)).toEqual({
      primary: "finish-and-call-next",
      actions: ["finish-ticket", "finish-and-call-next", "park-ticket", "transfer-ticket", "reclass-ticket"],
    })
    expect(offered(serving.and(ticketParked("A1")))).toEqual({
      primary: null,
      actions: ["pause-counter", "close-counter", "resume-ticket"],
    })
    expect(offered(given(counterOpened("1"), counterPaused("1")))).toEqual({
      primary: "resume-counter",
      actions: ["resume-counter", "close-counter"],
    })
  })

  it("RECALL-3 and UNDO-1: time alone changes what is offered", () => {
    const called = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
    const later = called.and(at("08:00:20"))
    expect(later.desk("1").actions).toContain("recall-ticket")
    expect(called.desk("1").ticket).toMatchObject({
      recallAt: called.now + seconds(20),
      undoUntil: called.now + minutes(2),
      attempts: 1,
    })
    const tooLate = called.and(at("08:02:00.001")).desk("1")
    expect(tooLate.actions).not.toContain("undo-call")
    expect(tooLate.ticket?.undoUntil).toBeNull()
  })

  it("DAY-3: a closed day offers nothing", () => {
    expect(given(counterOpened("1"), dayClosed).desk("1").actions).toEqual([])
  })

  it("QUEUE-2: lists who waits in the order of calling, who is late, and who was sent here", () => {
    const story = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketCalled("A1", "2"),
      ticketTransferred("A1", "counter 1", { place: "last" }),
      at("08:20:01"),
      ticketTaken("A3", { class: "care" }),
    )
    expect(story.desk("1").waiting).toMatchObject({
      count: 3,
      longestMs: minutes(20) + seconds(1),
      tickets: [
        { number: "A002", isForMe: false, isLate: true },
        { number: "A001", isForMe: true, isLate: true },
        { number: "A003", isForMe: false, isLate: false },
      ],
    })
    expect(story.desk("2").waiting.count).toBe(2)
  })

  it("QUEUE-2: shows fifty of many", () => {
    const many = given(counterOpened("1"), ...Array.from({ length: 60 }, (_, n) => ticketTaken(`A${n + 1}`)))
    expect(many.desk("1").waiting).toMatchObject({ count: 60, tickets: { length: 50 } })
  })

  it("RETURN-1: lists the missed of its services while they may return, newest first", () => {
    const plan = planOf({ counters: { 1: ["a"], 2: ["b"] } })
    const story = given(
      plan,
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketTaken("B1"),
      ticketCalled("A1", "1"),
      ticketMissed("A1"),
      at("08:10"),
      ticketCalled("A2", "1"),
      ticketMissed("A2"),
      ticketCalled("B1", "2"),
      ticketMissed("B1"),
    )
    expect(missed(story)).toEqual(["A002", "A001"])
    expect(missed(story.and(at("08:31")))).toEqual(["A002"])
    expect(story.and(at("08:31")).desk("1").actions).toContain("return-ticket")
    expect(story.and(at("08:41")).desk("1").actions).not.toContain("return-ticket")
    expect(story.desk("2").missed.map(({ number }) => number)).toEqual(["B001"])
  })

  it("COUNTER-1: shows who sits where, and its own services among all", () => {
    const { counters, services } = given(
      planOf({ counters: { 1: ["a"], 2: ["b"] } }),
      counterOpened("2"),
    ).desk("1")
    expect(counters).toMatchObject([
      { id: "1", status: "closed", teller: null },
      { id: "2", status: "open", teller: { id: "t2" } },
    ])
    expect(services.map(({ id, isMine }) => [id, isMine])).toEqual([
      ["a", true],
      ["b", false],
    ])
  })

  it("PLAN-2: there is no view of a counter that the plan does not have", () => {
    const { day, now } = given()
    expect(projectCounter(day, "9" as never, 1, now)).toBeNull()
  })
})
