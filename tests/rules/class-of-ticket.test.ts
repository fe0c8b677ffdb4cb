import type { BusinessDay, Instant } from "@giliran/contract/basics"
import { describe, expect, it } from "vitest"
import { projectDisplay, projectKiosk, projectTicket } from "../../server/rules/views/project-views.ts"
import { at, given } from "../support/given.ts"
import {
  callUndone,
  counterOpened,
  ticketCalled,
  ticketRecalled,
  ticketTaken,
  ticketWithdrawn,
} from "../support/happenings.ts"
import { takeTicket } from "../support/orders.ts"
import { momentAt, planOf, theDay } from "../support/plan-of.ts"

const untilFive = momentAt("08:05", "Asia/Jakarta")
const proofOf = (check: string, more: { day?: BusinessDay; until?: Instant } = {}) => ({
  class: "priority" as const,
  ground: { by: "proof" } as const,
  proof: { check, day: theDay, until: untilFive, ...more },
})

describe("the ground of a class", () => {
  it("CLASS-1: is kept with the ticket and shown to staff", () => {
    const story = given(
      counterOpened("1"),
      ticketTaken("A1"),
      ticketTaken("A2", { class: "care", ground: { by: "claim", reason: "pregnant" } }),
      ticketTaken("A3", { class: "priority", ground: { by: "staff", reason: "known" } }),
      ticketTaken("A4", proofOf("c1")),
      ticketTaken("A5", { class: "care" }),
    )
    const grounds = story.desk("1").waiting.tickets.map(({ number, ground }) => [number, ground])
    expect(Object.fromEntries(grounds)).toEqual({
      A001: null,
      A002: { by: "claim", reason: "pregnant" },
      A003: { by: "staff", reason: "known" },
      A004: { by: "proof" },
      A005: null,
    })
  })

  it("CLASS-2: care that is claimed is believed, and needs no proof", () => {
    expect(
      given(ticketTaken("A1", { class: "care", ground: { by: "claim", reason: "infant" } })).answer("A1")
        .class,
    ).toBe("care")
  })

  it("PROOF-1: a proof counts once, whatever became of the ticket", () => {
    const story = given(ticketTaken("A1", proofOf("c1")))
    story.when(takeTicket("A2", proofOf("c1"))).refused("proof-expired")
    story
      .and(ticketWithdrawn("A1"))
      .when(takeTicket("A2", proofOf("c1")))
      .refused("proof-expired")
    story.when(takeTicket("A2", proofOf("c2"))).then(ticketTaken("A2", proofOf("c2")))
  })

  it("PROOF-1: until its moment, that one included, and on its day", () => {
    given()
      .when(at("08:05"), takeTicket("A1", proofOf("c1")))
      .then(ticketTaken("A1", proofOf("c1")))
    given()
      .when(at("08:05:01"), takeTicket("A1", proofOf("c1")))
      .refused("proof-expired")
    given()
      .when(takeTicket("A1", proofOf("c1", { day: "2026-08-23" as BusinessDay })))
      .refused("proof-expired")
  })

  it("PROOF-1: a number that cannot be had leaves the proof as it was", () => {
    const plan = planOf({ about: { a: { isPaused: true } } })
    given(plan)
      .when(takeTicket("A1", proofOf("c1")))
      .refused("service-paused")
      .when(takeTicket("B1", proofOf("c1")))
      .then(ticketTaken("B1", proofOf("c1")))
  })

  it("CLASS-5: numbers have the service's letter, unless the plan gives the class its own", () => {
    given(ticketTaken("A1"), ticketTaken("A2", { class: "priority" }), ticketTaken("A3", { class: "care" }))
    const { classes } = planOf()
    const plan = planOf({ classes: { ...classes, priority: { ...classes.priority, letter: "B" } } })
    given(plan, ticketTaken("A1"), ticketTaken("B1"))
      .when(takeTicket("B2", { for: "a", class: "priority" }))
      .then(ticketTaken("B2", { for: "a", class: "priority" }))
      .and(ticketTaken("B3"))
  })
})

describe("a discreet call", () => {
  const { classes } = planOf()
  const quietPriority = planOf({
    classes: { ...classes, priority: { ...classes.priority, discreetCalls: true } },
  })

  it.each([
    ["by the customer's wish", planOf(), { isDiscreet: true }],
    ["by the plan of its class", quietPriority, { class: "priority" }],
  ] as const)(
    "DISCREET-1: %s, it is heard on the customer's page and at the counter, not in the hall",
    (_, plan, taking) => {
      const waiting = given(
        plan,
        counterOpened("1"),
        counterOpened("2"),
        ticketTaken("A1", taking),
        ticketTaken("A2"),
      )
      const called = waiting.and(ticketCalled("A1", "1"))
      const display = projectDisplay(called.day, 1, called.now)
      expect([display.calls, display.announcements]).toEqual([[], []])
      expect(projectTicket(called.day, called.ticket("A1").id, 1, called.now)).toMatchObject({
        isDiscreet: true,
        progress: { status: "called", counterId: "1", attempt: 1 },
      })
      expect(called.desk("1").ticket).toMatchObject({ number: "A001", isDiscreet: true, attempts: 1 })
      expect(called.desk("2").waiting.tickets).toMatchObject([{ number: "A002", isDiscreet: false }])
      const again = called.and(at("08:01"), ticketRecalled("A1"))
      expect(again.desk("1").ticket?.attempts).toBe(2)
      expect(projectDisplay(again.day, 1, again.now).announcements).toEqual([])
    },
  )

  it("DISCREET-2: every class may wish it, unless the plan offers it to nobody", () => {
    for (const of of ["regular", "priority", "care"] as const) {
      const story = given(counterOpened("1")).and(takeTicket("A1", { class: of, isDiscreet: true }))
      expect(story.answer("A1").isDiscreet).toBe(true)
      given(planOf({ calls: { discreetOnWish: false } }))
        .when(takeTicket("A1", { class: of, isDiscreet: true }))
        .refused("discreet-not-offered")
    }
    const { day, now } = given(planOf({ calls: { discreetOnWish: false } }), ticketTaken("A1"))
    expect(
      [projectKiosk(day, 1, now), projectKiosk(given().day, 1, now)].map((view) => view.offersDiscreet),
    ).toEqual([false, true])
  })

  it("CALL-7 and DISCREET-1: announcements have no gap where a discreet call was between them", () => {
    const story = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2", { isDiscreet: true }),
      ticketTaken("A3"),
      ticketCalled("A1", "1"),
      ticketCalled("A2", "2"),
      callUndone("A1"),
      ticketCalled("A1", "1"),
    )
    expect(story.day.announcements.map(({ no, number }) => [no, number])).toEqual([[2, "A001"]])
    expect(story.day.announcementCount).toBe(2)
  })

  it("DISCREET-1: a plan that changes meanwhile holds for the next recall", () => {
    const story = given(
      quietPriority,
      counterOpened("1"),
      ticketTaken("A1", { class: "priority" }),
      ticketCalled("A1", "1"),
      at("08:01"),
      { type: "change-plan", plan: planOf() },
      ticketRecalled("A1"),
    )
    expect(story.day.announcements).toMatchObject([{ no: 1, number: "A001", attempt: 2 }])
  })
})

describe("what the public sees", () => {
  it("CLASS-6: tells nobody's class or its ground", () => {
    const story = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1", { class: "care", ground: { by: "claim", reason: "pregnant" } }),
      ticketTaken("A2", { class: "priority", ground: { by: "staff", reason: "the mayor" } }),
      ticketTaken("A3", proofOf("c1")),
      ticketCalled("A1", "1"),
      ticketCalled("A2", "2"),
    )
    const { day, now } = story
    const views = [
      projectKiosk(day, 1, now),
      projectDisplay(day, 1, now),
      ...["A1", "A2", "A3"].map((name) => projectTicket(day, story.ticket(name).id, 1, now)),
    ]
    expect(JSON.stringify(views)).not.toMatch(/class|ground|regular|priority|care|pregnant|mayor|proof|claim/)
  })
})
