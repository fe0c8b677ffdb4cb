import type { Announcement } from "@giliran/contract/views"

export interface Utterance {
  /** BCP 47, for the choice of a voice. */
  readonly lang: "id-ID" | "en-GB"
  readonly text: string
}

/** What is said for a call: always Indonesian, and then English to a customer who took the ticket in English. */
export function spokenCall(
  call: Pick<Announcement, "number" | "counterId" | "language">,
): readonly Utterance[] {
  const number = spelled(call.number)
  const counter = spokenCounter(call.counterId)
  const indonesian: Utterance = {
    lang: "id-ID",
    text: `Nomor antrean ${number}, silakan menuju loket ${counter}.`,
  }
  if (call.language !== "en") return [indonesian]
  return [indonesian, { lang: "en-GB", text: `Ticket number ${number}, please go to counter ${counter}.` }]
}

/** `A042` → `A, 0, 4, 2`: commas keep every voice from reading "forty-two" or running the characters together. */
function spelled(number: string): string {
  return Array.from(number).join(", ")
}

/** Plain numbers are read as numbers; `VIP-1` is read part by part. */
function spokenCounter(counterId: string): string {
  return counterId.replaceAll("-", " ")
}
