import { readFileSync } from "node:fs"
import { join } from "node:path"
import { clipsOfCall, neededClips } from "@giliran/contract/voice-clips"
import { VoiceManifest } from "@giliran/contract/voice-pack"
import { describe, expect, it } from "vitest"

const packs = join(import.meta.dirname, "../../server/voices/packs")
const voiceOf = (language: string) =>
  VoiceManifest.parse(JSON.parse(readFileSync(join(packs, language, "manifest.json"), "utf8")))
const indonesian = voiceOf("id")
const english = voiceOf("en")

describe("the clips of a call", () => {
  it("read the ticket digit by digit and the counter as a number", () => {
    expect(clipsOfCall(indonesian, { number: "A042", counterId: "12" }).join(" ")).toBe(
      "nomor-antrean letter-a nol empat dua silakan-menuju-loket dua belas",
    )
    expect(clipsOfCall(english, { number: "B113", counterId: "21" }).join(" ")).toBe(
      "ticket-number letter-b one one three please-go-to-counter twenty one",
    )
  })

  it("read the ticket as a number where the pack says so", () => {
    const asNumber = { ...indonesian, reads: "number" as const }
    expect(clipsOfCall(asNumber, { number: "A042", counterId: "1" }).join(" ")).toBe(
      "nomor-antrean letter-a empat puluh dua silakan-menuju-loket satu",
    )
  })

  it("spell what no number reaches, and a counter's letters", () => {
    expect(clipsOfCall(indonesian, { number: "C1000", counterId: "VIP-3" }).join(" ")).toBe(
      "nomor-antrean letter-c satu nol nol nol silakan-menuju-loket letter-v letter-i letter-p tiga",
    )
    const asNumber = { ...indonesian, reads: "number" as const }
    expect(clipsOfCall(asNumber, { number: "A1042", counterId: "1" })).toContain("nol")
  })
})

describe.each([
  ["id", indonesian],
  ["en", english],
])("the voice %s that comes along", (language, voice) => {
  it("has every clip that any call needs, and none that no call needs", () => {
    expect(new Set(Object.keys(voice.clips))).toEqual(neededClips(voice))
    for (const { file } of Object.values(voice.clips))
      expect(readFileSync(join(packs, language, file)).length).toBeGreaterThan(500)
  })

  it("says every number below a thousand in clips that it has", () => {
    for (let count = 0; count < 1000; count++) {
      const clips = clipsOfCall({ ...voice, reads: "number" }, { number: `A${count}`, counterId: "1" })
      expect(clips.every((clip) => clip in voice.clips)).toBe(true)
    }
  })
})

it("the voices that come along are small", () => {
  const bytes = [indonesian, english].flatMap((voice) =>
    Object.values(voice.clips).map(({ file }) => readFileSync(join(packs, voice.language, file)).length),
  )
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
})
