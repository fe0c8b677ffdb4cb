import { LRUCache } from "lru-cache"

/** The languages in which the server itself speaks. */
export type SpokenLanguage = "id" | "en"

/** The best of ours by `Accept-Language`; where the caller asks for none of them, the branch's first. */
export function languageOf(
  acceptLanguage: string | undefined,
  branchLanguages: readonly string[] = [],
): SpokenLanguage {
  const ours = acceptLanguage === undefined ? undefined : askedIn(acceptLanguage)
  return ours ?? branchLanguages.find(isSpoken) ?? "en"
}

/** Screens ask in the same few ways, thousands of times a day. */
const asked = new LRUCache<string, { readonly language: SpokenLanguage | undefined }>({ max: 200 })

function askedIn(acceptLanguage: string): SpokenLanguage | undefined {
  const known = asked.get(acceptLanguage)
  if (known) return known.language
  const language = acceptLanguage
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
      const q = parameters
        .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
        .find((value) => value !== undefined)
      return { language: tag.split("-")[0] ?? "", weight: q === undefined ? 1 : Number(q) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map((wish) => wish.language)
    .find(isSpoken)
  asked.set(acceptLanguage, { language })
  return language
}

function isSpoken(language: string): language is SpokenLanguage {
  return language === "id" || language === "en"
}
