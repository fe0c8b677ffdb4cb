import type { BusinessDay, Instant } from "@giliran/contract/basics"
import { describe, expect, it } from "vitest"
import { businessDayOf, nextCutOver, openingsOf } from "../../server/rules/day/opening-hours.ts"
import { at, given } from "../support/given.ts"
import { counterOpened, ticketCalled, ticketTaken } from "../support/happenings.ts"
import { closeDay, openDay, takeTicket } from "../support/orders.ts"
import { momentAt, planOf } from "../support/plan-of.ts"

const instant = (iso: string) => Date.parse(iso) as Instant
const iso = (moment: Instant) => new Date(moment).toISOString()

describe("the business day", () => {
  it.each([
    { zone: "Asia/Jakarta", cutOver: "00:00", moment: "2026-08-23T16:59:59.999Z", day: "2026-08-23" },
    { zone: "Asia/Jakarta", cutOver: "00:00", moment: "2026-08-23T17:00:00Z", day: "2026-08-24" },
    { zone: "Asia/Jakarta", cutOver: "03:00", moment: "2026-08-23T19:59:59.999Z", day: "2026-08-23" },
    { zone: "Asia/Jakarta", cutOver: "03:00", moment: "2026-08-23T20:00:00Z", day: "2026-08-24" },
    { zone: "Pacific/Kiritimati", cutOver: "03:00", moment: "2026-12-31T12:59:00Z", day: "2026-12-31" },
    { zone: "Pacific/Kiritimati", cutOver: "03:00", moment: "2026-12-31T13:00:00Z", day: "2027-01-01" },
  ])("DAY-1: in $zone with cut-over $cutOver, $moment belongs to $day", ({ zone, cutOver, moment, day }) => {
    expect(businessDayOf(instant(moment), { zone, cutOver })).toBe(day)
  })

  it.each([
    {
      name: "spring in New York",
      zone: "America/New_York",
      cutOver: "00:00",
      from: "2026-03-07",
      hours: [23, 24],
    },
    {
      name: "autumn in New York",
      zone: "America/New_York",
      cutOver: "00:00",
      from: "2026-10-31",
      hours: [25, 24],
    },
    {
      name: "spring in Berlin",
      zone: "Europe/Berlin",
      cutOver: "03:00",
      from: "2026-03-27",
      hours: [23, 24],
    },
    {
      name: "autumn in Berlin",
      zone: "Europe/Berlin",
      cutOver: "03:00",
      from: "2026-10-23",
      hours: [25, 24],
    },
    {
      name: "spring on Lord Howe",
      zone: "Australia/Lord_Howe",
      cutOver: "00:00",
      from: "2026-10-03",
      hours: [23.5, 24],
    },
    {
      name: "autumn on Lord Howe",
      zone: "Australia/Lord_Howe",
      cutOver: "00:00",
      from: "2026-04-04",
      hours: [24.5, 24],
    },
    {
      name: "a cut-over inside the lost hour",
      zone: "America/New_York",
      cutOver: "02:30",
      from: "2026-03-06",
      hours: [24, 23, 24],
    },
    {
      name: "a cut-over inside the hour shown twice",
      zone: "America/New_York",
      cutOver: "01:30",
      from: "2026-10-30",
      hours: [24, 25, 24],
    },
  ])("DAY-1: days are as long as the clocks make them: $name", ({ zone, cutOver, from, hours }) => {
    const plan = { zone, cutOver }
    let starts = nextCutOver(momentAt(`${from} 12:00`, zone), plan)
    const lengths = hours.map(() => {
      const ends = nextCutOver(starts, plan)
      const length = (ends - starts) / 3_600_000
      expect(businessDayOf((ends - 1) as Instant, plan)).toBe(businessDayOf(starts, plan))
      expect(businessDayOf(ends, plan) > businessDayOf(starts, plan)).toBe(true)
      starts = ends
      return length
    })
    expect(lengths).toEqual(hours)
  })

  it("DAY-1: when clocks go back over the cut-over, the new day stays", () => {
    const plan = { zone: "America/New_York", cutOver: "01:30" }
    const seen = [
      "2026-11-01T01:29-04:00",
      "2026-11-01T01:30-04:00",
      "2026-11-01T01:10-05:00",
      "2026-11-01T02:00-05:00",
    ]
    expect(seen.map((moment) => businessDayOf(instant(moment), plan))).toEqual([
      "2026-10-31",
      "2026-11-01",
      "2026-11-01",
      "2026-11-01",
    ])
  })

  it.each([
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Jakarta",
  ])("DAY-1: each day of the year ends when it says and the next begins: %s", (zone) => {
    const hour = 3_600_000
    for (const cutOver of ["00:00", "01:30", "02:30", "03:00"]) {
      const plan = { zone, cutOver }
      let begins = nextCutOver(instant("2026-01-01T00:00Z"), plan)
      while (begins < instant("2027-01-01T00:00Z")) {
        const day = businessDayOf(begins, plan)
        const ends = nextCutOver(begins, plan)
        expect(businessDayOf((ends - 1) as Instant, plan)).toBe(day)
        expect(businessDayOf(ends, plan) > day).toBe(true)
        const step = ends - begins === 24 * hour ? 12 * hour : hour / 4
        for (let moment = begins; moment < ends; moment = (moment + step) as Instant)
          expect(businessDayOf(moment, plan)).toBe(day)
        begins = ends
      }
    }
  })
})

describe("hours", () => {
  const workday = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "15:00" }]

  it("HOURS-1: a number can be had from the opening until just before the closing hour", () => {
    const story = given(planOf({ hours: workday }))
    story
      .when(at("07:59:59"), takeTicket("A1"))
      .refused("branch-closed", { opensAt: momentAt("08:00", "Asia/Jakarta") })
    story.when(at("08:00"), takeTicket("A1")).then(ticketTaken("A1"))
    story.when(at("14:59:59.999"), takeTicket("A1")).then(ticketTaken("A1"))
    story.when(at("15:00"), takeTicket("A1")).refused("branch-closed", {
      opensAt: momentAt("2026-08-25 08:00", "Asia/Jakarta"),
    })
  })

  it("HOURS-1: on Friday evening the next opening is Monday's; a branch without hours has none", () => {
    const friday = given(planOf({ hours: workday }), at("2026-08-28 10:00"), closeDay, openDay("2026-08-28"))
    friday.when(at("2026-08-28 16:00"), takeTicket("A1")).refused("branch-closed", {
      opensAt: momentAt("2026-08-31 08:00", "Asia/Jakarta"),
    })
    given(planOf({ hours: [] }))
      .when(takeTicket("A1"))
      .refused("branch-closed", { opensAt: null })
  })

  it("HOURS-1: a service has hours of its own inside the branch's", () => {
    const story = given(
      planOf({ hours: workday, about: { b: { hours: [{ days: [1], from: "09:00", to: "12:00" }] } } }),
    )
    story.when(takeTicket("B1")).refused("service-closed", {
      serviceId: "b",
      opensAt: momentAt("09:00", "Asia/Jakarta"),
    })
    story.when(at("09:00"), takeTicket("B1")).then(ticketTaken("B1"))
    story.when(at("12:00"), takeTicket("B1")).refused("service-closed", {
      opensAt: momentAt("2026-08-31 09:00", "Asia/Jakarta"),
    })
  })

  it("HOURS-1: a lunch break closes in between; intervals that touch are one", () => {
    const lunch = [
      { days: [1], from: "08:00", to: "12:00" },
      { days: [1], from: "13:00", to: "15:00" },
      { days: [1], from: "15:00", to: "16:00" },
    ]
    const story = given(planOf({ hours: lunch }))
    story
      .when(at("12:30"), takeTicket("A1"))
      .refused("branch-closed", { opensAt: momentAt("13:00", "Asia/Jakarta") })
    expect(story.and(at("13:30")).desk("1").opening).toEqual({
      status: "open",
      closesAt: momentAt("16:00", "Asia/Jakarta"),
    })
  })

  it("HOURS-1: hours past midnight belong to the day on which they began", () => {
    const night = planOf({ cutOver: "03:00", hours: [{ days: [1], from: "20:00", to: "02:00" }] })
    const story = given(night)
    story.when(at("2026-08-25 01:59"), takeTicket("A1")).then(ticketTaken("A1"))
    story.when(at("2026-08-25 02:00"), takeTicket("A1")).refused("branch-closed", {
      opensAt: momentAt("2026-08-31 20:00", "Asia/Jakarta"),
    })
    const early = planOf({ cutOver: "03:00", hours: [{ days: [1], from: "00:30", to: "02:00" }] })
    given(early).when(at("2026-08-25 01:00"), takeTicket("A1")).then(ticketTaken("A1"))
  })

  it("HOURS-1: who waits at closing time is still called", () => {
    given(
      planOf({ hours: workday }),
      ticketTaken("A1"),
      counterOpened("1"),
      at("15:30"),
      ticketCalled("A1", "1"),
    )
      .when(takeTicket("A2"))
      .refused("branch-closed")
  })

  it.each([
    { zone: "America/New_York", day: "2026-03-08" as BusinessDay, opens: "2026-03-08T12:00:00.000Z" },
    { zone: "America/New_York", day: "2026-11-01" as BusinessDay, opens: "2026-11-01T13:00:00.000Z" },
    { zone: "Europe/Berlin", day: "2026-03-29" as BusinessDay, opens: "2026-03-29T06:00:00.000Z" },
    { zone: "Europe/Berlin", day: "2026-10-25" as BusinessDay, opens: "2026-10-25T07:00:00.000Z" },
  ])("HOURS-1: 08:00 is 08:00 on the wall when clocks change: $day in $zone", ({ zone, day, opens }) => {
    const { branch } = openingsOf(planOf({ zone, hours: [{ days: [7], from: "08:00", to: "15:00" }] }), day)
    expect(branch.today.map(({ from, to }) => [iso(from), (to - from) / 3_600_000])).toEqual([[opens, 7]])
  })
})
