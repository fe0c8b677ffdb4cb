import { peakOf, spokenPart } from "./voice-samples.ts"
import { soundOf } from "./wav.ts"

/** What may be wrong with a clip that somebody recorded: told at the microphone, and asked again where the pack is installed. */
export type Fault = "missing" | "not-audio" | "silent" | "too-short" | "too-long" | "too-loud"

const shortestSeconds = 0.08
const longestSeconds = 6
/** A voice that was too close to the microphone: many samples lie at the very edge. */
const edge = 0.999
const edgeCount = 12

/** Null of a good clip, which is a WAV of one channel and 16 bits. */
export function faultOf(bytes: Uint8Array | undefined): Fault | null {
  if (!bytes) return "missing"
  const sound = soundOf(bytes)
  if (!sound) return "not-audio"
  const part = spokenPart(sound)
  if (!part) return "silent"
  const seconds = (part.to - part.from) / sound.rate
  if (seconds < shortestSeconds) return "too-short"
  if (seconds > longestSeconds) return "too-long"
  if (peakOf(sound.samples) < edge) return null
  const cut = sound.samples.reduce((count, sample) => count + (Math.abs(sample) >= edge ? 1 : 0), 0)
  return cut > edgeCount ? "too-loud" : null
}
