import type { Sound } from "@giliran/contract/voice-samples"

/** Somebody speaks into it, and what was said comes back as samples. */
export interface Microphone {
  readonly begin: () => void
  /** What was heard since then. */
  readonly end: () => Promise<Sound>
  readonly close: () => void
}

/** Speech has nothing above eight kilohertz that a hall would hear. */
const RATE = 16_000
/** Nobody needs longer for a few words; a take that was forgotten ends. */
export const LONGEST_TAKE_MS = 8_000

/** Asks for the microphone. Rejects where there is none, or the person said no. */
export async function openMicrophone(): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    // As it is: what a call makes of a voice (gates, echo filters) is heard in a hall.
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
  let recorder: MediaRecorder | null = null
  let parts: Blob[] = []
  return {
    begin: () => {
      parts = []
      recorder = new MediaRecorder(stream)
      recorder.addEventListener("dataavailable", ({ data }) => parts.push(data))
      recorder.start()
    },
    end: async () => {
      await stopped(recorder)
      const recorded = await new Blob(parts).arrayBuffer()
      const heard = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(recorded)
      return { rate: RATE, samples: heard.getChannelData(0).slice() }
    },
    close: () => {
      for (const track of stream.getTracks()) track.stop()
    },
  }
}

function stopped(recorder: MediaRecorder | null): Promise<void> {
  return new Promise((settle) => {
    if (!recorder || recorder.state === "inactive") return settle()
    recorder.addEventListener("stop", () => settle())
    recorder.stop()
  })
}
