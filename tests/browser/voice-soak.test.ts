import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { launchChromium } from "../support/chromium.ts"
import { builtInManifests, labPage } from "../support/lab-page.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { callsOf } from "../support/rushes.ts"
import type * as VoiceLab from "../support/voice-lab.ts"

declare const lab: typeof VoiceLab

/** Whole, ten thousand calls: eight hours of a hall. */
const roundCount = wholeOrShort(20, 2)
const callsEach = wholeOrShort(500, 100)

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})

afterAll(() => browser?.close())

describe("one display's line, call after call", () => {
  it(
    `begins each of ${roundCount * callsEach} calls, in order, and none of them is mute`,
    { timeout: 1_800_000 },
    async () => {
      const page = await labPage(browser)
      const round = callsOf(callsEach)
      const seconds = (round.at(-1)?.at ?? 0) + 30
      await page.evaluate((manifests) => {
        Object.assign(window, { soak: lab.openLab(manifests, 0.05) })
      }, builtInManifests)
      const spoken: number[] = []
      const quiet: number[] = []
      for (let turn = 0; turn < roundCount; turn++) {
        const peaks = await page.evaluate(
          async ([given, length]) => {
            const { soak } = window as unknown as { soak: VoiceLab.Lab }
            return (await soak.render(given, length, false)).peaks
          },
          [round, seconds] as const,
        )
        spoken.push(...peaks.map(({ no }) => no))
        quiet.push(...peaks.filter(({ peak }) => peak < 0.2).map(({ no }) => no))
      }
      expect(spoken).toEqual(Array.from({ length: roundCount * callsEach }, (_, index) => index + 1))
      expect(quiet).toEqual([])
      await page.context().close()
    },
  )
})
