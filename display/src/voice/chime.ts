import { type Clip, clipOf } from "./clip.ts"

/** Two soft notes, a falling third: E5, then C5. Made here, so that nothing must be loaded before it can be heard. */
const NOTES = [
  { hertz: 659.25, atSeconds: 0 },
  { hertz: 523.25, atSeconds: 0.42 },
] as const
/** A bell: the note and a quiet octave above it. */
const PARTIALS = [
  { times: 1, loudness: 0.36 },
  { times: 2, loudness: 0.08 },
] as const
const RING_SECONDS = 0.9
const STRIKE_SECONDS = 0.012
const CHIME_SECONDS = 0.42 + RING_SECONDS
/** Enough for both notes and what rings above them. */
const RATE = 24_000

/** Ends where the last note has faded, so that the words begin there. */
export function chimeClip(): Clip {
  const buffer = new OfflineAudioContext(1, 1, RATE).createBuffer(1, Math.round(CHIME_SECONDS * RATE), RATE)
  const samples = buffer.getChannelData(0)
  for (const { hertz, atSeconds } of NOTES)
    for (const { times, loudness } of PARTIALS) strike(samples, hertz * times, loudness, atSeconds)
  return clipOf(buffer) ?? { buffer, from: 0, seconds: CHIME_SECONDS }
}

/** Struck, and left to fade. */
function strike(samples: Float32Array, hertz: number, loudness: number, atSeconds: number): void {
  const first = Math.round(atSeconds * RATE)
  for (let at = first; at < samples.length; at++) {
    const seconds = (at - first) / RATE
    const fade = Math.min(1, seconds / STRIKE_SECONDS) * Math.exp((-6 * seconds) / RING_SECONDS)
    samples[at] = (samples[at] ?? 0) + loudness * fade * Math.sin(2 * Math.PI * hertz * seconds)
  }
}
