import { type Fault, faultOf } from "@giliran/contract/clip-fault"
import { levelled, loudnessOf, type Sound, spokenPart } from "@giliran/contract/voice-samples"
import { wavOf } from "@giliran/contract/wav"

/** One recording of one clip, cut to what is spoken and as loud as the others; or why it has to be spoken again. */
export type Take =
  | { readonly is: "good"; readonly wav: Uint8Array<ArrayBuffer> }
  | { readonly is: "faulty"; readonly fault: Fault | "too-quiet" }

/** Quieter than this, making it louder makes the room's own noise loud. */
const quietDb = -42

export function takeOf(sound: Sound): Take {
  // As it came from the microphone: what crackles there is not mended by making it quieter.
  const fault = faultOf(wavOf(sound))
  if (fault) return { is: "faulty", fault }
  const part = spokenPart(sound)
  const spoken = part && { rate: sound.rate, samples: sound.samples.slice(part.from, part.to) }
  if (spoken && loudnessOf(spoken) < quietDb) return { is: "faulty", fault: "too-quiet" }
  const clip = levelled(sound)
  return clip ? { is: "good", wav: wavOf(clip) } : { is: "faulty", fault: "silent" }
}

/** Resolves when it has been heard. */
export function playTake(wav: Uint8Array<ArrayBuffer>): Promise<void> {
  const url = URL.createObjectURL(new Blob([wav], { type: "audio/wav" }))
  const audio = new Audio(url)
  return new Promise<void>((over) => {
    audio.addEventListener("ended", () => over())
    audio.addEventListener("error", () => over())
    audio.play().catch(() => over())
  }).finally(() => URL.revokeObjectURL(url))
}
