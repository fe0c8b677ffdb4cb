import { describe, expect, it } from "vitest"
import { type Story, at, given } from "../support/given.ts"
import {
  calledByNumber,
  counterClosed,
  counterOpened,
  counterPaused,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketMovedOn,
  ticketReleased,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import { callNext, closeCounter, finish, transfer } from "../support/orders.ts"
import { minutes, planOf } from "../support/plan-of.ts"

/** Counter 1 for a, counter 2 for b; B1 and B2 wait, arrived before and after A1, which is served at 1. */
const serving = given(
  planOf({ counters: { 1: ["a"], 2: ["b"], 3: ["a", "b"] } }),
  counterOpened("1"),
  counterOpened("2"),
  ticketTaken("B1"),
  at("08:01"),
  ticketTaken("A1"),
  at("08:02"),
  ticketTaken("B2"),
  ticketCalled("A1", "1"),
  servingStarted("A1"),
  at("08:10"),
)

describe("transfers", () => {
  it("TRANSFER-1: to another service, to a counter, or to a teller, while called or served", () => {
    for (const to of ["b", "counter 2", "teller t2", "counter 2 b"])
      expect(serving.when(transfer("A1", to)).then(ticketTransferred("A1", to)).lineAt("2")).toContain("A1")
    given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
      .when(transfer("A1", "b"))
      .then(ticketTransferred("A1", "b"))
    serving.when(transfer("B1", "a")).refused("ticket-in-other-status", { status: "waiting" })
    serving.when(transfer("A1", "gold")).refused("unknown-service", { serviceId: "gold" })
  })

  it("TRANSFER-1: a counter gets what is sent to it in person, whatever services it has", () => {
    const sent = serving.when(transfer("A1", "counter 2")).then(ticketTransferred("A1", "counter 2"))
    expect(sent.ticket("A1").serviceId).toBe("a")
    sent.and(calledByNumber("A1", "2"))
  })

  it("TRANSFER-2: a counter or teller to whom it is sent must be there; a pause is not an absence", () => {
    serving.when(transfer("A1", "counter 3")).refused("counter-closed")
    serving.when(transfer("A1", "counter 9")).refused("unknown-counter", { counterId: "9" })
    serving.when(transfer("A1", "teller dewi")).refused("unknown-teller")
    serving
      .and(counterPaused("2"))
      .when(transfer("A1", "counter 2"))
      .then(ticketTransferred("A1", "counter 2"))
  })

  it.each([
    { place: "first", rule: "PLACE-2", line: ["A1", "B1", "B2"] },
    { place: "arrival", rule: "PLACE-3", line: ["B1", "A1", "B2"] },
    { place: "last", rule: "PLACE-3", line: ["B1", "B2", "A1"] },
  ] as const)("TRANSFER-3: sent $place it stands as $rule says", ({ place, line }) => {
    for (const to of ["b", "counter 2", "teller t2"])
      expect(serving.and(transfer("A1", to, { place })).lineAt("2")).toEqual(line)
  })

  it("TRANSFER-3: a new wait segment starts for the figures", () => {
    const called = serving.and(transfer("A1", "b", { place: "first" }), at("08:14"), ticketCalled("A1", "2"))
    expect(called.desk("2").ticket?.waitedMs).toBe(minutes(4))
  })
})

/** Sent from counter 1 to 2 with a promise, and served there. */
function away(place: "first" | "arrival" | "last", story: Story = serving): Story {
  return story.and(
    at("08:10"),
    ticketTaken("A2"),
    ticketTransferred("A1", "b", { place: "first", thenBack: place }),
    at("08:11"),
    ticketCalled("A1", "2"),
    servingStarted("A1"),
  )
}

describe("back to me afterwards", () => {
  it.each([
    { place: "first", line: ["A1", "A0", "A2"] },
    { place: "arrival", line: ["A0", "A1", "A2"] },
    { place: "last", line: ["A0", "A2", "A1"] },
  ] as const)("TRANSFER-4: returns to the sending teller, $place", ({ place, line }) => {
    const early = given(
      planOf({ counters: { 1: ["a"], 2: ["b"] }, numbering: { first: 0 } }),
      counterOpened("1"),
      counterOpened("2"),
      ticketTaken("A0"),
      at("08:01"),
      ticketTaken("A1"),
      calledByNumber("A1", "1"),
      servingStarted("A1"),
    )
    const back = away(place, early).when(at("08:20"), finish("A1")).then(ticketMovedOn("A1", "a"))
    expect(back.lineAt("1")).toEqual(line)
    expect(back.desk("1").waiting.tickets.find(({ number }) => number === "A001")?.isForMe).toBe(true)
  })

  it("TRANSFER-4: the promise is kept once", () => {
    away("first")
      .and(ticketMovedOn("A1", "a"), ticketCalled("A1", "1"), servingStarted("A1"))
      .when(finish("A1"))
      .then(ticketFinished("A1"))
  })

  it("TRANSFER-4: it stays through further transfers, and of several the latest is kept first", () => {
    const plan = planOf({ services: { a: "A", b: "B", c: "C" }, counters: { 1: ["a"], 2: ["b"], 3: ["c"] } })
    given(
      plan,
      counterOpened("1"),
      counterOpened("2"),
      counterOpened("3"),
      ticketTaken("A1"),
      ticketCalled("A1", "1"),
      ticketTransferred("A1", "b", { thenBack: "first" }),
      ticketCalled("A1", "2"),
      ticketTransferred("A1", "c", { thenBack: "first" }),
      ticketCalled("A1", "3"),
      servingStarted("A1"),
      ticketMovedOn("A1", "b"),
      ticketCalled("A1", "2"),
      servingStarted("A1"),
    )
      .when(finish("A1"))
      .then(ticketMovedOn("A1", "a"))
  })

  it("TRANSFER-5: when the sender went home meanwhile, it waits for the sender's service, by arrival", () => {
    const back = away("first").and(counterClosed("1")).when(finish("A1")).then(ticketMovedOn("A1", "a"))
    expect(back.ticket("A1").spot).toMatchObject({ audience: { for: "service" }, isFirst: false })
    expect(back.and(counterOpened("3", { teller: "budi" })).lineAt("3")).toEqual(["B1", "A1", "B2", "A2"])
  })

  it("TRANSFER-4: it finds its teller at whichever counter they sit now", () => {
    const moved = away("first").and(counterClosed("1"), counterOpened("3", { teller: "t1" }), finish("A1"))
    moved.when(callNext("3")).then(ticketCalled("A1", "3"))
  })
})

describe("a receiver goes home", () => {
  it("TRANSFER-5: what was sent to the counter or its teller waits for its service again, by arrival", () => {
    const sent = serving.and(
      ticketTransferred("A1", "counter 2", { place: "first" }),
      ticketTaken("A2"),
      ticketCalled("A2", "1"),
      ticketTransferred("A2", "teller t2"),
    )
    const story = sent
      .when(closeCounter("2"))
      .then(ticketReleased("A1"), ticketReleased("A2"), counterClosed("2"))
      .and(ticketTaken("A3"))
    expect(story.lineAt("1")).toEqual(["A1", "A2", "A3"])
  })
})
