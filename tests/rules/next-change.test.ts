import { describe, expect, it } from "vitest"
import { nextChange } from "../../server/rules/views/next-change.ts"
import { type Story, at, given } from "../support/given.ts"
import {
  counterOpened,
  servingStarted,
  ticketCalled,
  ticketMissed,
  ticketParked,
  ticketTaken,
} from "../support/happenings.ts"
import { minutes, momentAt, planOf, seconds } from "../support/plan-of.ts"

const workday = planOf({ hours: [{ days: [1], from: "08:00", to: "15:00" }] })
const next = ({ day, now }: Story) => nextChange(day, now)

describe("the next change", () => {
  it("HOURS-1: is the opening or the closing when nothing else is near", () => {
    const story = given(workday)
    expect(next(story.and(at("07:00")))).toBe(momentAt("08:00", "Asia/Jakarta"))
    expect(next(story)).toBe(momentAt("15:00", "Asia/Jakarta"))
    expect(next(story.and(at("15:00")))).toBeNull()
  })

  it("RECALL-3 and UNDO-1: is when a call may be repeated, then when it may no longer be undone", () => {
    const called = given(workday, ticketTaken("A1"), counterOpened("1"), ticketCalled("A1", "1"))
    expect(next(called)).toBe(called.now + seconds(20))
    expect(next(called.and(at("08:00:20")))).toBe(called.now + minutes(2) + 1)
  })

  it("PARK-2 and RETURN-1: is when a parked ticket is due, or a missed one may no longer return", () => {
    const story = given(
      workday,
      ticketTaken("A1"),
      ticketTaken("A2"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
    )
    const parked = story.and(servingStarted("A1"), ticketParked("A1", minutes(5)))
    expect(next(parked)).toBe(story.now + minutes(5))
    expect(next(story.and(ticketMissed("A1")))).toBe(story.now + minutes(30) + 1)
  })

  it("CALL-10: is when somebody has waited so long that a counter may help", () => {
    const plan = planOf({
      hours: [{ days: [1], from: "08:00", to: "15:00" }],
      profiles: {
        2: { classes: ["care"], overflow: [{ when: { kind: "longest-wait-over", ms: minutes(20) } }] },
      },
    })
    const story = given(
      plan,
      counterOpened("2"),
      at("08:01"),
      ticketTaken("A1"),
      at("08:02"),
      ticketTaken("A2"),
    )
    const helpsAt = momentAt("08:21", "Asia/Jakarta") + 1
    expect(next(story)).toBe(helpsAt)
    expect(story.and(at("08:21")).desk("2").primary).toBeNull()
    expect(story.and(at("08:21:01")).desk("2").primary).toBe("call-next")
  })
})
