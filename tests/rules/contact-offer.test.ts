import type { Plan } from "@giliran/contract/plan"
import { Plan as PlanSchema } from "@giliran/contract/plan"
import { describe, expect, it } from "vitest"
import { demoPlan } from "../../server/demo/seed.ts"
import { contactOffer } from "../../server/rules/plan/contact-offer.ts"
import { problemOf } from "../../server/rules/plan/plan-problem.ts"
import { momentAt, planOf, theDay } from "../support/plan-of.ts"

const purpose = { id: "Kami mengabari Anda.", en: "We tell you." }
const offerOf = (words: Parameters<typeof planOf>[0]) => contactOffer({ plan: planOf(words), day: theDay })

const withContact = (words: Plan["contact"], languages = ["id", "en"]) =>
  ({ ...planOf(), languages, contact: words }) as Plan

describe("a phone number", () => {
  it("PRIVACY-1: is asked for by no plan that does not say so, the demo's included", () => {
    expect(offerOf({})).toBeNull()
    expect(demoPlan.contact).toBeUndefined()
    expect(planOf()).not.toHaveProperty("contact")
  })

  it("PRIVACY-2: is kept 24 hours from the day's end, or as the plan says", () => {
    expect(offerOf({ contact: { purpose } })).toEqual({
      purpose,
      until: momentAt("2026-08-26 00:00", "Asia/Jakarta"),
    })
    expect(offerOf({ contact: { purpose, keepHours: 0 }, cutOver: "03:00" })?.until).toBe(
      momentAt("2026-08-25 03:00", "Asia/Jakarta"),
    )
  })

  it("PRIVACY-2: on the night when clocks go back, hours are hours", () => {
    const plan = planOf({ contact: { purpose, keepHours: 2 }, zone: "America/New_York" })
    const offer = contactOffer({ plan, day: "2026-10-31" as typeof theDay })
    expect(offer?.until).toBe(momentAt("2026-11-01T01:00-05:00", plan.zone))
  })

  it.each([
    [{ purpose: { id: " ", en: "x" }, keepHours: 24 }, undefined, "contact.purpose says nothing in id"],
    [{ purpose: { id: "x", en: "" }, keepHours: 24 }, undefined, "contact.purpose says nothing in en"],
    [{ purpose, keepHours: 24 }, ["id", "en", "jv"], "contact.purpose says nothing in jv"],
    [
      { purpose: { ...purpose, en: "x".repeat(601) }, keepHours: 24 },
      undefined,
      "contact.purpose is longer than 600 signs in en",
    ],
  ])("PRIVACY-1: a plan with %j in %j is refused", (contact, languages, problem) => {
    expect(problemOf(withContact(contact, languages))).toBe(problem)
  })

  it.each([721, -1, 1.5])("is not kept for %d hours", (keepHours) => {
    const { success } = PlanSchema.safeParse({ ...planOf(), contact: { purpose, keepHours } })
    expect(success).toBe(false)
  })
})
