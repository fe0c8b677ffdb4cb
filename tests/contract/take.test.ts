import { loudnessOf, peakDb, peakOf, type Sound, spokenDb, spokenPart } from "@giliran/contract/voice-samples"
import { soundOf } from "@giliran/contract/wav"
import { describe, expect, it } from "vitest"
import { takeOf } from "../../office/src/voice/take.ts"

const rate = 16_000

describe("a take at the microphone", () => {
  it("is cut to what was spoken and made as loud as every other", () => {
    for (const loudness of [0.05, 0.2, 0.8]) {
      const take = takeOf(said({ seconds: 0.5, loudness, silence: 0.7 }))
      const clip = take.is === "good" ? soundOf(take.wav) : null
      if (!clip) throw new Error("The take was not good")
      expect(clip.samples.length / rate).toBeGreaterThan(0.49)
      expect(clip.samples.length / rate).toBeLessThan(0.56)
      expect(Math.abs(loudnessOf(clip) - spokenDb)).toBeLessThan(1)
      expect(20 * Math.log10(peakOf(clip.samples))).toBeLessThanOrEqual(peakDb + 0.1)
    }
  })

  it.each([
    ["silent", { seconds: 0, loudness: 0, silence: 1 }],
    ["too-quiet", { seconds: 0.5, loudness: 0.005, silence: 0.5 }],
    ["too-short", { seconds: 0.02, loudness: 0.3, silence: 0.5 }],
    ["too-long", { seconds: 7, loudness: 0.3, silence: 0.1 }],
    ["too-loud", { seconds: 0.5, loudness: 3, silence: 0.5 }],
  ] as const)("that is %s is asked for again", (fault, how) => {
    expect(takeOf(said(how))).toEqual({ is: "faulty", fault })
  })
})

it("what is spoken is found in a room that hums", () => {
  const sound = said({ seconds: 0.4, loudness: 0.3, silence: 0.5, hum: 0.001 })
  const part = spokenPart(sound)
  expect((part?.from ?? 0) / rate).toBeCloseTo(0.49, 1)
  expect((part?.to ?? 0) / rate).toBeCloseTo(0.91, 1)
})

/** A tone between two silences; louder than a microphone can, it is cut off at the edge. */
function said({
  seconds,
  loudness,
  silence,
  hum = 0,
}: {
  readonly seconds: number
  readonly loudness: number
  readonly silence: number
  readonly hum?: number
}): Sound {
  const samples = new Float32Array(Math.round((seconds + 2 * silence) * rate)).map((_, at) => {
    const time = at / rate
    const isSpoken = time >= silence && time < silence + seconds
    const wave = Math.sin(2 * Math.PI * 220 * time)
    return Math.max(
      -1,
      Math.min(1, (isSpoken ? loudness : 0) * wave + hum * Math.sin(2 * Math.PI * 50 * time)),
    )
  })
  return { rate, samples }
}
