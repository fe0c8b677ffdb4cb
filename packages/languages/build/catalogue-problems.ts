import { type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser"
import type { Catalogue } from "./catalogue-files.ts"
import { readMessage, valuesOf } from "./read-message.ts"

export interface CatalogueCheck {
  readonly catalogues: ReadonlyMap<string, Catalogue>
  /** Every phrase that the screens say, as `section.key`. */
  readonly said: ReadonlySet<string>
  /** Phrases that read the same in Indonesian and English. */
  readonly sameInBoth: ReadonlySet<string>
}

/** The language that every other is held against. */
const source = "id"
/** These have every phrase; a further language may have some. */
const whole = ["id", "en"]

/** What is missing, unknown, unused, untranslated or wrong in the catalogues, one line each. */
export function catalogueProblems({ catalogues, said, sameInBoth }: CatalogueCheck): readonly string[] {
  const ours = phrasesOf(catalogues.get(source))
  const english = phrasesOf(catalogues.get("en"))
  return [
    ...[...said].filter((key) => !ours.has(key)).map((key) => `${source}: ${key} is said and missing`),
    ...[...ours.keys()].filter((key) => !said.has(key)).map((key) => `${source}: ${key} is unused`),
    ...[...ours].flatMap(([key, text]) =>
      english.get(key) === text && !sameInBoth.has(key) ? [`en: ${key} is untranslated`] : [],
    ),
    ...[...sameInBoth]
      .filter((key) => english.get(key) !== ours.get(key) || !ours.has(key))
      .map((key) => `${key} is not the same in both`),
    ...[...catalogues].flatMap(([tag, catalogue]) => problemsOf(tag, catalogue, ours)),
  ]
}

function problemsOf(tag: string, catalogue: Catalogue, ours: ReadonlyMap<string, string>): readonly string[] {
  const phrases = phrasesOf(catalogue)
  const missing = whole.includes(tag) ? [...ours.keys()].filter((key) => !phrases.has(key)) : []
  const { locale } = catalogue.language
  return [
    ...(Intl.NumberFormat.supportedLocalesOf(locale).length === 0
      ? [`${tag}: no such locale as ${locale}`]
      : []),
    ...missing.map((key) => `${tag}: ${key} is missing`),
    ...[...phrases].flatMap(([key, text]) => {
      const original = ours.get(key)
      if (original === undefined) return [`${tag}: ${key} is no phrase`]
      return problemsOfText(text, original, locale).map((problem) => `${tag}: ${key} ${problem}`)
    }),
  ]
}

function problemsOfText(text: string, original: string, locale: string): readonly string[] {
  if (text.trim() === "") return ["says nothing"]
  try {
    const message = readMessage(text)
    const [values, wanted] = [valuesOf(text), valuesOf(original)]
    const same = [...wanted].every(([name, kind]) => values.get(name) === kind) && values.size === wanted.size
    return [
      ...(same ? [] : [`takes ${listed(values)} and not ${listed(wanted)}`]),
      ...(typeof message === "string" ? [] : problemsOfElements(message, locale, false)),
    ]
  } catch (error) {
    return [`is no ICU message: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/** Of ICU, what the screens can say: words, plain numbers, and one level of plural or select. */
function problemsOfElements(
  elements: readonly MessageFormatElement[],
  locale: string,
  isInside: boolean,
): readonly string[] {
  return elements.flatMap((element): readonly string[] => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.argument:
      case TYPE.pound:
        return []
      case TYPE.number:
        return element.style ? [`gives {${element.value}} a style, which no screen knows`] : []
      case TYPE.date:
      case TYPE.time:
      case TYPE.tag:
        return [`has {${element.value}} as a ${TYPE[element.type]}, which no screen knows`]
      case TYPE.plural:
      case TYPE.select: {
        const inner = Object.values(element.options).flatMap(({ value }) =>
          problemsOfElements(value, locale, true),
        )
        return [
          ...(isInside ? [`has a choice by {${element.value}} inside another`] : []),
          ...(element.type === TYPE.plural
            ? unsaidCategories(Object.keys(element.options), element, locale)
            : []),
          ...inner,
        ]
      }
    }
  })
}

/** A language says each of its own plurals, and no other's. */
function unsaidCategories(
  options: readonly string[],
  { pluralType }: { readonly pluralType?: Intl.PluralRuleType | undefined },
  locale: string,
): readonly string[] {
  const rules = new Intl.PluralRules(locale, { type: pluralType ?? "cardinal" })
  const own: readonly string[] = rules.resolvedOptions().pluralCategories
  const named = options.filter((option) => !option.startsWith("="))
  return [
    ...own.filter((category) => !named.includes(category)).map((category) => `has no plural "${category}"`),
    ...named
      .filter((category) => !own.includes(category))
      .map((category) => `has a plural "${category}", which ${locale} does not have`),
  ]
}

function phrasesOf(catalogue: Catalogue | undefined): ReadonlyMap<string, string> {
  const { language: _, ...sections } = catalogue ?? { language: { name: "", locale: "" } }
  return new Map(
    Object.entries(sections).flatMap(([section, words]) =>
      Object.entries(words).map(([key, text]) => [`${section}.${key}`, text] as const),
    ),
  )
}

const listed = (values: ReadonlyMap<string, string>) =>
  values.size === 0 ? "nothing" : [...values].map(([name, kind]) => `{${name}} (${kind})`).join(", ")
