import type { Announcement } from "@giliran/contract/views"
import type { VoiceManifest } from "@giliran/contract/voice-pack"

/** What is being said at this moment, to be read by whoever cannot hear it. */
export interface Caption {
  readonly language: string
  readonly text: string
}

type Called = Pick<Announcement, "number" | "counterId">

const written: Readonly<Record<string, (call: Called) => string>> = {
  id: ({ number, counterId }) => `Nomor antrean ${number}, silakan menuju loket ${counterId}`,
  en: ({ number, counterId }) => `Ticket number ${number}, please go to counter ${counterId}`,
}

/** In the words of this screen, or else of the voice that says it; null where nobody has any. */
export function captionOf(call: Called, language: string, manifest: VoiceManifest | null): Caption | null {
  const text = written[language]?.(call) ?? (manifest && wordsOf(call, manifest))
  return text === null || text === undefined ? null : { language, text }
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
