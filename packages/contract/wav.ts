import type { Sound } from "./voice-samples.ts"

/** WAV, the one audio file that can be written and read in a page of code: 16 bits, one channel. */

const headerBytes = 44

export function wavOf({ rate, samples }: Sound): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const words = (at: number, text: string) =>
    Array.from(text).forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)))
  words(0, "RIFF")
  view.setUint32(4, bytes.length - 8, true)
  words(8, "WAVEfmt ")
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  words(36, "data")
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, index) => {
    const limited = Math.max(-1, Math.min(1, sample))
    view.setInt16(headerBytes + index * 2, Math.round(limited * 32_767), true)
  })
  return bytes
}

/** Null of what is no such WAV, or less of it than it says. */
export function soundOf(bytes: Uint8Array): Sound | null {
  if (bytes.length < headerBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (words(0) !== "RIFF" || words(8) !== "WAVE") return null
  let format: { readonly rate: number } | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    if (start + size > bytes.length) return null
    if (words(at) === "fmt " && size >= 16) {
      const isOurs =
        view.getUint16(start, true) === 1 &&
        view.getUint16(start + 2, true) === 1 &&
        view.getUint16(start + 14, true) === 16
      const rate = view.getUint32(start + 4, true)
      if (!isOurs || rate < 8_000 || rate > 96_000) return null
      format = { rate }
    }
    if (words(at) === "data")
      return format && { rate: format.rate, samples: samplesIn(view, start, Math.floor(size / 2)) }
    // Chunks begin at even places.
    at = start + size + (size % 2)
  }
  return null
}

function samplesIn(view: DataView, start: number, count: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(count)
  for (let index = 0; index < count; index++) samples[index] = view.getInt16(start + index * 2, true) / 32_768
  return samples
}
