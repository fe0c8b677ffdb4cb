import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  callUndone,
  calledByNumber,
  counterClosed,
  counterOpened,
  counterPaused,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketMissed,
  ticketParked,
  ticketRecalled,
  ticketReleased,
  ticketReturned,
  ticketTaken,
  ticketTransferred,
  ticketWithdrawn,
} from "../support/happenings.ts"
import { callByNumber, callNext, openCounter, recall, takeTicket, undoCall } from "../support/orders.ts"
import { planOf } from "../support/plan-of.ts"

describe("calling the next", () => {
  it("CALL-1: an open, empty-handed counter calls whom its services wait for", () => {
    given(ticketTaken("A1"), counterOpened("1")).when(callNext("1")).then(ticketCalled("A1", "1"))
  })

  it("CALL-1: not a closed, paused or busy counter, nor one that is not there", () => {
    given(ticketTaken("A1")).when(callNext("1")).refused("counter-closed")
    given(ticketTaken("A1"), counterOpened("1"), counterPaused("1"))
      .when(callNext("1"))
      .refused("counter-paused")
    const busy = given(ticketTaken("A1"), ticketTaken("A2"), counterOpened("1"), ticketCalled("A1", "1"))
    busy.when(callNext("1")).refused("counter-busy")
    busy.and(servingStarted("A1")).when(callNext("1")).refused("counter-busy")
    given().when(callNext("9")).refused("unknown-counter", { counterId: "9" })
  })

  it("CALL-1: not whom other counters' services wait for", () => {
    given(planOf({ counters: { 1: ["a"], 2: ["a", "b"] } }), ticketTaken("B1"), counterOpened("1"))
      .when(callNext("1"))
      .refused("queue-empty")
  })

  it("CALL-1: what was sent to the counter or its teller is called there and nowhere else", () => {
    const sent = given(
      planOf({ counters: { 1: ["a"], 2: ["a"], 3: ["b"] } }),
      counterOpened("1"),
      counterOpened("2"),
      counterOpened("3"),
      ticketTaken("A1"),
      ticketCalled("A1", "1"),
      ticketTransferred("A1", "counter 3"),
    )
    sent.when(callNext("1")).refused("queue-empty")
    sent.when(callNext("3")).then(ticketCalled("A1", "3"))
    const inPerson = sent.and(ticketCalled("A1", "3"), ticketTransferred("A1", "teller t2"))
    inPerson.when(callNext("1")).refused("queue-empty")
    inPerson.when(callNext("2")).then(ticketCalled("A1", "2"))
  })

  it("CALL-7: calls and recalls are announced and numbered without gaps", () => {
    const story = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketCalled("A1", "1"),
      ticketCalled("A2", "2"),
      at("08:01"),
      ticketRecalled("A1"),
    )
    expect(
      story.day.announcements.map(({ no, number, counterId, attempt }) => [no, number, counterId, attempt]),
    ).toEqual([
      [1, "A001", "1", 1],
      [2, "A002", "2", 1],
      [3, "A001", "1", 2],
    ])
  })
})

describe("calling by number", () => {
  const waiting = given(ticketTaken("A1"), ticketTaken("A2"), ticketTaken("B1"), counterOpened("1"))

  it("CALL-5: a teller calls a waiting ticket out of order and says why", () => {
    const story = waiting.when(callByNumber("A2", "1", "wheelchair")).then(calledByNumber("A2", "1"))
    expect(story.desk("1").ticket?.reason).toMatchObject({ rule: "by-number", tellerReason: "wheelchair" })
    expect(story.desk("1").ticket?.reason.runnersUp.map(({ number }) => number)).toEqual(["A001", "B001"])
  })

  it("CALL-5: only a ticket that waits", () => {
    const called = waiting.and(counterOpened("2"), ticketCalled("A1", "2"))
    called.when(callByNumber("A1", "1")).refused("ticket-in-other-status", { status: "called" })
    waiting
      .and(ticketWithdrawn("A1"))
      .when(callByNumber("A1", "1"))
      .refused("ticket-in-other-status", { status: "withdrawn" })
    waiting.when(callByNumber("A9", "1")).refused("unknown-ticket")
  })

  it("CALL-5: only what the counter may call: not another service, not what was sent to somebody else", () => {
    const plan = planOf({ counters: { 1: ["a"], 2: ["a", "b"] } })
    const story = given(plan, counterOpened("1"), counterOpened("2"), ticketTaken("A1"), ticketTaken("B1"))
    story.when(callByNumber("B1", "1")).refused("ticket-not-for-counter")
    const sent = story.and(ticketCalled("A1", "1"), ticketTransferred("A1", "teller t2"))
    sent.when(callByNumber("A1", "1")).refused("ticket-not-for-counter")
    sent.when(callByNumber("A1", "2")).then(calledByNumber("A1", "2"))
  })

  it("CALL-5: and only with free hands", () => {
    waiting.and(ticketCalled("A1", "1")).when(callByNumber("A2", "1")).refused("counter-busy")
    waiting.and(counterPaused("1")).when(callByNumber("A2", "1")).refused("counter-paused")
  })
})

describe("recalling", () => {
  const called = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))

  it("RECALL-1: the ticket is announced again; its status and the time of its call stay", () => {
    const story = called.when(at("08:01"), recall("A1")).then(ticketRecalled("A1"))
    expect(story.ticket("A1")).toMatchObject({
      status: "called",
      call: { calledAt: called.now, announcedAt: story.now },
    })
    expect(story.answer("A1").calledAt).toBe(called.now)
  })

  it("RECALL-1: not a ticket that is being served, nor from another counter", () => {
    called.and(servingStarted("A1")).when(at("08:01"), recall("A1")).refused("ticket-in-other-status")
    called
      .and(counterOpened("2"))
      .when(at("08:01"), recall("A1", { at: "2" }))
      .refused("ticket-at-other-counter", {
        counterId: "1",
      })
  })

  it("RECALL-2: every announcement counts; at the limit, once the last has had its time, no-show is offered", () => {
    const thrice = called.and(at("08:01"), ticketRecalled("A1"), at("08:02"), ticketRecalled("A1"))
    expect(called.desk("1").primary).toBe("serve-ticket")
    expect(thrice.desk("1")).toMatchObject({
      ticket: { attempts: 3, attemptLimit: 3 },
      primary: "serve-ticket",
    })
    const inVain = thrice.and(at("08:02:20")).desk("1")
    expect(inVain).toMatchObject({ primary: "serve-ticket", ticket: { isInVain: true } })
    expect(inVain.actions).toEqual(
      expect.arrayContaining(["serve-ticket", "no-show-ticket", "recall-ticket"]),
    )
  })

  it("RECALL-3: between two announcements lies the plan's gap, to the millisecond", () => {
    called
      .when(at("08:00:19.999"), recall("A1"))
      .refused("recall-too-soon", { availableAt: called.now + 20_000 })
    const again = called.when(at("08:00:20"), recall("A1")).then(ticketRecalled("A1"))
    again.when(at("08:00:39"), recall("A1")).refused("recall-too-soon")
  })
})

describe("undoing a call", () => {
  it("UNDO-1: while the customer is not served, until the plan's limit", () => {
    const called = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
    called.when(at("08:02"), undoCall("A1")).then(callUndone("A1"))
    called.when(at("08:02:00.001"), undoCall("A1")).refused("undo-too-late")
    called
      .and(servingStarted("A1"))
      .when(undoCall("A1"))
      .refused("ticket-in-other-status", { status: "serving" })
  })

  it("UNDO-2: restores the exact place among tickets of the same millisecond", () => {
    const names = ["A1", "A2", "A3", "A4"]
    const story = given(...names.map((name) => ticketTaken(name)), counterOpened("1"))
    for (const name of names) {
      const undone = story
        .and(calledByNumber(name, "1"), ticketTaken("A5"))
        .when(undoCall(name))
        .then(callUndone(name))
      expect(undone.lineAt("1")).toEqual([...names, "A5"])
    }
  })

  it("UNDO-2: and before all others again, to whom it was sent", () => {
    const sent = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketTaken("A3"),
      calledByNumber("A3", "1"),
      ticketTransferred("A3", "counter 2", { place: "first" }),
    )
    const undone = sent.and(ticketCalled("A3", "2")).when(undoCall("A3")).then(callUndone("A3"))
    expect(undone.lineAt("2")).toEqual(["A3", "A1", "A2"])
    expect(undone.lineAt("1")).toEqual(["A1", "A2"])
  })

  it("UNDO-2: takes the call off the display, and the count of announcements goes on", () => {
    const undone = given(
      counterOpened("1"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketCalled("A1", "1"),
      at("08:01"),
      ticketRecalled("A1"),
      callUndone("A1"),
    )
    expect(undone.day.announcements).toEqual([])
    const next = undone.and(ticketCalled("A1", "1"))
    expect(next.day.announcements.map(({ no, attempt }) => [no, attempt])).toEqual([[3, 1]])
  })

  it("TIME-1: a call that was undone is no call: the wait goes on to the next", () => {
    const undone = given(
      ticketTaken("A1"),
      counterOpened("1"),
      at("08:05"),
      ticketCalled("A1", "1"),
      callUndone("A1"),
    )
    expect(undone.answer("A1").calledAt).toBeNull()
    const called = undone.and(at("08:09"), ticketCalled("A1", "1"))
    expect(called.answer("A1").calledAt).toBe(called.now)
  })

  it("TIME-1: the first call counts, whatever comes after it", () => {
    const first = given(ticketTaken("A1"), counterOpened("1"), at("08:05"), ticketCalled("A1", "1"))
    const again = first.and(ticketMissed("A1"), ticketReturned("A1"), at("08:20"), ticketCalled("A1", "1"))
    expect(again.answer("A1").calledAt).toBe(first.now)
    expect(again.and(callUndone("A1")).answer("A1").calledAt).toBe(first.now)
  })

  it("TRANSFER-5: a call undone after its teller went home leaves nobody waiting for them", () => {
    given(
      counterOpened("1"),
      counterOpened("2", { teller: "dewi" }),
      ticketTaken("A1"),
      ticketCalled("A1", "1"),
      ticketTransferred("A1", "teller dewi"),
      ticketCalled("A1", "2"),
      openCounter("2", { teller: "budi", takeOver: true }),
    )
      .when(undoCall("A1"))
      .then(callUndone("A1"), ticketReleased("A1"))
      .when(callNext("1"))
      .then(ticketCalled("A1", "1"))
  })

  it("UNDO-1: the counter is free after it", () => {
    given(
      ticketTaken("A1"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
      callUndone("A1"),
      counterClosed("1"),
    )
      .when(takeTicket("A2"))
      .then(ticketTaken("A2"))
  })

  it("DAY-4: a called ticket that was parked before is served, not announced", () => {
    const parked = given(
      ticketTaken("A1"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
      ticketParked("A1"),
    )
    parked.when(recall("A1")).refused("ticket-in-other-status", { status: "parked" })
    expect(parked.when(callNext("1")).decision).toEqual({ refused: "queue-empty" })
    expect(parked.when(callByNumber("A1", "1")).decision).toEqual({
      refused: "ticket-in-other-status",
      status: "parked",
    })
    expect(() => parked.and(ticketFinished("A1"))).toThrow("The story fails")
  })
})
