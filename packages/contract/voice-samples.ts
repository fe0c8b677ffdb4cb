/**
 * Sound as samples between -1 and 1, one channel: where speech begins and ends in it, how loud it is, and how to make it as loud as the
 * rest of its pack. For the baker, the recorder, the server's check and the displays alike.
 */
export interface Sound {
  readonly rate: number
  readonly samples: Float32Array<ArrayBuffer>
}

/** How loud speech is where it is speech: RMS in dB below full scale. */
export const spokenDb = -20
/** Nothing is louder than this: loudspeakers crackle at full scale. */
export const peakDb = -1
/** Quieter than the loudest moment by this much is no speech any more. */
const hushDb = -38
/** Below this there is nobody: a microphone's own noise. */
const nobodyDb = -55
const frameSeconds = 0.01
/** Kept before and after, so that no consonant is cut. */
const marginSeconds = 0.012
const fadeSeconds = 0.004

/** Where somebody speaks, in samples; null where nobody does. */
export function spokenPart({ rate, samples }: Sound): { readonly from: number; readonly to: number } | null {
  const frame = Math.max(1, Math.round(rate * frameSeconds))
  const levels = frameLevels(samples, frame)
  const loudest = levels.reduce((most, level) => Math.max(most, level), -Infinity)
  if (loudest < nobodyDb) return null
  const floor = loudest + hushDb
  const isSpoken = (level: number) => level >= floor
  const margin = Math.round(rate * marginSeconds)
  const from = levels.findIndex(isSpoken) * frame - margin
  const to = (levels.findLastIndex(isSpoken) + 1) * frame + margin
  return { from: Math.max(0, from), to: Math.min(samples.length, to) }
}

/** In dB: of the moments that are speech only, so that a pause does not make a word quiet. */
export function loudnessOf({ rate, samples }: Sound): number {
  const frame = Math.max(1, Math.round(rate * frameSeconds))
  const levels = frameLevels(samples, frame)
  const loudest = levels.reduce((most, level) => Math.max(most, level), -Infinity)
  const spoken = levels.filter((level) => level >= loudest - 20)
  const power = spoken.reduce((sum, level) => sum + 10 ** (level / 10), 0) / Math.max(1, spoken.length)
  return 10 * Math.log10(power)
}

export function peakOf(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

/** Cut to what is spoken, as loud as every clip, with soft ends; null where nobody speaks. */
export function levelled(sound: Sound): Sound | null {
  const part = spokenPart(sound)
  if (!part) return null
  const { rate } = sound
  const spoken = sound.samples.slice(part.from, part.to)
  const wanted = 10 ** ((spokenDb - loudnessOf({ rate, samples: spoken })) / 20)
  const allowed = 10 ** (peakDb / 20) / peakOf(spoken)
  const gain = Math.min(wanted, allowed)
  const fade = Math.round(rate * fadeSeconds)
  const samples = spoken.map((sample, at) => {
    const edge = Math.min(at, spoken.length - 1 - at)
    return sample * gain * Math.min(1, edge / fade)
  })
  return { rate, samples }
}

/** RMS of each frame in dB. */
function frameLevels(samples: Float32Array, frame: number): number[] {
  const levels: number[] = []
  for (let start = 0; start < samples.length; start += frame) {
    const end = Math.min(samples.length, start + frame)
    let power = 0
    for (let at = start; at < end; at++) power += (samples[at] ?? 0) ** 2
    levels.push(10 * Math.log10(power / (end - start) + 1e-12))
  }
  return levels
}
