import { useEffect } from "react"

const againMs = 20_000
/** Two soft tones, a third apart; heard at a desk, not in the hall. */
const tones = [
  { hertz: 660, at: 0 },
  { hertz: 524, at: 0.25 },
] as const
const loudness = 0.12
const fadeSeconds = 0.1
const seconds = 0.8

let context: AudioContext | null = null

const ring = (): void => {
  try {
    context ??= new AudioContext()
    // A browser that nobody has touched yet stays silent; the words stand there all the same.
    if (context.state === "suspended") void context.resume()
    const { currentTime, destination } = context
    for (const { hertz, at } of tones) {
      const tone = new OscillatorNode(context, { frequency: hertz })
      const volume = new GainNode(context, { gain: loudness })
      volume.gain.setTargetAtTime(0, currentTime + at + fadeSeconds, fadeSeconds)
      tone.connect(volume).connect(destination)
      tone.start(currentTime + at)
      tone.stop(currentTime + at + seconds)
    }
  } catch {
    // No loudspeaker at this desk.
  }
}

/** Rings at once for each who asks, and again for as long as somebody does. Empty: nobody. */
export function useRing(asking: string): void {
  useEffect(() => {
    if (asking === "") return
    ring()
    const timer = setInterval(ring, againMs)
    return () => clearInterval(timer)
  }, [asking])
}
