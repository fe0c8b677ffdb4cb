/** The languages in which the server itself speaks. */
export type SpokenLanguage = "id" | "en"

/** The best of ours by `Accept-Language`; where the caller asks for none of them, the branch's first. */
export function languageOf(
  acceptLanguage: string | undefined,
  branchLanguages: readonly string[] = [],
): SpokenLanguage {
  const asked = (acceptLanguage ?? "")
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
    .map(({ language }) => language)
  return [...asked, ...branchLanguages].find(isSpoken) ?? "en"
}

function isSpoken(language: string): language is SpokenLanguage {
  return language === "id" || language === "en"
}
