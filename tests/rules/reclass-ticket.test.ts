import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  callUndone,
  counterOpened,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketMissed,
  ticketParked,
  ticketReclassed,
  ticketReturned,
  ticketTaken,
  ticketTransferred,
  ticketWithdrawn,
} from "../support/happenings.ts"
import { reclass, undoCall } from "../support/orders.ts"
import { planOf } from "../support/plan-of.ts"

const called = given(counterOpened("1"), ticketTaken("A1"), ticketCalled("A1", "1"))
const serving = called.and(servingStarted("A1"))

describe("another class", () => {
  it("CLASS-3: of a ticket that waits, is called, served or parked", () => {
    for (const story of [given(ticketTaken("A1")), called, serving, serving.and(ticketParked("A1"))]) {
      const after = story.when(reclass("A1", "care", "elderly")).then({
        order: null,
        event: {
          type: "ticket-reclassed",
          ticketId: story.ticket("A1").id,
          from: "regular",
          to: "care",
          reason: "elderly",
        },
      })
      expect(after.ticket("A1")).toMatchObject({
        status: story.ticket("A1").status,
        class: "care",
        ground: { by: "staff", reason: "elderly" },
      })
    }
  })

  it("CLASS-3: not of one that was missed or has ended, nor to the class that it has", () => {
    given().when(reclass("A1", "care")).refused("unknown-ticket")
    given(ticketTaken("A1")).when(reclass("A1", "regular")).refused("ticket-has-class")
    called
      .and(ticketMissed("A1"))
      .when(reclass("A1", "care"))
      .refused("ticket-in-other-status", { status: "no-show" })
    serving
      .and(ticketFinished("A1"))
      .when(reclass("A1", "care"))
      .refused("ticket-in-other-status", { status: "finished" })
    given(ticketTaken("A1"), ticketWithdrawn("A1"))
      .when(reclass("A1", "care"))
      .refused("ticket-in-other-status", { status: "withdrawn" })
  })

  it("CLASS-4: the arrival is kept, and the place is that of the new class", () => {
    const story = given(
      ticketTaken("A1"),
      at("08:01"),
      ticketTaken("A2"),
      ticketTaken("A3", { class: "priority" }),
      at("08:02"),
      ticketTaken("A4", { class: "priority" }),
    )
    expect(story.lineAt("1")).toEqual(["A3", "A4", "A1", "A2"])
    const after = story.and(ticketReclassed("A2", "priority"))
    expect(after.lineAt("1")).toEqual(["A2", "A3", "A4", "A1"])
    expect(after.answer("A2")).toMatchObject({ number: "A002", class: "priority", position: 1 })
    expect(after.ticket("A2").spot).toEqual(story.ticket("A2").spot)
    expect(after.and(ticketReclassed("A2", "regular")).lineAt("1")).toEqual(story.lineAt("1"))
  })

  it("CLASS-4 and UNDO-2: an undone call gives the place that the ticket would have had, had it been of the new class from the start", () => {
    const waiting = given(
      counterOpened("1"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      at("08:01"),
      ticketTaken("A3", { class: "priority" }),
      ticketTaken("A4", { class: "priority" }),
    )
    const down = waiting
      .and(ticketCalled("A3", "1"), ticketReclassed("A3", "regular"))
      .when(undoCall("A3"))
      .then(callUndone("A3"))
    expect(down.lineAt("1")).toEqual(["A4", "A1", "A2", "A3"])
    expect(down.lineAt("1")).toEqual(waiting.and(ticketReclassed("A3", "regular")).lineAt("1"))
    const up = down.and(ticketCalled("A4", "1"), ticketReclassed("A4", "care"), callUndone("A4"))
    expect(up.lineAt("1")).toEqual(["A4", "A1", "A2", "A3"])
  })

  it("CLASS-4: what was sent to somebody in person, or to go first, stays so", () => {
    const story = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketCalled("A1", "1"),
      ticketTransferred("A1", "counter 2", { place: "first" }),
      ticketReclassed("A1", "care"),
    )
    expect([story.lineAt("1"), story.lineAt("2")]).toEqual([[], ["A1"]])
    expect(story.ticket("A1").spot.isFirst).toBe(true)
  })

  it("CLASS-4 and RETURN-2: a missed customer returns in the new class", () => {
    const story = given(
      counterOpened("1"),
      ticketTaken("A1"),
      at("08:01"),
      ticketTaken("A2", { class: "care" }),
      ticketReclassed("A1", "care"),
      ticketCalled("A1", "1"),
      ticketMissed("A1"),
      ticketReturned("A1"),
    )
    expect(story.lineAt("1")).toEqual(["A1", "A2"])
  })

  it("CLASS-5: the number stays as it was printed, and the class's own series has no gap", () => {
    const plan = planOf({
      classes: {
        regular: { headStartMs: 0, rate: 1 },
        priority: { headStartMs: 600_000, rate: 1, letter: "P" },
        care: { headStartMs: 900_000, rate: 1 },
      },
    })
    given(plan, ticketTaken("A1"), ticketReclassed("A1", "priority"))
      .and(
        ticketTaken("P1", { for: "b", class: "priority" }),
        ticketTaken("P2", { for: "a", class: "priority" }),
      )
      .and(ticketTaken("B1"), ticketTaken("A2", { class: "care" }))
  })
})
