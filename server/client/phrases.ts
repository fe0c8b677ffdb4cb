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
  refused: { id: "Layar ini belum bisa dipakai", en: "This screen cannot be used yet" },
  refusedLine: {
    id: "Server mengenal layar ini, tetapi tidak untuk cabang ini. Minta manajer cabang memeriksanya di halaman kantor.",
    en: "The server knows this screen, but not for this branch. Ask the branch's manager to look at it on the office's pages.",
  },
  signedOut: { id: "Belum ada yang masuk", en: "Nobody has signed in" },
  signedOutLine: {
    id: "Masuk di komputer ini untuk mulai melayani.",
    en: "Sign in at this computer to begin serving.",
  },
  insecure: { id: "Buka layar ini lewat https", en: "Open this screen by https" },
  insecureLine: {
    id: "Layar ini dibuka tanpa sambungan aman, jadi tidak bisa dipasangkan. Buka alamat ini:",
    en: "This page came without a secure connection, so it cannot be paired. Open this address:",
  },
  pairKiosk: { id: "Pasangkan kiosk ini", en: "Pair this kiosk" },
  pairDisplay: { id: "Pasangkan layar antrean ini", en: "Pair this display" },
  pairCounter: { id: "Pasangkan komputer loket ini", en: "Pair this counter's PC" },
  wasPaired: { id: "Layar ini sudah dilepas", en: "This screen is no longer paired" },
  wasPairedLine: {
    id: "Bila masih dipakai, pasangkan lagi dengan kode baru ini.",
    en: "If it is still used here, pair it again with this new code.",
  },
  pairLine: {
    id: "Manajer cabang memindai QR ini, atau memasukkan kodenya di alamat di bawah.",
    en: "The branch's manager scans this QR, or enters the code at the address below.",
  },
  pairQr: { id: "QR menuju halaman kantor", en: "QR to the office's page" },
  codeMinutes: {
    id: (minutes: number) => `Berlaku ${minutes} menit lagi, lalu berganti sendiri`,
    en: (minutes: number) =>
      `Good for ${minutes} more ${minutes === 1 ? "minute" : "minutes"}, then it renews itself`,
  },
  secondsLeft: {
    id: (seconds: number) => `${seconds} detik lagi`,
    en: (seconds: number) => `${seconds} ${seconds === 1 ? "second" : "seconds"} left`,
  },
} as const satisfies PhraseBook
