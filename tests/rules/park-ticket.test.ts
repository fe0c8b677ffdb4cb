import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  counterClosed,
  counterOpened,
  counterPaused,
  servingStarted,
  ticketCalled,
  ticketParked,
  ticketResumed,
  ticketTaken,
} from "../support/happenings.ts"
import { callNext, changePlan, park, resume } from "../support/orders.ts"
import { minutes, planOf } from "../support/plan-of.ts"

const serving = given(
  ticketTaken("A1"),
  ticketTaken("A2"),
  counterOpened("1"),
  ticketCalled("A1", "1"),
  servingStarted("A1"),
)

describe("parking", () => {
  it("PARK-1: a ticket that is served is set aside, and the counter is free to call", () => {
    const parked = serving.when(park("A1")).then(ticketParked("A1"))
    expect(parked.desk("1")).toMatchObject({ ticket: null, parked: [{ number: "A001", isDue: false }] })
    parked.when(callNext("1")).then(ticketCalled("A2", "1"))
  })

  it("PARK-1: not one that was only called, nor one that waits", () => {
    given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
      .when(park("A1"))
      .refused("ticket-in-other-status", { status: "called" })
    serving.when(park("A2")).refused("ticket-in-other-status", { status: "waiting" })
  })

  it("PARK-2: from its wake-up time on it is marked as due, and nothing else happens", () => {
    const parked = serving.and(ticketParked("A1", minutes(10)))
    expect(parked.and(at("08:09:59.999")).desk("1").parked[0]?.isDue).toBe(false)
    const due = parked.and(at("08:10"))
    expect(due.desk("1").parked[0]?.isDue).toBe(true)
    expect(due.ticket("A1").status).toBe("parked")
  })

  it("PARK-3: it is resumed by its counter when that is free", () => {
    const parked = serving.and(ticketParked("A1"))
    parked.when(resume("A1")).then(ticketResumed("A1", "1"))
    parked.and(ticketCalled("A2", "1")).when(resume("A1")).refused("counter-busy")
    parked.and(counterPaused("1")).when(resume("A1")).refused("counter-paused")
  })

  it("PARK-3: another counter may not take it while its own is there", () => {
    serving
      .and(ticketParked("A1"), counterOpened("2"))
      .when(resume("A1", { at: "2" }))
      .refused("ticket-at-other-counter", { counterId: "1" })
  })

  it("PARK-3: when its counter has closed, any other that is free sees it, is offered it and resumes it", () => {
    const plan = planOf({ counters: { 1: ["a"], 2: ["b"] }, services: { a: "A", b: "B" } })
    const left = given(
      plan,
      ticketTaken("A1"),
      counterOpened("1"),
      counterOpened("2"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
      ticketParked("A1"),
      counterClosed("1"),
    )
    left.when(resume("A1")).refused("counter-closed")
    expect(left.desk("2").parked.map(({ number }) => number)).toEqual(["A001"])
    expect(left.desk("2").actions).toContain("resume-ticket")
    const resumed = left.when(resume("A1", { at: "2" })).then(ticketResumed("A1", "2"))
    expect(resumed.desk("2").ticket?.number).toBe("A001")
    expect(resumed.desk("1").parked).toEqual([])
    expect(resumed.and(ticketParked("A1")).desk("2").parked).toHaveLength(1)
  })

  it("PARK-3: also when its counter was taken out of the plan", () => {
    const closed = serving.and(ticketParked("A1"), counterOpened("2"), counterClosed("1"))
    const smaller = closed.and(changePlan(planOf({ counters: { 2: ["a", "b"] } })))
    expect(smaller.desk("2").parked).toHaveLength(1)
    smaller.when(resume("A1", { at: "2" })).then(ticketResumed("A1", "2"))
  })

  it("PARK-4: service time leaves out the time parked", () => {
    const story = serving.and(
      at("08:03"),
      ticketParked("A1"),
      at("08:30"),
      ticketResumed("A1"),
      at("08:34"),
      ticketParked("A1"),
      at("09:00"),
      ticketResumed("A1"),
    )
    expect(story.desk("1").ticket).toMatchObject({ servedMs: minutes(7), servingSince: story.now })
  })
})
