import type { CallingRulePlan } from "@giliran/contract/plan"
import { type Credit, aheadOfAll } from "../rules/calling/calling-rule.ts"

type Preset = CallingRulePlan["preset"]
type Numbers = ReadonlyMap<string, number>

export interface Weights {
  readonly headStarts: Numbers
  readonly rates: Numbers
}

/** What each class is worth under a preset (PRESET-1 … PRESET-4), for classes of any name. */
export function weighingBy(preset: Preset, weights: Weights): (className: string) => Credit {
  return creditsBy[preset](weights)
}

export function isPreset(word: string | undefined): word is Preset {
  return word !== undefined && Object.hasOwn(creditsBy, word)
}

const creditsBy: Readonly<Record<Preset, (weights: Weights) => (className: string) => Credit>> = {
  "head-start":
    ({ headStarts }) =>
    (name) => ({ rate: 1, headStartMs: 1000 * (headStarts.get(name) ?? 0) }),
  accumulating:
    ({ rates }) =>
    (name) => ({ rate: rates.get(name) ?? 1, headStartMs: 0 }),
  strict: ({ headStarts }) => strictly(headStarts.size > 0 ? headStarts : careThenPriority),
  "first-come": () => () => ({ rate: 1, headStartMs: 0 }),
}

const careThenPriority: Numbers = new Map([
  ["care", 2],
  ["priority", 1],
])

function strictly(order: Numbers): (className: string) => Credit {
  const ranks = [...new Set([0, ...order.values()])].toSorted((a, b) => a - b)
  return (name) => ({ rate: 1, headStartMs: aheadOfAll * ranks.indexOf(order.get(name) ?? 0) })
}

export const presets = Object.keys(creditsBy)
