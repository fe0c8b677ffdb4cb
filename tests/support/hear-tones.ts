import type { VoiceManifest } from "@giliran/contract/voice-pack"

/** A sound that stands between two silences. */
export interface Heard {
  /** Seconds. */
  readonly from: number
  readonly to: number
  /** Which clip it is; `chime`; or `?`, where more than one is heard at once, or none that is known. */
  readonly clip: string
}

interface Sound {
  readonly rate: number
  readonly samples: Float32Array
}

const FRAME_SECONDS = 0.004
const SILENT = 0.003
/** Of a segment's power, the part that one tone must have. The soft ends of a clip cost some. */
const SHARE = 0.85
/** The chime's first note, and how long it sounds alone. */
const CHIME_HERTZ = 659.25
const CHIME_SECONDS = 0.2

/** For each clip of these voices a tone of its own, in hertz. */
export function tonesOf(manifests: readonly VoiceManifest[]): ReadonlyMap<string, number> {
  const ids = manifests.flatMap(({ language, clips }) =>
    Object.keys(clips).map((clip) => `${language}:${clip}`),
  )
  return new Map(ids.map((id, index) => [id, 1_500 + 45 * index]))
}

/** Tells by its tone which clip each sound is. */
export function hear(sound: Sound, tones: ReadonlyMap<string, number>): readonly Heard[] {
  return segmentsOf(sound).map(({ from, to }) => {
    const samples = sound.samples.subarray(from, to)
    const total = samples.reduce((sum, sample) => sum + sample ** 2, 0)
    return { from: from / sound.rate, to: to / sound.rate, clip: named(samples, sound.rate, total, tones) }
  })
}

function named(
  samples: Float32Array,
  rate: number,
  total: number,
  tones: ReadonlyMap<string, number>,
): string {
  let best = { id: "?", share: 0 }
  for (const [id, hertz] of tones) {
    const share = powerAt(samples, rate, hertz) / total
    if (share > best.share) best = { id, share }
  }
  if (best.share >= SHARE) return best.id
  const struck = samples.subarray(0, Math.round(CHIME_SECONDS * rate))
  const share = powerAt(struck, rate, CHIME_HERTZ) / struck.reduce((sum, sample) => sum + sample ** 2, 0)
  return share > 0.7 && best.share < 0.02 ? "chime" : "?"
}

function segmentsOf({ rate, samples }: Sound): { readonly from: number; readonly to: number }[] {
  const frame = Math.round(rate * FRAME_SECONDS)
  const segments: { from: number; to: number }[] = []
  let from: number | null = null
  for (let start = 0; start < samples.length; start += frame) {
    let loudest = 0
    for (const sample of samples.subarray(start, start + frame)) loudest = Math.max(loudest, Math.abs(sample))
    if (loudest > SILENT) from ??= start
    else if (from !== null) {
      segments.push({ from, to: start })
      from = null
    }
  }
  if (from !== null) segments.push({ from, to: samples.length })
  return segments
}

/** Goertzel: the power of one tone in all of the samples, on the scale of their sum of squares. */
function powerAt(samples: Float32Array, rate: number, hertz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let last = 0
  let before = 0
  for (const sample of samples) {
    const next = sample + factor * last - before
    before = last
    last = next
  }
  return ((last ** 2 + before ** 2 - factor * last * before) * 2) / samples.length
}
