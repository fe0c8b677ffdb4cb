import { language as english } from "@giliran/languages/en"
import { language as indonesian } from "@giliran/languages/id"
import { otherLanguages } from "./other-languages.ts"

/** The tag of a language that screens speak: `id`, `en`, or that of a further catalogue. */
export type ScreenLanguage = string

export interface SpokenLanguage {
  readonly tag: ScreenLanguage
  /** As it calls itself. */
  readonly name: string
  /** The same where there is little room; left out, the name. */
  readonly short?: string
  /** By which dates and numbers are written. */
  readonly locale: string
  /** Whose words stand in where it has none. */
  readonly instead?: ScreenLanguage
}

/** Spoken where nobody has chosen, and where every other language has no word. */
export const usualLanguage: ScreenLanguage = "id"

export const spokenLanguages: readonly SpokenLanguage[] = [
  { tag: "id", ...indonesian },
  { tag: "en", ...english },
  ...otherLanguages,
]

const byTag: ReadonlyMap<string, SpokenLanguage> = new Map(
  spokenLanguages.map((language) => [language.tag, language]),
)

export const isSpoken = (tag: unknown): tag is ScreenLanguage => typeof tag === "string" && byTag.has(tag)

/** How a language calls itself. */
export const nameOf = (language: ScreenLanguage): string => byTag.get(language)?.name ?? language

export const localeOf = (language: ScreenLanguage): string => byTag.get(language)?.locale ?? indonesian.locale

/** The language, then whose words stand in for it. */
export const speakersOf = (language: ScreenLanguage): readonly ScreenLanguage[] => {
  const { instead } = byTag.get(language) ?? {}
  return [...new Set([language, ...(instead === undefined ? [] : [instead]), usualLanguage])]
}

/** For the server, which speaks fewer: the language, then whose words stand in for it. */
export const acceptLanguage = (language: ScreenLanguage): string =>
  speakersOf(language)
    .map((tag, n) => (n === 0 ? tag : `${tag};q=${(1 - n / 10).toFixed(1)}`))
    .join(", ")

const missed = new Set<string>()

/** The language that somebody set, if it is spoken here. One that is not is said once; the screen then does as if nobody had set it. */
export const heardLanguage = (told: unknown): ScreenLanguage | undefined => {
  if (isSpoken(told)) return told
  if (typeof told === "string" && !missed.has(told)) {
    missed.add(told)
    // oxlint-disable-next-line no-console -- whoever set this screen up looks here
    console.warn(`This screen does not speak "${told}".`)
  }
  return undefined
}

/** The other of two; of more, the next. */
export const nextLanguage = (language: ScreenLanguage): ScreenLanguage => {
  const at = spokenLanguages.findIndex(({ tag }) => tag === language)
  return spokenLanguages[(at + 1) % spokenLanguages.length]?.tag ?? usualLanguage
}
