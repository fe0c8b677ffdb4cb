import type { Announcement } from "@giliran/contract/display-view"
import { callWords } from "./caption.ts"

export interface Utterance {
  /** BCP 47, for the choice of a voice. */
  readonly lang: "id-ID" | "en-GB"
  readonly text: string
}

type Called = Pick<Announcement, "number" | "counterId" | "language">

/** The ticket's own language, then the branch's other one; in a rush the own alone, so that the line keeps up with the counters. */
export function languagesOfCall(
  { language }: Called,
  { languages, waitingCount }: { readonly languages: readonly string[]; readonly waitingCount: number },
): readonly string[] {
  const other = languages.find((spoken) => spoken !== language)
  return waitingCount > RUSH || other === undefined ? [language] : [language, other]
}

/** So many calls that wait for the voice are a rush: about half a minute of speech. */
const RUSH = 2

const readBy: Readonly<Record<string, Utterance["lang"]>> = { id: "id-ID", en: "en-GB" }

/** For the browser's own voice: null in a language that none is asked for. */
export function spokenCall({ number, counterId }: Called, language: string): Utterance | null {
  const lang = readBy[language]
  const words = callWords({ number: spelled(number), counterId: counterId.replaceAll("-", " ") }, language)
  return lang === undefined || words === null ? null : { lang, text: `${words}.` }
}

/** `A042` → `A, 0, 4, 2`: commas keep every voice from reading "forty-two" or running the characters together. */
function spelled(number: string): string {
  return Array.from(number).join(", ")
}
