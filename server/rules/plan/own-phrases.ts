import type { OwnPhrases, Plan } from "@giliran/contract/plan"
import type { ViewKind } from "@giliran/contract/views"
import { valuesOf } from "@giliran/languages/build/read-message"
import * as phrases from "@giliran/languages/id"

type SectionName = Exclude<keyof typeof phrases, "language">

/** Which words each kind of screen says. The branch office's pages are the bank's, not a branch's. */
const saidBy = {
  kiosk: ["shared", "times", "kiosk", "paper"],
  ticket: ["shared", "times", "ticket", "waitCauses"],
  display: ["shared", "times", "display", "greetings"],
  counter: [
    "shared",
    "times",
    "counter",
    "counterActions",
    "deskKeys",
    "deskKeyMeanings",
    "classes",
    "classGrounds",
    "places",
    "outcomes",
    "callReasons",
    "careReasons",
    "reclassReasons",
    "duty",
    "why",
  ],
} as const satisfies Readonly<Record<ViewKind, readonly SectionName[]>>

const said: ReadonlySet<string> = new Set(Object.values(saidBy).flat())

const sections = new Map<string, Readonly<Record<string, string>>>(
  Object.entries({ ...phrases }).filter(([name]) => said.has(name)),
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

/** A plan's words are parted once for each kind of screen, not at each view. */
const parted = new WeakMap<OwnPhrases, Map<ViewKind, OwnPhrases | undefined>>()

/** The bank's own words that this kind of screen says; undefined where there are none. */
export function ownPhrasesOf(
  { phrases: own }: Pick<Plan, "phrases">,
  kind: ViewKind,
): OwnPhrases | undefined {
  if (own === undefined) return undefined
  const byKind = parted.get(own) ?? new Map<ViewKind, OwnPhrases | undefined>()
  parted.set(own, byKind)
  if (!byKind.has(kind)) byKind.set(kind, partOf(own, kind))
  return byKind.get(kind)
}

function partOf(own: OwnPhrases, kind: ViewKind): OwnPhrases | undefined {
  const ours: readonly string[] = saidBy[kind]
  const part = Object.entries(own).flatMap(([language, words]) => {
    const kept = Object.entries(words).filter(([key]) => ours.includes(key.split(".")[0] ?? ""))
    return kept.length === 0 ? [] : [[language, Object.fromEntries(kept)] as const]
  })
  return part.length === 0 ? undefined : Object.fromEntries(part)
}
