import type { Announcement } from "@giliran/contract/views"

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

/** For the browser's own voice: null in a language that this screen has no words for. */
export function spokenCall(call: Called, language: string): Utterance | null {
  const counter = call.counterId.replaceAll("-", " ")
  switch (language) {
    case "id":
      return {
        lang: "id-ID",
        text: `Nomor antrean ${spelled(call.number)}, silakan menuju loket ${counter}.`,
      }
    case "en":
      return {
        lang: "en-GB",
        text: `Ticket number ${spelled(call.number)}, please go to counter ${counter}.`,
      }
    default:
      return null
  }
}

/** `A042` → `A, 0, 4, 2`: commas keep every voice from reading "forty-two" or running the characters together. */
function spelled(number: string): string {
  return Array.from(number).join(", ")
}
