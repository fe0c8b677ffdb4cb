import { describe, expect, it } from "vitest"
import { problemOf } from "../../server/rules/plan/plan-problem.ts"
import { planOf } from "../support/plan-of.ts"

const daily = (from: string, to: string) => [{ days: [1], from, to }]

describe("a plan's problems", () => {
  it("PLAN-1: a sound plan has none", () => {
    expect(problemOf(planOf())).toBeNull()
  })

  const twice = planOf()
  it.each([
    {
      problem: "service a is there twice",
      plan: { ...twice, services: [...twice.services, ...twice.services] },
    },
    {
      problem: "counter 1 is there twice",
      plan: { ...twice, counters: [...twice.counters, ...twice.counters] },
    },
    {
      problem: "counter 1 serves gold, which is no service of the plan",
      plan: planOf({ counters: { 1: ["a", "b", "gold"] } }),
    },
    { problem: "no counter serves b", plan: planOf({ counters: { 1: ["a"] } }) },
    {
      problem: "zone Mars/Olympus is no time zone; write an IANA name such as Asia/Jakarta",
      plan: planOf({ zone: "Mars/Olympus" }),
    },
    { problem: "cutOver 24:00 is written 00:00", plan: planOf({ cutOver: "24:00" }) },
    { problem: "hours from 24:00 are written 00:00", plan: planOf({ hours: daily("24:00", "08:00") }) },
    {
      problem: "hours from 24:00 are written 00:00",
      plan: planOf({ about: { b: { hours: [{ days: [1], from: "24:00", to: "08:00" }] } } }),
    },
  ])("PLAN-1: is refused with the reason: $problem", ({ plan, problem }) => {
    expect(problemOf(plan)).toBe(problem)
  })

  it.each([
    { cutOver: "03:00", from: "22:00", to: "05:00" },
    { cutOver: "03:00", from: "02:00", to: "04:00" },
    { cutOver: "03:00", from: "00:00", to: "24:00" },
    { cutOver: "03:00", from: "08:00", to: "08:00" },
    { cutOver: "00:00", from: "20:00", to: "01:00" },
  ])("PLAN-1: hours $from–$to go past the cut-over at $cutOver", ({ cutOver, from, to }) => {
    expect(problemOf(planOf({ cutOver, hours: daily(from, to) }))).toContain("go past the cut-over")
  })

  it.each([
    { cutOver: "03:00", from: "22:00", to: "03:00" },
    { cutOver: "03:00", from: "03:00", to: "03:00" },
    { cutOver: "03:00", from: "00:30", to: "02:00" },
    { cutOver: "00:00", from: "00:00", to: "24:00" },
    { cutOver: "00:00", from: "08:00", to: "00:00" },
  ])("PLAN-1: hours $from–$to fit a day with cut-over $cutOver", ({ cutOver, from, to }) => {
    expect(problemOf(planOf({ cutOver, hours: daily(from, to) }))).toBeNull()
  })
})
