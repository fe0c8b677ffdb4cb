import type { Plan } from "@giliran/contract/plan"
import { describe, expect, it } from "vitest"
import { callingRuleOf } from "../../server/rules/calling/calling-rule.ts"
import { problemOf, warningsOf } from "../../server/rules/plan/plan-problem.ts"
import { at, given } from "../support/given.ts"
import {
  counterOpened,
  ticketCalled,
  ticketTaken,
  ticketTransferred,
  calledByNumber,
} from "../support/happenings.ts"
import { type PlanWords, minutes, planOf } from "../support/plan-of.ts"

type Preset = "head-start" | "accumulating" | "strict" | "first-come"

const promised = (regular: number, priority: number, care: number): NonNullable<PlanWords["classes"]> => ({
  regular: { targetWaitMs: minutes(regular) },
  priority: { targetWaitMs: minutes(priority) },
  care: { targetWaitMs: minutes(care) },
})

const planWith = (preset: Preset, words: PlanWords = {}) =>
  planOf({ classes: promised(20, 10, 5), callingRule: { preset }, ...words })

/** Of the only ticket, of care. */
const reasonOf = (plan: Plan) =>
  given(plan, ticketTaken("A1", { class: "care" }), counterOpened("1"), ticketCalled("A1", "1")).desk("1")
    .ticket?.reason

describe("the plan's calling rule", () => {
  it("PRESET-1: head starts follow from the targets, so the earliest promised moment goes first", () => {
    expect(callingRuleOf(planWith("head-start")).credits).toEqual({
      regular: { rate: 1, headStartMs: 0 },
      priority: { rate: 1, headStartMs: minutes(10) },
      care: { rate: 1, headStartMs: minutes(15) },
    })
  })

  it("PRESET-1: is what a plan gets that says nothing, and a head start that is given stands", () => {
    const { credits, maxWaitMs } = callingRuleOf(planOf())
    expect(credits.priority).toEqual({ rate: 1, headStartMs: minutes(10) })
    expect(maxWaitMs).toBe(Number.POSITIVE_INFINITY)
  })

  it("PRESET-2: rates follow from the targets: half the target, twice the rate", () => {
    expect(callingRuleOf(planWith("accumulating")).credits).toEqual({
      regular: { rate: 1, headStartMs: 0 },
      priority: { rate: 2, headStartMs: 0 },
      care: { rate: 4, headStartMs: 0 },
    })
  })

  it("PRESET-3: strict calls care, then priority, however long a regular customer has waited", () => {
    const story = given(
      planWith("strict"),
      ticketTaken("A1"),
      at("17:00"),
      ticketTaken("A2", { class: "priority" }),
      ticketTaken("A3", { class: "care" }),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["A3", "A2", "A1"])
    expect(story.and(ticketCalled("A3", "1")).desk("1").ticket?.why).toEqual({
      id: "Kebutuhan khusus · menunggu 0 mnt, selalu didahulukan di cabang ini",
      en: "Care · waited 0 min, always first in this branch",
    })
  })

  it("CALL-6: under strict, who has waited longest anyway is just the next", () => {
    const story = given(
      planWith("strict"),
      ticketTaken("A1", { class: "care" }),
      at("08:03"),
      ticketTaken("A2"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
    )
    expect(story.desk("1").ticket?.why.en).toBe("Next in line · waited 3 min")
  })

  it("PRESET-2 and CALL-6: the teller reads how long an accumulated wait counts", () => {
    const story = given(
      planWith("accumulating", { classes: promised(20, 10, 5) }),
      ticketTaken("A1"),
      at("08:05"),
      ticketTaken("A2", { class: "care" }),
      at("08:10"),
      counterOpened("1"),
      ticketCalled("A2", "1"),
    )
    expect(story.desk("1").ticket?.why).toEqual({
      id: "Kebutuhan khusus · menunggu 5 mnt, dihitung 20 mnt",
      en: "Care · waited 5 min, counted as 20 min",
    })
  })

  it("PRESET-3: strict is accepted with a warning, and the others without", () => {
    expect(problemOf(planWith("strict"))).toBeNull()
    expect(warningsOf(planWith("strict"), null)[0]?.en).toContain("without end")
    for (const preset of ["head-start", "accumulating", "first-come"] as const)
      expect(warningsOf(planWith(preset), problemOf(planWith(preset)))).toEqual([])
  })

  it("PRESET-4: first-come goes by arrival alone, whatever the classes are given", () => {
    const story = given(
      planWith("first-come", { classes: planOf().classes }),
      ticketTaken("A1"),
      at("08:00:01"),
      ticketTaken("A2", { class: "care" }),
      ticketTaken("A3", { class: "priority" }),
      counterOpened("1"),
    )
    expect(story.lineAt("1")).toEqual(["A1", "A2", "A3"])
  })

  it("CALL-9: care is worth no less than priority, whatever the plan says", () => {
    const { credits } = callingRuleOf(
      planOf({
        classes: {
          regular: { headStartMs: 0, rate: 1 },
          priority: { headStartMs: minutes(10), rate: 3 },
          care: { headStartMs: minutes(2), rate: 1 },
        },
      }),
    )
    expect(credits.care).toEqual(credits.priority)
  })
})

describe("CALL-8: the cap", () => {
  const capped = planOf({ callingRule: { preset: "head-start", maxWaitMs: minutes(20) } })
  const story = given(
    capped,
    ticketTaken("A1"),
    at("08:01"),
    ticketTaken("A2"),
    at("08:15"),
    ticketTaken("A3", { class: "care" }),
    counterOpened("1"),
  )

  it("CALL-8: until it is reached the score decides", () => {
    expect(story.and(at("08:20")).lineAt("1")).toEqual(["A1", "A3", "A2"])
  })

  it("CALL-8: past it a ticket goes by arrival alone, before those that are not past it", () => {
    const later = story.and(at("08:21:01"))
    expect(later.lineAt("1")).toEqual(["A1", "A2", "A3"])
    const called = later.and(ticketCalled("A1", "1")).desk("1").ticket
    expect(called?.reason.rule).toBe("over-cap")
    expect(called?.why).toEqual({
      id: "Reguler A001 sudah menunggu 21 mnt: melewati batas 20 mnt",
      en: "Regular A001 has waited 21 min: over the 20 min cap",
    })
    expect(called?.reason).toMatchObject({ preset: "head-start", maxWaitMs: minutes(20), number: "A001" })
  })

  it("CALL-6 and CALL-8: a cap that did not decide is no part of the reason; the promised wait always is", () => {
    const own = reasonOf(planWith("head-start", { callingRule: capped.callingRule }))
    expect(own).toMatchObject({ rule: "highest-score", preset: "head-start", targetWaitMs: minutes(5) })
    expect(own).not.toHaveProperty("maxWaitMs")
    expect(reasonOf(planOf({ about: { a: { targetWaitMs: minutes(12) } } }))?.targetWaitMs).toBe(minutes(12))
  })

  it("CALL-8: who has waited longer than the cap goes by arrival, of whatever class", () => {
    expect(story.and(at("09:00")).lineAt("1")).toEqual(["A1", "A2", "A3"])
  })

  it("CALL-8: what was sent first still goes before it", () => {
    const sent = story.and(
      counterOpened("2"),
      calledByNumber("A3", "2"),
      ticketTransferred("A3", "counter 1", { place: "first" }),
      at("09:00"),
    )
    expect(sent.lineAt("1")).toEqual(["A3", "A1", "A2"])
  })
})

describe("PLAN-3: classes that contradict themselves", () => {
  it.each([
    {
      problem: "class priority is promised a longer wait than regular; give it a shorter targetWaitMs",
      plan: planOf({ classes: promised(10, 20, 5) }),
    },
    {
      problem: "class care has a targetWaitMs of zero, which no rate can keep; give it one above zero",
      plan: planWith("accumulating", { classes: promised(20, 10, 0) }),
    },
    {
      problem: "class priority would be worth less than regular; give it no smaller rate and headStartMs",
      plan: planOf({
        classes: {
          regular: { headStartMs: minutes(5) },
          priority: { headStartMs: 0 },
          care: { headStartMs: minutes(5) },
        },
      }),
    },
  ])("PLAN-3: is refused with the reason: $problem", ({ plan, problem }) => {
    expect(problemOf(plan)).toBe(problem)
  })

  it("PLAN-3: a negative target is refused where the plan is read", () => {
    expect(() => planOf({ classes: promised(20, -1, 5) })).toThrow(/targetWaitMs/)
  })
})
