import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  counterOpened,
  dayClosed,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketMissed,
  ticketTaken,
  ticketWithdrawn,
} from "../support/happenings.ts"
import { callNext, takeTicket, withdraw } from "../support/orders.ts"
import { planOf } from "../support/plan-of.ts"

describe("taking a number", () => {
  it("TAKE-1: a ticket is for one known service", () => {
    given()
      .when(takeTicket("A1", { for: "a" }))
      .then(ticketTaken("A1"))
    given()
      .when(takeTicket("A1", { for: "gold" }))
      .refused("unknown-service", { serviceId: "gold" })
  })

  it("TAKE-1: further services of the same visit are known services too", () => {
    expect(given(ticketTaken("A1", { andThen: ["b", "a"] })).ticket("A1").thenServiceIds).toEqual(["b", "a"])
    given()
      .when(takeTicket("A1", { andThen: ["b", "gold"] }))
      .refused("unknown-service", { serviceId: "gold" })
  })

  it("TAKE-2: no number while the manager has paused taking", () => {
    given(planOf({ isTakingPaused: true }))
      .when(takeTicket("A1"))
      .refused("taking-paused")
  })

  it("TAKE-2: no number of a paused service, while the others go on", () => {
    const plan = planOf({ about: { a: { isPaused: true } } })
    given(plan).when(takeTicket("A1")).refused("service-paused", { serviceId: "a" })
    given(plan).when(takeTicket("B1")).then(ticketTaken("B1"))
  })

  it("TAKE-3: no number beyond the service's daily limit, whatever became of the earlier ones", () => {
    given(
      planOf({ about: { a: { dailyLimit: 2 } } }),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketWithdrawn("A1"),
    )
      .when(takeTicket("A3"))
      .refused("service-full", { serviceId: "a" })
      .when(takeTicket("B1"))
      .then(ticketTaken("B1"))
  })

  it("TAKE-3: the limit is the service's own where a letter is shared", () => {
    const plan = planOf({ services: { cash: "A", credit: "A" }, about: { cash: { dailyLimit: 1 } } })
    given(plan, ticketTaken("A1", { for: "cash" }))
      .when(takeTicket("A2", { for: "credit" }))
      .then(ticketTaken("A2", { for: "credit" }))
  })

  it("TAKE-4: after A999 comes A1000", () => {
    given(planOf({ numbering: { first: 998 } }), ticketTaken("A998"), ticketTaken("A999"))
      .when(takeTicket("A1000"))
      .then(ticketTaken("A1000"))
      .when(takeTicket("A1001"))
      .then(ticketTaken("A1001"))
  })

  it("TAKE-4: the count is padded to the plan's digits and begins where the plan says", () => {
    const story = given(planOf({ numbering: { digits: 4, first: 0 } })).and(
      takeTicket("A0"),
      takeTicket("A1"),
    )
    expect([story.ticket("A0").number, story.ticket("A1").number]).toEqual(["A0000", "A0001"])
  })

  it("TAKE-4: services that share a letter share the count, the others have their own", () => {
    given(
      planOf({ services: { cash: "A", credit: "A", cards: "B" } }),
      ticketTaken("A1", { for: "cash" }),
      ticketTaken("A2", { for: "credit" }),
      ticketTaken("B1", { for: "cards" }),
    )
      .when(takeTicket("A3", { for: "cash" }))
      .then(ticketTaken("A3", { for: "cash" }))
  })

  it("TAKE-4: a number of a withdrawn, missed or finished ticket is not given again", () => {
    given(
      counterOpened("1"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketTaken("A3"),
      ticketWithdrawn("A1"),
      ticketCalled("A2", "1"),
      ticketMissed("A2"),
      ticketCalled("A3", "1"),
      servingStarted("A3"),
      ticketFinished("A3"),
    )
      .when(takeTicket("A4"))
      .then(ticketTaken("A4"))
  })

  it("TAKE-5: an id is taken once, even when its ticket has ended", () => {
    given(ticketTaken("A1")).when(takeTicket("A1")).refused("ticket-already-taken")
    given(ticketTaken("A1"), ticketWithdrawn("A1")).when(takeTicket("A1")).refused("ticket-already-taken")
  })
})

describe("withdrawing", () => {
  it("WITHDRAW-1: a ticket that waits leaves the queue", () => {
    const story = given(ticketTaken("A1"), ticketTaken("A2")).when(withdraw("A1")).then(ticketWithdrawn("A1"))
    expect(story.lineAt("1")).toEqual(["A2"])
    expect(story.ticket("A1").status).toBe("withdrawn")
  })

  it("WITHDRAW-1: one that was called in vain may withdraw, and is missed no more", () => {
    const story = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"), ticketMissed("A1"))
      .when(withdraw("A1"))
      .then(ticketWithdrawn("A1"))
    expect(story.desk("1").missed).toEqual([])
  })

  it("WITHDRAW-1: not while it is called or served, nor twice", () => {
    const called = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
    called.when(withdraw("A1")).refused("ticket-in-other-status", { status: "called" })
    called
      .and(servingStarted("A1"))
      .when(withdraw("A1"))
      .refused("ticket-in-other-status", { status: "serving" })
    given(ticketTaken("A1"), ticketWithdrawn("A1"))
      .when(withdraw("A1"))
      .refused("ticket-in-other-status", { status: "withdrawn" })
    given().when(withdraw("A1")).refused("unknown-ticket")
  })

  it("DAY-3: nothing can be taken, called or withdrawn once the day is closed", () => {
    const closed = given(ticketTaken("A1"), at("18:00"), dayClosed)
    closed.when(takeTicket("A2")).refused("day-closed")
    closed.when(withdraw("A1")).refused("day-closed")
    closed.when(callNext("1")).refused("day-closed")
  })
})
