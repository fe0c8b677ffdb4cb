import { describe, expect, it } from "vitest"
import { at, given } from "../support/given.ts"
import {
  counterClosed,
  counterOpened,
  counterPaused,
  counterResumed,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketParked,
  ticketReleased,
  ticketTaken,
  ticketTransferred,
} from "../support/happenings.ts"
import {
  callNext,
  closeCounter,
  openCounter,
  pauseCounter,
  resume,
  resumeCounter,
} from "../support/orders.ts"

const opened = given(counterOpened("1", { teller: "dewi", screen: "screen-1" }))

describe("opening", () => {
  it("COUNTER-1: a counter has one teller, and a teller one counter", () => {
    opened
      .when(openCounter("2", { teller: "dewi", takeOver: true }))
      .refused("teller-at-other-counter", { counterId: "1" })
    opened.when(openCounter("1", { teller: "budi" })).refused("counter-held", { teller: { id: "dewi" } })
    opened.when(openCounter("9")).refused("unknown-counter", { counterId: "9" })
    opened
      .and(counterClosed("1"))
      .when(openCounter("2", { teller: "dewi" }))
      .then(counterOpened("2", { teller: "dewi" }))
  })

  it("COUNTER-2: a second person takes over knowingly", () => {
    const story = opened
      .when(at("08:30"), openCounter("1", { teller: "budi", takeOver: true }))
      .then(counterOpened("1", { teller: "budi" }))
    expect(story.desk("1").state).toMatchObject({
      status: "open",
      teller: { id: "budi" },
      openedAt: story.now,
    })
  })

  it("COUNTER-2: so does the same teller on a second screen, and their session goes on", () => {
    opened.when(openCounter("1", { teller: "dewi", screen: "screen-2" })).refused("counter-held")
    const taken = opened.and(
      at("08:30"),
      openCounter("1", { teller: "dewi", screen: "screen-2", takeOver: true }),
    )
    expect(taken.desk("1").state).toMatchObject({ screenId: "screen-2", openedAt: opened.now })
    const paused = opened.and(
      counterPaused("1"),
      openCounter("1", { teller: "dewi", screen: "screen-2", takeOver: true }),
    )
    expect(paused.desk("1").state).toMatchObject({ status: "paused", screenId: "screen-2", reason: "break" })
  })

  it("COUNTER-2: opening again from the same screen changes nothing", () => {
    opened.when(openCounter("1", { teller: "dewi", screen: "screen-1" })).then()
  })

  it("COUNTER-3: a ticket in hand, and those parked, stay with the counter", () => {
    const taken = opened
      .and(
        ticketTaken("A1"),
        ticketTaken("A2"),
        ticketCalled("A1", "1"),
        servingStarted("A1"),
        ticketParked("A1"),
        ticketCalled("A2", "1"),
        servingStarted("A2"),
      )
      .and(openCounter("1", { teller: "budi", takeOver: true }))
    expect(taken.desk("1")).toMatchObject({ ticket: { number: "A002" }, parked: [{ number: "A001" }] })
    taken.and(ticketFinished("A2"), resume("A1"), ticketFinished("A1"))
  })

  it("COUNTER-3: what was sent to the counter stays too; what was sent to its teller waits for its service again", () => {
    const sent = opened.and(
      counterOpened("2"),
      ticketTaken("A1"),
      ticketCalled("A1", "2"),
      ticketTransferred("A1", "teller dewi"),
      ticketTaken("A2"),
      ticketCalled("A2", "2"),
      ticketTransferred("A2", "counter 1"),
    )
    const taken = sent
      .when(openCounter("1", { teller: "budi", takeOver: true }))
      .then(ticketReleased("A1"), counterOpened("1"))
    expect(taken.lineAt("2")).toEqual(["A1"])
    expect(taken.lineAt("1")).toEqual(["A1", "A2"])
  })

  it("COUNTER-2: taking over a paused counter opens it", () => {
    const taken = opened.and(counterPaused("1"), openCounter("1", { teller: "budi", takeOver: true }))
    expect(taken.desk("1").state.status).toBe("open")
  })
})

describe("pausing", () => {
  it("COUNTER-4: with empty hands, for one of the plan's reasons", () => {
    opened.when(pauseCounter("1")).then(counterPaused("1"))
    opened.when(pauseCounter("1", "golf")).refused("unknown-pause-reason")
    opened.and(ticketTaken("A1"), ticketCalled("A1", "1")).when(pauseCounter("1")).refused("counter-busy")
    opened.when(pauseCounter("2")).refused("counter-closed")
    opened.when(pauseCounter("9")).refused("unknown-counter")
  })

  it("COUNTER-4: a pause ends, and is not begun twice", () => {
    const paused = opened.and(counterPaused("1"))
    paused.when(pauseCounter("1")).refused("counter-paused")
    const resumed = paused.when(resumeCounter("1")).then(counterResumed("1"))
    expect(resumed.desk("1").state).toEqual(opened.desk("1").state)
    opened.when(resumeCounter("1")).refused("counter-not-paused")
    opened.when(resumeCounter("2")).refused("counter-closed")
    opened.when(resumeCounter("9")).refused("unknown-counter")
  })
})

describe("closing", () => {
  it("COUNTER-5: with empty hands, from a pause as well", () => {
    opened.when(closeCounter("1")).then(counterClosed("1"))
    opened.and(counterPaused("1")).when(closeCounter("1")).then(counterClosed("1"))
    const called = opened.and(ticketTaken("A1"), ticketCalled("A1", "1"))
    called.when(closeCounter("1")).refused("counter-busy")
    called.and(servingStarted("A1")).when(closeCounter("1")).refused("counter-busy")
    opened.when(closeCounter("2")).refused("counter-closed")
    opened.when(closeCounter("9")).refused("unknown-counter")
  })

  it("CALL-1: a closed counter calls nobody until it is opened again", () => {
    const closed = opened.and(ticketTaken("A1"), counterClosed("1"))
    closed.when(callNext("1")).refused("counter-closed")
    closed.and(counterOpened("1")).when(callNext("1")).then(ticketCalled("A1", "1"))
  })
})
