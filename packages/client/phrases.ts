import type { Text } from "@giliran/contract/basics"
import { shared as en } from "@giliran/languages/en"
import { shared as id } from "@giliran/languages/id"
import type { Argument, ValuesOf } from "./message-values.ts"
import { sayMessage, type Values } from "./say-message.ts"
import { localeOf, type ScreenLanguage, speakersOf } from "./spoken-languages.ts"
import {
  fetchLanguage,
  fetchReader,
  type Message,
  type OwnWords,
  type WordState,
  wordStore,
} from "./word-store.ts"

export type { ScreenLanguage } from "./spoken-languages.ts"

type Section = Readonly<Record<string, string>>

/** One section of the catalogues, in the languages that travel with the page. */
export interface PhraseBook<Words extends Section> {
  readonly section: string
  readonly id: Words
  readonly en: Readonly<Record<keyof Words, string>>
}

/** A section's phrases in one language: words, or a function where a phrase has places for values. */
type InOneLanguage<Words extends Section> = {
  readonly [Key in keyof Words]: [Argument<Words[Key]>] extends [never]
    ? string
    : (values: ValuesOf<Words[Key]>) => string
}

/** `Phrases<typeof kioskPhrases>` is what a component is given that does not know the language. */
export type Phrases<Book> = Book extends PhraseBook<infer Words> ? InOneLanguage<Words> : never

/** `phraseBook("kiosk", { id, en })`, each imported from its language's file. */
export const phraseBook = <const Words extends Section>(
  section: string,
  words: Pick<PhraseBook<Words>, "id" | "en">,
): PhraseBook<Words> => ({ section, ...words })

/** Whether a word from outside, of a server that may be newer, is one that the book has. */
export const isKeyOf = <Words extends Section>(
  book: PhraseBook<Words>,
  key: string,
): key is keyof Words & string => Object.hasOwn(book.id, key)

/**
 * `const t = inLanguage(kioskPhrases, language)`, then `t.title` and `t.peopleAhead({ count: 3 })`.
 * A page knows the bank's own words by itself; who speaks for many branches gives them.
 */
export const inLanguage = <Words extends Section>(
  book: PhraseBook<Words>,
  language: ScreenLanguage,
  ownWords?: OwnWords,
): InOneLanguage<Words> => {
  const state = ownWords === undefined ? wordStore.getState() : wordsWith(ownWords)
  const kept = made.get(book) ?? new Map<ScreenLanguage, Made>()
  made.set(book, kept)
  const before = kept.get(language)
  if (before?.from === state) return before.phrases as InOneLanguage<Words>
  fetchLanguage(language)
  const phrases = Object.fromEntries(
    Object.keys(book.id).map((key) => [key, phraseOf(book, key, language, state)]),
  )
  kept.set(language, { from: state, phrases })
  return phrases as InOneLanguage<Words>
}

/** Of one plan's words the same each time, so that a phrase is made once for them. */
const wordsWith = (ownWords: OwnWords): WordState => {
  const now = wordStore.getState()
  const kept = given.get(ownWords)
  if (kept?.fetched === now.fetched && kept.read === now.read) return kept
  const state = { ...now, ownWords }
  given.set(ownWords, state)
  return state
}
const given = new WeakMap<OwnWords, WordState>()

interface Made {
  readonly from: WordState
  readonly phrases: object
}

/** A phrase is made once for each language, and again when words have come. */
const made = new WeakMap<object, Map<ScreenLanguage, Made>>()

const phraseOf = (
  book: PhraseBook<Section>,
  key: string,
  language: ScreenLanguage,
  state: WordState,
): string | ((values: Values) => string) => {
  const isPlain = isPlainWords(book.id[key] ?? "")
  for (const speaker of speakersOf(language)) {
    const candidates = [
      ownMessage(state, speaker, `${book.section}.${key}`),
      messageOf(book, key, speaker, state),
    ]
    // Where the caller gives no values, nothing may ask for one.
    const message = candidates.find((found) => found !== undefined && (!isPlain || isPlainWords(found)))
    if (message === undefined) continue
    if (typeof message !== "string") return (values) => sayMessage(message, localeOf(speaker), values)
    return isPlain ? message : () => message
  }
  return key
}

const isPlainWords = (message: Message): message is string =>
  typeof message === "string" && !hasPlaces(message)

const messageOf = (
  book: PhraseBook<Section>,
  key: string,
  language: ScreenLanguage,
  state: WordState,
): Message | undefined => {
  const message =
    language === "id" || language === "en"
      ? book[language][key]
      : state.fetched[language]?.[book.section]?.[key]
  return typeof message === "string" && hasPlaces(message) ? read(message, state) : message
}

const ownMessage = ({ ownWords, read: reader }: WordState, language: ScreenLanguage, key: string) => {
  const text = ownWords[language]?.[key]
  return text === undefined || !hasPlaces(text) ? text : read(text, { read: reader })
}

const hasPlaces = (text: string) => /[{}]/.test(text)

/** Undefined until the reader has come, and for a message that it cannot read. */
const read = (text: string, { read: reader }: Pick<WordState, "read">): Message | undefined => {
  if (reader === null) {
    fetchReader()
    return undefined
  }
  try {
    return reader(text)
  } catch {
    return undefined
  }
}

/** A plan's words: in the language if they have it, else in Indonesian. */
export const wordsIn = (text: Text, language: ScreenLanguage): string => text[language] || text.id

/** What several screens say. */
export const sharedPhrases = phraseBook("shared", { id, en })
