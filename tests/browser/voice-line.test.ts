import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { spokenDb } from "@giliran/contract/voice-samples"
import { soundOf } from "@giliran/contract/wav"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { launchChromium } from "../support/chromium.ts"
import { hear, tonesOf } from "../support/hear-tones.ts"
import { builtInManifests, labPage } from "../support/lab-page.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { callsOf } from "../support/rushes.ts"
import type * as VoiceLab from "../support/voice-lab.ts"

declare const lab: typeof VoiceLab

let browser: Browser
const folder = mkdtempSync(join(tmpdir(), "giliran-voice-"))

beforeAll(async () => {
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const callCount = wholeOrShort(200, 60)

describe(`${callCount} calls, rendered by the display's own scheduler`, () => {
  it(
    "are all heard, whole, in order, once, never two at a time, without a gap",
    { timeout: 600_000 },
    async () => {
      const page = await labPage(browser)
      const calls = callsOf(callCount)
      const seconds = (calls.at(-1)?.at ?? 0) + 30
      const { recording, complaints, reports } = await page.evaluate(
        async ([manifests, given, length]) => {
          const opened = lab.openLab(manifests)
          const rendered = await opened.render(given, length, false)
          return { ...rendered, recording: opened.recording() }
        },
        [builtInManifests, calls, seconds] as const,
      )
      // What is measured is the file, as anybody would hear it.
      const file = join(folder, "two-hundred-calls.wav")
      writeFileSync(file, Buffer.from(recording, "base64"))
      const sound = soundOf(readFileSync(file))
      if (!sound) throw new Error("The recording is no WAV")
      expect(sound.samples.length / sound.rate).toBeCloseTo(seconds, 1)
      const heard = hear(sound, tonesOf(builtInManifests))
      const expected = await page.evaluate(
        ([manifests, given]) => given.map((call) => lab.expectedOf(manifests, call)),
        [builtInManifests, calls] as const,
      )
      // More than one tone at once would be told as "?".
      expect(heard.filter(({ clip }) => clip === "?")).toEqual([])

      let at = 0
      let inOneLanguage = 0
      const gaps: number[] = []
      for (const { own, other } of expected) {
        const isBoth = heard[at + 1 + own.length]?.clip === other[0]
        if (!isBoth) inOneLanguage += 1
        const row = ["chime", ...own, ...(isBoth ? other : [])]
        const said = heard.slice(at, at + row.length)
        expect(said.map(({ clip }) => clip)).toEqual(row)
        said.slice(1).forEach(({ from }, index) => gaps.push(from - (said[index]?.to ?? 0)))
        at += row.length
      }
      // And nothing besides.
      expect(heard.length).toBe(at)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(0.06)
      expect(Math.min(...gaps)).toBeGreaterThan(0)
      expect([complaints, reports]).toEqual([[], [{ status: "on" }]])
      // Only while others wait.
      expect(inOneLanguage).toBeGreaterThan(0)
      expect(inOneLanguage).toBeLessThan(callCount / 2)
      await page.context().close()
    },
  )
})

describe("a customer's language that no voice speaks", () => {
  it("is told of once, and the branch's own is spoken", async () => {
    const page = await labPage(browser)
    const calls = [1, 12].map((at) => ({ at, number: "A042", counterId: "3", language: "zh" }))
    const { heard, complaints, reports } = await page.evaluate(
      ([manifests, given]) => lab.openLab(manifests).render(given, 30),
      [builtInManifests, calls] as const,
    )
    const row = "chime id:nomor-antrean id:letter-a id:nol id:empat id:dua id:silakan-menuju-loket id:tiga"
    expect(heard.map(({ clip }) => clip).join(" ")).toBe(`${row} ${row}`)
    expect(complaints).toEqual(["There is no voice for the language zh"])
    expect(reports).toEqual([{ status: "no-voice", language: "zh" }])
    await page.context().close()
  })
})

describe("a voice that comes along", () => {
  it.each(["id", "en"])("%s is as loud in one clip as in another", async (language) => {
    const page = await labPage(browser)
    const levels = await page.evaluate((path) => lab.loudnessOfPack(path), `/${language}/`)
    expect(Object.keys(levels).length).toBeGreaterThan(40)
    const off = Object.entries(levels).filter(([, level]) => Math.abs(level - spokenDb) > 3)
    expect(off).toEqual([])
    await page.context().close()
  })

  it("that has a missing and a broken clip is not loaded, and says which", async () => {
    const page = await labPage(browser)
    await page.route("**/id/empat.mp3", (route) => route.fulfill({ status: 404 }))
    await page.route("**/id/lima.mp3", (route) => route.fulfill({ body: "no sound" }))
    const told = page.evaluate((path) => lab.loudnessOfPack(path), "/id/")
    await expect(told).rejects.toThrow(/missing or broken: (empat, lima|lima, empat)/)
    await page.context().close()
  })
})
