/** How a phone says "now": two notes, a vibration, a lit screen. Each only where the browser allows it. */

let audio: AudioContext | null = null

/** Has to be called from a touch; browsers keep silent otherwise. Plays the chime once, so that it is known. */
export const turnSoundOn = async (): Promise<boolean> => {
  try {
    audio ??= new AudioContext()
    await audio.resume()
    playChime(audio)
    void keepScreenAwake()
    return audio.state === "running"
  } catch {
    return false
  }
}

/** Chime and vibration of one call. */
export const signalCall = (): void => {
  // Before the first touch browsers refuse to shake, and complain about being asked.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([400, 200, 400, 200, 800])
  if (audio?.state === "running") playChime(audio)
}

/** Keeps the screen lit while the page is seen; asked again each time it is seen anew. */
export const keepScreenAwake = async (): Promise<void> => {
  if (document.visibilityState !== "visible") return
  try {
    await navigator.wakeLock?.request("screen")
  } catch {
    // Low battery or a plain-http address: the customer is still called in the hall.
  }
}

const notes = [
  { hertz: 659.25, at: 0 },
  { hertz: 523.25, at: 0.32 },
  { hertz: 659.25, at: 1.1 },
  { hertz: 523.25, at: 1.42 },
]

const playChime = (context: AudioContext): void => {
  for (const { hertz, at } of notes) {
    const start = context.currentTime + at
    const tone = new OscillatorNode(context, { type: "sine", frequency: hertz })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(0.5, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.7)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + 0.75)
  }
}
