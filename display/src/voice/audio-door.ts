import { type AudioClock, liveClock } from "./audio-clock.ts"

/** Whether this browser lets us be heard. */
export type DoorState =
  | "on"
  /** It waits for somebody's touch. */
  | "muted"
  /** It was asked again and again, and cannot. */
  | "failed"

export interface AudioDoor {
  readonly state: () => DoorState
  /** Null as long as nothing can be heard. */
  readonly clock: () => AudioClock | null
  /** To be called from a touch or a key. */
  readonly open: () => void
  /** The sound stands still although the browser says that it runs: everything is made anew. */
  readonly renew: () => void
}

/** An answer to `resume` that does not come by then is a no for now: browsers keep it until somebody touches the screen. */
const answerMs = 1_000
/** How often in a row it may be refused before it counts as failed. */
const patience = 3
const againMs = 5_000

/** Opens by itself where the browser allows it, and goes on trying for as long as the page lives. */
export function openAudioDoor(
  changed: (state: DoorState) => void,
  makeContext: () => AudioContext = () => new AudioContext(),
): AudioDoor {
  let audio: AudioContext | null = null
  let clock: AudioClock | null = null
  let told: DoorState | null = null
  let refusals = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const state = (): DoorState => {
    if (audio?.state === "running") return "on"
    return refusals >= patience ? "failed" : "muted"
  }
  const tell = () => {
    const now = state()
    if (now === told) return
    told = now
    changed(now)
  }

  const forget = () => {
    audio?.removeEventListener("statechange", watch)
    void audio?.close().catch(() => {})
    audio = null
    clock = null
  }

  const attempt = async () => {
    clearTimeout(timer)
    let asked = audio
    try {
      if (!audio) {
        asked = audio = makeContext()
        clock = liveClock(audio)
        audio.addEventListener("statechange", watch)
      }
      if (audio.state !== "running") await within(audio.resume(), answerMs)
      if (audio?.state === "running") refusals = 0
    } catch {
      refusals += 1
      // What says no may be broken for good, with its device: the next attempt makes another.
      if (audio === asked) forget()
    }
    tell()
    if (state() !== "on") timer = setTimeout(() => void attempt(), againMs)
  }

  /** The browser took the sound away, or gave it: another program, a sleeping machine. */
  const watch = () => {
    if (audio?.state === "running") refusals = 0
    tell()
    if (audio !== null && audio.state !== "running") timer = setTimeout(() => void attempt(), againMs)
  }

  void attempt()
  return {
    state,
    clock: () => (audio?.state === "running" ? clock : null),
    open: () => {
      if (state() !== "on") void attempt()
    },
    renew: () => {
      forget()
      refusals += 1
      void attempt()
    },
  }
}

/** Rejects with what the promise rejects with; silence is no answer, and no refusal. */
function within(answer: Promise<void>, ms: number): Promise<void> {
  return new Promise((settle, fail) => {
    const timer = setTimeout(settle, ms)
    answer.then(settle, fail).finally(() => clearTimeout(timer))
  })
}
