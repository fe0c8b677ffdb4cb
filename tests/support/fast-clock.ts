import type { AudioClock } from "../../display/src/voice/audio-clock.ts"

/** A loudspeaker whose time goes as fast as the machine can: it stands still while the page thinks, as long as that takes. */
export interface FastClock extends AudioClock {
  /** Resolves when the sound is there. */
  wakeAt(at: number): Promise<void>
  /** All of it, to its end. */
  render(): Promise<Float32Array<ArrayBuffer>>
}

/** The sound's own step. */
const QUANTUM = 128

export function fastClock(rate: number, seconds: number): FastClock {
  const audio = new OfflineAudioContext(1, Math.round(seconds * rate), rate)
  const wakers = new Map<number, (() => void)[]>()

  const wakeAt = (at: number) =>
    new Promise<void>((wake) => {
      const step = Math.ceil((at * rate) / QUANTUM - 1e-6)
      if ((step * QUANTUM) / rate <= audio.currentTime && audio.currentTime > 0) return wake()
      const known = wakers.get(step)
      if (known) return void known.push(wake)
      const waiting = [wake]
      wakers.set(step, waiting)
      // A place beyond the end is never reached: whatever waits for it is over with the sound.
      void wakeAll(step, waiting)
    })

  const wakeAll = async (step: number, waiting: readonly (() => void)[]) => {
    try {
      await audio.suspend((step * QUANTUM) / rate)
    } catch {
      // Beyond the end: whatever waits for it is over with the sound.
      return
    }
    wakers.delete(step)
    for (const wake of waiting) wake()
    await thought()
    await audio.resume()
  }

  return {
    audio,
    wakeAt,
    until: async (at) => {
      await wakeAt(at)
      return "reached"
    },
    render: async () => (await audio.startRendering()).getChannelData(0).slice(),
  }
}

/** Every promise that was waiting for this moment has gone on. */
async function thought(): Promise<void> {
  for (let turn = 0; turn < 2; turn++)
    await new Promise<void>((go) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener("message", () => {
        port1.close()
        go()
      })
      port1.start()
      port2.postMessage(null)
    })
}
