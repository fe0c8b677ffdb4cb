import { Plan } from "@giliran/contract/plan"
import { describe, expect, it } from "vitest"
import { ownPhrasesOf } from "../../server/rules/plan/own-phrases.ts"
import { whyNotAccepted } from "../../server/plans/accept-plan.ts"
import { obstacleOf } from "../../server/rules/plan/plan-problem.ts"
import { planOf } from "../support/plan-of.ts"

const planSaying = (phrases: NonNullable<Plan["phrases"]>): Plan => ({ ...planOf(), phrases })

const isRefused = (phrases: unknown) => !Plan.safeParse({ ...planOf(), phrases }).success

describe("a bank's own phrases", () => {
  it("PLAN-5: are taken where they fit the screen's own", () => {
    const plan = planSaying({
      id: {
        "kiosk.invite": "Apa yang bisa kami bantu?",
        "kiosk.peopleAhead": "{count, plural, other {Masih # nasabah}} di depan Anda",
        // A value need not be said.
        "display.opensAt": "Sampai besok",
        "counterActions.call-next": "Berikutnya!",
      },
      jv: { "kiosk.peopleAhead": "{count} tiyang wonten ngajeng panjenengan" },
    })
    expect(Plan.parse(plan).phrases).toEqual(plan.phrases)
    expect(whyNotAccepted(plan)).toBeNull()
  })

  it.each([
    {
      phrases: { id: { "kiosk.invit": "Halo" } },
      problem: "phrases.id.kiosk.invit is no phrase of a branch's screens",
    },
    {
      phrases: { en: { "staff.title": "People" } },
      problem: "phrases.en.staff.title is no phrase of a branch's screens",
    },
    {
      phrases: { id: { "kiosk.toString": "Halo" } },
      problem: "phrases.id.kiosk.toString is no phrase of a branch's screens",
    },
    {
      phrases: { id: { "kiosk.openUntil": "Buka sampai {jam}" } },
      problem: "phrases.id.kiosk.openUntil asks for {jam}; the screen gives it {time}",
    },
    {
      phrases: { id: { "kiosk.invite": "Halo {name}" } },
      problem: "phrases.id.kiosk.invite asks for {name}; the screen gives it nothing",
    },
    {
      phrases: { en: { "kiosk.openUntil": "Open for {time, number} hours" } },
      problem: "phrases.en.kiosk.openUntil takes {time} for a number, which it is not",
    },
    {
      phrases: { en: { "kiosk.peopleAhead": "{count, plural, one {# person}} ahead" } },
      problem: "phrases.en.kiosk.peopleAhead is no ICU message: MISSING_OTHER_CLAUSE",
    },
  ])("PLAN-5: are refused with the phrase: $problem", ({ phrases, problem }) => {
    const plan = planSaying(phrases)
    expect(whyNotAccepted(plan)).toBe(problem)
    // PLAN-4: a phrase that a later version does not know any more closes no branch.
    expect(obstacleOf(plan)).toBeNull()
  })

  it("PLAN-5: are refused by their shape before anything else", () => {
    expect(isRefused({ id: { "kiosk.invite": "" } })).toBe(true)
    expect(isRefused({ id: { "kiosk.invite": "a".repeat(401) } })).toBe(true)
    expect(isRefused({ id: { invite: "Halo" } })).toBe(true)
    expect(isRefused({ Indonesian: { "kiosk.invite": "Halo" } })).toBe(true)
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`kiosk.a${n}`, "Halo"]))
    expect(isRefused({ id: many })).toBe(true)
  })

  it("go to the screens that say them, and are parted once", () => {
    const plan = planSaying({
      id: { "kiosk.invite": "Halo", "display.closed": "Tutup", "times.anyMoment": "sebentar" },
      en: { "display.closed": "Closed" },
    })
    expect(ownPhrasesOf(plan, "kiosk")).toEqual({
      id: { "kiosk.invite": "Halo", "times.anyMoment": "sebentar" },
    })
    expect(ownPhrasesOf(plan, "display")).toEqual({
      id: { "display.closed": "Tutup", "times.anyMoment": "sebentar" },
      en: { "display.closed": "Closed" },
    })
    expect(ownPhrasesOf(plan, "kiosk")).toBe(ownPhrasesOf(plan, "kiosk"))
    expect(ownPhrasesOf(planOf(), "kiosk")).toBeUndefined()
  })
})
