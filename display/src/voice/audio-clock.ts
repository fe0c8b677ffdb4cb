/** How long something that was scheduled has to be waited for. */
export interface AudioClock {
  readonly audio: BaseAudioContext
  /** `reached` when the sound's own clock is there; `stuck` when that clock stands still: nobody hears anything then. */
  readonly until: (at: number, signal: AbortSignal) => Promise<"reached" | "stuck">
}

const lookMs = 250
/** A loudspeaker that was pulled out, a machine that slept: the clock is given this long to go on. */
const stuckMs = 2_000

export function liveClock(audio: AudioContext): AudioClock {
  return {
    audio,
    until: (at, signal) =>
      new Promise((settle) => {
        let timer: ReturnType<typeof setTimeout> | undefined
        let seen = audio.currentTime
        let movedAt = performance.now()
        const end = (how: "reached" | "stuck") => {
          clearTimeout(timer)
          signal.removeEventListener("abort", abort)
          settle(how)
        }
        const abort = () => end("reached")
        const look = () => {
          const now = audio.currentTime
          if (now >= at) return end("reached")
          if (now !== seen) movedAt = performance.now()
          else if (performance.now() - movedAt > stuckMs) return end("stuck")
          seen = now
          timer = setTimeout(look, Math.min(lookMs, (at - now) * 1_000 + 1))
        }
        signal.addEventListener("abort", abort)
        if (signal.aborted) abort()
        else look()
      }),
  }
}
