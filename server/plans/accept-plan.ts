import type { Plan } from "@giliran/contract/plan"
import { valuesOf } from "@giliran/languages/build/read-message"
import * as phrases from "@giliran/languages/id"
import { sectionsSaid } from "../rules/plan/own-phrases.ts"
import { problemOf } from "../rules/plan/plan-problem.ts"

/** Why a plan is not accepted, in words for the person who wrote it; null when it is: what the rules say, and then the bank's own words. */
export function whyNotAccepted(plan: Plan): string | null {
  return problemOf(plan) ?? badPhrases(plan)
}

const sections = new Map<string, Readonly<Record<string, string>>>(
  Object.entries({ ...phrases }).filter(([name]) => sectionsSaid.has(name)),
)

/** Why the bank's own words are not accepted, with the phrase (PLAN-5); null when they are. */
export function badPhrases({ phrases: own = {} }: Pick<Plan, "phrases">): string | null {
  for (const [language, words] of Object.entries(own))
    for (const [key, text] of Object.entries(words)) {
      const problem = problemOfPhrase(key, text)
      if (problem !== null) return `phrases.${language}.${key} ${problem}`
    }
  return null
}

function problemOfPhrase(key: string, text: string): string | null {
  const [section = "", name = ""] = key.split(".")
  const ours = sections.get(section)
  if (ours === undefined || !Object.hasOwn(ours, name)) return "is no phrase of a branch's screens"
  const given = valuesOf(ours[name] ?? "")
  const offered = given.size === 0 ? "nothing" : [...given.keys()].map((value) => `{${value}}`).join(", ")
  try {
    for (const [value, kind] of valuesOf(text)) {
      const known = given.get(value)
      if (known === undefined) return `asks for {${value}}; the screen gives it ${offered}`
      if (kind !== "words" && kind !== known) return `takes {${value}} for a ${kind}, which it is not`
    }
    return null
  } catch (error) {
    return `is no ICU message: ${error instanceof Error ? error.message : String(error)}`
  }
}
