import { inLanguage } from "@giliran/client/phrases"
import { isSpoken } from "@giliran/client/spoken-languages"
import type { Announcement } from "@giliran/contract/display-view"
import type { VoiceManifest } from "@giliran/contract/voice-pack"
import { displayPhrases } from "../display-phrases.ts"

/** What is being said at this moment, to be read by whoever cannot hear it. */
export interface Caption {
  readonly language: string
  readonly text: string
}

type Called = Pick<Announcement, "number" | "counterId">

/** In the words of this screen, or else of the voice that says it; null where nobody has any. */
export function captionOf(call: Called, language: string, manifest: VoiceManifest | null): Caption | null {
  const text = callWords(call, language) ?? (manifest && wordsOf(call, manifest))
  return text === null ? null : { language, text }
}

/** What is said of a call; null in a language of which no screen has a word. */
export function callWords(
  { number, counterId }: { readonly number: string; readonly counterId: string },
  language: string,
): string | null {
  return isSpoken(language)
    ? inLanguage(displayPhrases, language).callAloud({ number, counter: counterId })
    : null
}

/** A number is read as it stands on the ticket, however it is spoken. */
function wordsOf({ number, counterId }: Called, { sentence, clips }: VoiceManifest): string {
  return sentence
    .split(" ")
    .map((clip) =>
      clip === "#number" ? `${number},` : clip === "#counter" ? counterId : (clips[clip]?.text ?? ""),
    )
    .join(" ")
}
