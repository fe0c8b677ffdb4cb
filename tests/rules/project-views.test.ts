import { describe, expect, it } from "vitest"
import { projectDisplay, projectKiosk, projectTicket } from "../../server/rules/views/project-views.ts"
import { type Story, at, given } from "../support/given.ts"
import {
  counterOpened,
  dayClosed,
  servingStarted,
  ticketCalled,
  ticketMissed,
  ticketRecalled,
  ticketReturned,
  ticketTaken,
  ticketWithdrawn,
} from "../support/happenings.ts"
import { changePlan, ticketIdOf } from "../support/orders.ts"
import { minutes, momentAt, planOf } from "../support/plan-of.ts"

const kiosk = ({ day, now }: Story) => projectKiosk(day, 7, now)
const opening = (story: Story) => kiosk(story).opening
const display = ({ day, now }: Story) => projectDisplay(day, 7, now)
const phone = ({ day, now }: Story, name: string) => projectTicket(day, ticketIdOf(name), 7, now)
const workday = [{ days: [1], from: "08:00", to: "15:00" }]

describe("the kiosk's view", () => {
  it("QUEUE-1: tells per service how many wait and what a newcomer would wait", () => {
    const view = kiosk(given(ticketTaken("A1"), ticketTaken("A2"), ticketTaken("B1"), counterOpened("1")))
    expect(view).toMatchObject({ kind: "kiosk", version: 7, day: "2026-08-24", branch: { id: "bandung" } })
    expect(view.services.map(({ id, waitingCount }) => [id, waitingCount])).toEqual([
      ["a", 2],
      ["b", 1],
    ])
    // Three ahead, and counter 1 has empty hands: three departures of five minutes.
    expect(view.services[0]?.wait.p50).toBeGreaterThan(minutes(12) / 1000)
  })

  it("TAKE-2, TAKE-3 and HOURS-1: a card says what taking would say", () => {
    const story = given(
      planOf({
        services: { a: "A", b: "B", c: "C", d: "D" },
        hours: workday,
        about: {
          b: { isPaused: true },
          c: { dailyLimit: 1 },
          d: { hours: [{ days: [1], from: "09:00", to: "12:00" }] },
        },
      }),
      ticketTaken("C1"),
    )
    expect(kiosk(story).services.map(({ availability }) => availability)).toEqual([
      { status: "open" },
      { status: "paused" },
      { status: "full" },
      { status: "closed", opensAt: momentAt("09:00", "Asia/Jakarta") },
    ])
  })

  it("HOURS-1, TAKE-2 and DAY-3: the branch is open, closed by its hours, paused, or done for the day", () => {
    const story = given(planOf({ hours: workday }))
    expect(opening(story)).toEqual({ status: "open", closesAt: momentAt("15:00", "Asia/Jakarta") })
    expect(opening(story.and(at("15:00")))).toEqual({
      status: "closed",
      opensAt: momentAt("2026-08-31 08:00", "Asia/Jakarta"),
    })
    expect(opening(story.and(changePlan(planOf({ hours: workday, isTakingPaused: true }))))).toEqual({
      status: "paused",
    })
    expect(opening(story.and(dayClosed)).status).toBe("closed")
  })
})

describe("the display's view", () => {
  it("CALL-7: shows the last calls, newest first, each ticket once with its latest announcement", () => {
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
    expect(display(story).calls.map(({ number, attempt }) => [number, attempt])).toEqual([
      ["A001", 2],
      ["A002", 1],
    ])
    expect(display(story).announcements.map(({ no }) => no)).toEqual([1, 2, 3])
  })

  it("CALL-7: however often one ticket is recalled, the other last calls stay, and twelve announcements at most", () => {
    let story = given(counterOpened("1"), ...Array.from({ length: 8 }, (_, n) => ticketTaken(`A${n + 1}`)))
    for (let n = 1; n < 7; n++) story = story.and(ticketCalled(`A${n}`, "1"), ticketMissed(`A${n}`))
    story = story.and(ticketCalled("A7", "1"))
    for (let minute = 1; minute <= 15; minute++)
      story = story.and(at(`08:${String(minute).padStart(2, "0")}`), ticketRecalled("A7"))
    expect(display(story).calls.map(({ number }) => number)).toEqual([
      "A007",
      "A006",
      "A005",
      "A004",
      "A003",
      "A002",
    ])
    expect(display(story).announcements.map(({ no }) => no)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 11),
    )
  })
})

describe("the customer's view", () => {
  it("QUEUE-2: says the position and the wait while waiting, and the counter when called", () => {
    const story = given(ticketTaken("A1"), ticketTaken("A2", { andThen: ["b"] }), counterOpened("1"))
    expect(phone(story, "A2")).toMatchObject({
      number: "A002",
      progress: { status: "waiting", position: 2 },
      thenServices: [{ en: "Service b" }],
      actions: ["withdraw-ticket"],
    })
    const called = story.and(ticketCalled("A1", "1"))
    expect(phone(called, "A1")).toMatchObject({
      progress: { status: "called", counterId: "1", attempt: 1, calledAt: story.now },
      actions: [],
    })
    expect(phone(called.and(servingStarted("A1")), "A1")?.progress).toEqual({
      status: "serving",
      counterId: "1",
    })
  })

  it("RETURN-1: a missed customer may return while the grace lasts, or withdraw", () => {
    const missed = given(ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"), ticketMissed("A1"))
    expect(phone(missed, "A1")).toMatchObject({
      progress: { status: "no-show", returnUntil: momentAt("08:30", "Asia/Jakarta") },
      actions: ["withdraw-ticket", "return-ticket"],
    })
    expect(phone(missed.and(at("08:31")), "A1")?.actions).toEqual(["withdraw-ticket"])
    expect(phone(missed.and(ticketReturned("A1")), "A1")?.progress).toMatchObject({
      status: "waiting",
      position: 1,
    })
  })

  it("DAY-3 and WITHDRAW-1: after the end there is nothing left to do", () => {
    const story = given(ticketTaken("A1"), ticketTaken("A2"), ticketWithdrawn("A1"), dayClosed)
    expect(phone(story, "A1")).toMatchObject({
      progress: { status: "withdrawn", endedAt: story.now },
      actions: [],
    })
    expect(phone(story, "A2")).toMatchObject({
      progress: { status: "expired", endedAt: story.now },
      actions: [],
    })
    expect(phone(story, "A9")).toBeNull()
  })
})
