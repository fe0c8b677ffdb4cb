import { createStore } from "zustand/vanilla"
import type { MessageElement } from "./message-element.ts"
import { type ReadMessage, readAtOnce } from "./message-reader.ts"
import { otherLanguages } from "./other-languages.ts"
import type { ScreenLanguage } from "./spoken-languages.ts"

/** Plain words, or what the build has read an ICU message into. */
export type Message = string | readonly MessageElement[]

/** A bank's own words by language and by `section.key`, from the branch's plan. */
export type OwnWords = Readonly<Record<ScreenLanguage, Readonly<Record<string, string>>>>

/** What may come to a page after it was opened. Every change draws the page anew. */
export interface WordState {
  /** The languages that did not travel with the page, in sections. */
  readonly fetched: Readonly<
    Record<ScreenLanguage, Readonly<Record<string, Readonly<Record<string, Message>>>>>
  >
  readonly ownWords: OwnWords
  /** Fetched when a bank's own words hold a place for a value. */
  readonly read: ReadMessage | null
}

export const wordStore = createStore<WordState>(() => ({ fetched: {}, ownWords: {}, read: readAtOnce }))

/** Takes up the bank's own words, which come with each view. */
export const takeOwnWords = (words: OwnWords | undefined): void => {
  const { ownWords } = wordStore.getState()
  const given = words ?? {}
  if (JSON.stringify(ownWords) !== JSON.stringify(given)) wordStore.setState({ ownWords: given })
}

const asked = new Set<string>()

/** Asks once, and once more after it failed. */
const fetchOnce = (what: string, fetching: () => Promise<void>): void => {
  if (asked.has(what)) return
  asked.add(what)
  fetching().catch(() => setTimeout(() => asked.delete(what), askAgainMs))
}
const askAgainMs = 5_000

export const fetchLanguage = (language: ScreenLanguage): void => {
  const other = otherLanguages.find(({ tag }) => tag === language)
  if (other === undefined) return
  fetchOnce(`language ${language}`, async () => {
    const catalogue = (await other.load()) as WordState["fetched"][ScreenLanguage]
    wordStore.setState(({ fetched }) => ({ fetched: { ...fetched, [language]: catalogue } }))
  })
}

export const fetchReader = (): void =>
  fetchOnce("reader", async () => {
    const { parse } = await import("@formatjs/icu-messageformat-parser")
    wordStore.setState({
      read: (text) => parse(text, { ignoreTag: true }) as unknown as readonly MessageElement[],
    })
  })
