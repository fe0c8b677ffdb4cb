import type { Text } from "@giliran/contract/basics"

/** The languages that screens speak; a branch's plan may carry its own words in more. */
export type ScreenLanguage = "id" | "en"

type Phrase = string | ((...given: never[]) => string)

/** Each phrase in both languages, side by side, so that neither can be forgotten. */
export type PhraseBook = Readonly<Record<string, { readonly id: Phrase; readonly en: Phrase }>>

/** The phrases of a book in one language; what a phrase is given must suit both. */
export type Phrases<Book extends PhraseBook> = {
  readonly [Key in keyof Book]: Book[Key]["id"] extends string ? string : Book[Key]["id" | "en"]
}

/** `const t = inLanguage(kioskPhrases, language)`, then `t.peopleAhead(3)`. */
export const inLanguage = <Book extends PhraseBook>(book: Book, language: ScreenLanguage): Phrases<Book> =>
  Object.fromEntries(Object.entries(book).map(([key, pair]) => [key, pair[language]])) as Phrases<Book>

/** A plan's words: in the language if they have it, else in Indonesian. */
export const wordsIn = (text: Text, language: ScreenLanguage): string => text[language] || text.id

/** What several screens say. */
export const sharedPhrases = {
  reconnecting: { id: "Menghubungkan kembali", en: "Reconnecting" },
  staleSince: {
    id: (time: string) => `Belum terhubung. Keterangan di layar ini dari pukul ${time}.`,
    en: (time: string) => `Not connected. What you see here is from ${time}.`,
  },
  staleUnknown: { id: "Belum terhubung.", en: "Not connected." },
  connecting: { id: "Sedang menghubungkan", en: "Connecting" },
  connectingLine: {
    id: "Layar ini akan siap begitu server menjawab.",
    en: "This screen will be ready as soon as the server answers.",
  },
  notPaired: { id: "Layar ini belum dipasangkan", en: "This screen is not paired yet" },
  notPairedLine: {
    id: "Jalankan perintah ini di server, lalu buka tautannya di layar ini.",
    en: "Run this on the server, then open the link on this screen.",
  },
  refusedLine: {
    id: "Server menolak layar ini. Pasangkan lagi dari server.",
    en: "The server turned this screen away. Pair it again from the server.",
  },
  secondsLeft: {
    id: (seconds: number) => `${seconds} detik lagi`,
    en: (seconds: number) => `${seconds} ${seconds === 1 ? "second" : "seconds"} left`,
  },
} as const satisfies PhraseBook
