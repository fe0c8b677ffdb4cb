import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  calledByNumber,
  counterClosed,
  counterOpened,
  servingStarted,
  ticketCalled,
  ticketMissed,
  ticketReturned,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import { comeBack, noShow, noShowAndCallNext } from "../support/orders.ts"
import { minutes, planOf } from "../support/plan-of.ts"

const called = given(ticketTaken("A1"), ticketTaken("A2"), counterOpened("1"), ticketCalled("A1", "1"))

describe("no-show", () => {
  it("NOSHOW-1: a called ticket whose customer does not come is missed; the counter is free", () => {
    const missed = called.when(noShow("A1")).then(ticketMissed("A1"))
    expect(missed.desk("1")).toMatchObject({
      ticket: null,
      missed: [{ number: "A001" }],
      primary: "call-next",
    })
    called
      .and(servingStarted("A1"))
      .when(noShow("A1"))
      .refused("ticket-in-other-status", { status: "serving" })
  })

  it("FINISH-4: no-show calls the next in the same command, or nobody", () => {
    called.when(noShowAndCallNext("A1")).then(ticketMissed("A1"), ticketCalled("A2", "1"))
    given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
      .when(noShowAndCallNext("A1"))
      .then(ticketMissed("A1"))
  })
})

/** A1 was missed; A2 … An wait. */
const missedWith = (count: number, grace: Parameters<typeof planOf>[0]) =>
  given(
    planOf(grace),
    ticketTaken("A1"),
    ...Array.from({ length: count }, (_, n) => ticketTaken(`A${n + 2}`)),
    counterOpened("1"),
    ticketCalled("A1", "1"),
    ticketMissed("A1"),
    at("08:05"),
  )

const after = (count: number) => ({ grace: { kind: "after-tickets", count, withinMs: minutes(30) } }) as const
const keep = { grace: { kind: "keep-place", withinMs: minutes(30) } } as const

describe("returning", () => {
  it("RETURN-1: while the plan's grace lasts, to the millisecond", () => {
    const missed = missedWith(1, keep)
    missed.when(at("08:30"), comeBack("A1")).then(ticketReturned("A1"))
    missed.when(at("08:30:00.001"), comeBack("A1")).refused("return-too-late")
    called.when(comeBack("A1")).refused("ticket-in-other-status", { status: "called" })
    called.when(comeBack("A9")).refused("unknown-ticket")
  })

  it("RETURN-1: also when every counter has closed meanwhile", () => {
    const back = missedWith(2, keep).and(counterClosed("1")).when(comeBack("A1")).then(ticketReturned("A1"))
    expect(back.answer("A1").position).toBe(1)
  })

  it("RETURN-2: keep-place gives the place it had", () => {
    expect(missedWith(3, keep).and(ticketReturned("A1")).lineAt("1")).toEqual(["A1", "A2", "A3", "A4"])
  })

  it("RETURN-2: among those who wait for its service, even when it had been sent to a teller first", () => {
    const missed = given(
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      calledByNumber("A2", "1"),
      ticketTransferred("A2", "teller t2", { place: "first" }),
      ticketCalled("A2", "2"),
      ticketMissed("A2"),
      counterClosed("2"),
    )
    expect(missed.and(ticketReturned("A2")).lineAt("1")).toEqual(["A1", "A2"])
  })

  it("RETURN-3: after-tickets puts it behind the next n of its class and service", () => {
    expect(missedWith(4, after(2)).and(ticketReturned("A1")).lineAt("1")).toEqual([
      "A2",
      "A3",
      "A1",
      "A4",
      "A5",
    ])
    expect(missedWith(4, after(0)).and(ticketReturned("A1")).lineAt("1")).toEqual([
      "A1",
      "A2",
      "A3",
      "A4",
      "A5",
    ])
  })

  it("RETURN-3: behind all who wait when there are fewer, before those who come after", () => {
    const back = missedWith(1, after(3)).and(ticketReturned("A1"), ticketTaken("A3"))
    expect(back.lineAt("1")).toEqual(["A2", "A1", "A3"])
    expect(missedWith(0, after(3)).and(ticketReturned("A1"), ticketTaken("A2")).lineAt("1")).toEqual([
      "A1",
      "A2",
    ])
  })

  it("RETURN-3: other classes and services are not counted", () => {
    const story = given(
      planOf(after(1)),
      ticketTaken("A1"),
      ticketTaken("B1"),
      ticketTaken("A2", { class: "care" }),
      ticketTaken("A3"),
      ticketTaken("A4"),
      counterOpened("1"),
      calledByNumber("A1", "1"),
      ticketMissed("A1"),
      ticketReturned("A1"),
    )
    expect(story.lineAt("1")).toEqual(["A2", "B1", "A3", "A1", "A4"])
  })

  it("RETURN-3: never before the place it had", () => {
    const story = given(
      planOf(after(1)),
      ...["A1", "A2", "A3", "A4"].map((name) => ticketTaken(name)),
      counterOpened("1"),
      calledByNumber("A4", "1"),
      ticketMissed("A4"),
      ticketReturned("A4"),
    )
    expect(story.lineAt("1")).toEqual(["A1", "A2", "A3", "A4"])
  })

  it("RETURN-3: who returned earlier is not pushed back, and who is missed again starts again", () => {
    const both = missedWith(3, after(1)).and(ticketCalled("A2", "1"), ticketMissed("A2"))
    const returned = both.and(ticketReturned("A1"), ticketReturned("A2"))
    expect(returned.lineAt("1")).toEqual(["A3", "A1", "A2", "A4"])
    const again = returned.and(
      counterOpened("2"),
      ticketCalled("A3", "2"),
      ticketCalled("A1", "1"),
      ticketMissed("A1"),
      ticketReturned("A1"),
    )
    expect(again.lineAt("1")).toEqual(["A2", "A1", "A4"])
  })
})
