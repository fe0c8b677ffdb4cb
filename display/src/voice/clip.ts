import { spokenPart } from "@giliran/contract/voice-samples"

/** A sound that is there to be played; what is silent around it is left out, whatever codec or microphone put it there. */
export interface Clip {
  readonly buffer: AudioBuffer
  /** Seconds into the buffer. */
  readonly from: number
  readonly seconds: number
}

/** Null of silence. */
export function clipOf(buffer: AudioBuffer): Clip | null {
  const rate = buffer.sampleRate
  const part = spokenPart({ rate, samples: buffer.getChannelData(0) })
  return part && { buffer, from: part.from / rate, seconds: (part.to - part.from) / rate }
}

/** Between two clips of one call. Words run together without it, and a call falls apart with three times as much. */
const GAP_SECONDS = 0.02

export interface Scheduled {
  /** When each clip begins, by the audio's own clock. */
  readonly begins: readonly number[]
  readonly endsAt: number
  readonly stop: () => void
}

/** Puts clips in a row from `at` on, to the sample: nothing that happens on the page's thread can part them any more. */
export function schedule(
  audio: BaseAudioContext,
  output: AudioNode,
  clips: readonly Clip[],
  at: number,
): Scheduled {
  const begins: number[] = []
  let next = at
  const sources = clips.map(({ buffer, from, seconds }) => {
    const source = audio.createBufferSource()
    source.buffer = buffer
    source.connect(output)
    source.addEventListener("ended", () => source.disconnect())
    source.start(next, from, seconds)
    begins.push(next)
    next += seconds + GAP_SECONDS
    return source
  })
  return {
    begins,
    endsAt: Math.max(at, next - GAP_SECONDS),
    stop: () => {
      for (const source of sources) {
        source.stop()
        source.disconnect()
      }
    },
  }
}
