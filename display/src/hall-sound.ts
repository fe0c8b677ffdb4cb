import type { Announcement } from "@giliran/contract/views"
import { speak } from "./browser-voice.ts"
import { playChime } from "./chime.ts"
import { spokenCall } from "./spoken-call.ts"

/** The hall's loudspeaker. Browsers keep it off until somebody touches the screen once. */
export interface HallSound {
  /** Chime and words; without sound, nothing. Never fails. */
  readonly announce: (announcement: Announcement, signal: AbortSignal) => Promise<void>
  /** To be called from a touch or a key. */
  readonly turnOn: () => void
}

export function createHallSound(changed: (isOn: boolean) => void): HallSound {
  const audio = typeof AudioContext === "undefined" ? null : new AudioContext()
  const tell = () => changed(audio?.state === "running")
  audio?.addEventListener("statechange", tell)
  tell()

  return {
    announce: async (announcement, signal) => {
      if (audio?.state !== "running") return
      await playChime(audio, signal)
      for (const sentence of spokenCall(announcement)) {
        if (signal.aborted) return
        await speak(sentence, signal)
      }
    },
    turnOn: () => {
      void audio?.resume().catch(tell)
    },
  }
}
