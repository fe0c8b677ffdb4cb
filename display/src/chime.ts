/** Two soft notes, a falling third: E5, then C5. Made here, so that nothing must be loaded before it can be heard. */
const NOTES = [
  { hertz: 659.25, atMs: 0 },
  { hertz: 523.25, atMs: 420 },
] as const
const RING_MS = 1100
const CHIME_MS = 420 + RING_MS

/** Ends when the last note has faded. */
export async function playChime(audio: AudioContext, signal: AbortSignal): Promise<void> {
  const volume = audio.createGain()
  volume.gain.value = 0.5
  volume.connect(audio.destination)
  for (const note of NOTES) ring(audio, volume, note.hertz, audio.currentTime + note.atMs / 1000)
  await new Promise<void>((ended) => {
    const timer = setTimeout(ended, CHIME_MS)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      ended()
    })
  })
  volume.disconnect()
}

/** A bell: the note and a quiet octave above it, struck and left to fade. */
function ring(audio: AudioContext, output: AudioNode, hertz: number, at: number): void {
  for (const [partial, loudness] of [
    [1, 1],
    [2, 0.22],
  ] as const) {
    const tone = audio.createOscillator()
    const fade = audio.createGain()
    tone.frequency.value = hertz * partial
    fade.gain.setValueAtTime(0, at)
    fade.gain.linearRampToValueAtTime(loudness, at + 0.012)
    fade.gain.exponentialRampToValueAtTime(0.0001, at + RING_MS / 1000)
    tone.connect(fade).connect(output)
    tone.start(at)
    tone.stop(at + RING_MS / 1000)
  }
}
