import type { OwnPhrases, Plan } from "@giliran/contract/plan"
import type { ViewKind } from "@giliran/contract/views"

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
} as const satisfies Readonly<Record<ViewKind, readonly string[]>>

/** Every section of the catalogue that a branch's screens say. */
export const sectionsSaid: ReadonlySet<string> = new Set(Object.values(saidBy).flat())

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
