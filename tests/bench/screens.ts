import { setTimeout as sleep } from "node:timers/promises"
import type { Browser, Page } from "playwright-core"
import { launchChromium } from "../support/chromium.ts"
import { workInFrames } from "../support/frame-work.ts"
import { builtInManifests, labPage } from "../support/lab-page.ts"
import { callsOf } from "../support/rushes.ts"
import { type Demo, demoOf } from "./demo.ts"
import type * as VoiceLab from "../support/voice-lab.ts"
import { type BenchServer, withServer } from "./bench-process.ts"
import { type Line, ms } from "./figures.ts"

declare const lab: typeof VoiceLab

/** The call arrives, slides in, and pulses twice slowly: 2.45 s, and the way to the screen before it. */
const watchedMs = 3_000
/** A call has been shown and spoken by then. */
const spokenMs = 15_000
const frameMs = 1_000 / 60
const glasses = {
  lying: { width: 1920, height: 1080 },
  upright: { width: 1080, height: 1920 },
} as const
type Lying = keyof typeof glasses

export interface ScreenFigures {
  /** What the display's main thread works in a frame while a call arrives, on a processor six times slower: the 95th of a hundred. */
  readonly frameP95Ms: Readonly<Record<Lying, number>>
  /** From the view with a call until its first sound, the latest of some. */
  readonly firstSoundMs: number
  /** What the heap of a display's voice grows by in so many calls, after the first of twenty rounds. */
  readonly voiceHeapMb: number
  readonly voiceCalls: number
}

/** What a display costs the machine that it runs on, in a real browser. */
export function screens(isQuick: boolean): Promise<ScreenFigures> {
  return withServer(
    () => Promise.resolve(),
    async (server) => {
      const browser = await launchChromium()
      try {
        const demo = await demoOf(server.url)
        const callsEach = isQuick ? 50 : 500
        return {
          frameP95Ms: {
            lying: await frameWork(browser, server, demo, "lying"),
            upright: await frameWork(browser, server, demo, "upright"),
          },
          firstSoundMs: await firstSound(browser, server, demo, isQuick ? 1 : 4),
          voiceHeapMb: await voiceHeap(browser, callsEach),
          voiceCalls: callsEach * 20,
        }
      } finally {
        await browser.close()
      }
    },
  )
}

async function frameWork(browser: Browser, { url }: BenchServer, demo: Demo, lies: Lying): Promise<number> {
  await demo.take(3)
  await demo.callAndFinish()
  const page = await (await browser.newContext({ viewport: glasses[lies] })).newPage()
  await page.goto(`${url}/display/`)
  await page.locator(".call-now").waitFor()
  await sleep(spokenMs)
  await demo.callAndFinish()
  await sleep(spokenMs)
  const frames = await workInFrames({ browser, page, slower: 6, forMs: watchedMs, act: () => demo.call() })
  await page.locator(".call-now[data-now] .call-now__number").waitFor()
  await demo.finish()
  await page.context().close()
  if (Math.max(...frames) <= 1) throw new Error("The trace has seen no work at all")
  return frames.toSorted((a, b) => a - b)[Math.ceil(0.95 * frames.length) - 1] ?? Number.NaN
}

async function firstSound(
  browser: Browser,
  { url }: BenchServer,
  demo: Demo,
  calls: number,
): Promise<number> {
  const page = await (await browser.newContext({ viewport: glasses.lying })).newPage()
  await noteViewsAndSounds(page)
  await page.goto(`${url}/display/`)
  await page.waitForFunction(
    () => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".mp3")).length >= 100,
  )
  await sleep(spokenMs)
  const heard: number[] = []
  for (let call = 0; call < calls; call++) {
    await demo.take(1)
    await demo.callAndFinish()
    await sleep(spokenMs)
    heard.push(await sinceView(page))
  }
  await page.context().close()
  return Math.max(...heard)
}

async function noteViewsAndSounds(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted = { views: [] as number[], sounds: [] as number[] }
    Object.assign(window, { noted })
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its node
    const { start } = AudioBufferSourceNode.prototype
    AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
      noted.sounds.push(performance.now() + (when - this.context.currentTime) * 1_000)
      start.call(this, when, ...rest)
    }
    const Original = WebSocket
    window.WebSocket = class extends Original {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given)
        this.addEventListener("message", () => noted.views.push(performance.now()))
      }
    }
  })
}

/** From the last view before the first sound of the last call; NaN where there was none. */
function sinceView(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { noted } = window as unknown as { noted: { views: number[]; sounds: number[] } }
    const first = noted.sounds[0] ?? Number.NaN
    const came = noted.views.findLast((at) => at < first) ?? Number.NaN
    noted.sounds.length = 0
    return first - came
  })
}

async function voiceHeap(browser: Browser, callsEach: number): Promise<number> {
  const page = await labPage(browser)
  const session = await page.context().newCDPSession(page)
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage")
    return (await session.send("Runtime.getHeapUsage")).usedSize
  }
  const round = callsOf(callsEach)
  const seconds = (round.at(-1)?.at ?? 0) + 30
  await page.evaluate((manifests) => {
    Object.assign(window, { soak: lab.openLab(manifests, 0.05) })
  }, builtInManifests)
  let before = 0
  for (let turn = 0; turn < 20; turn++) {
    await page.evaluate(
      async ([given, length]) => {
        const { soak } = window as unknown as { soak: VoiceLab.Lab }
        await soak.render(given, length, false)
      },
      [round, seconds] as const,
    )
    // The first round has compiled and cached what the others use.
    if (turn === 0) before = await heap()
  }
  const grown = (await heap()) - before
  await page.context().close()
  return grown / 1_000_000
}

export function screenLines({
  frameP95Ms,
  firstSoundMs,
  voiceHeapMb,
  voiceCalls,
}: ScreenFigures): readonly Line[] {
  const worst = Math.max(frameP95Ms.lying, frameP95Ms.upright)
  return [
    {
      what: "a call arrives, main thread a frame, 6 times slower: p95 lying / upright",
      ours: `${ms(frameP95Ms.lying)} / ${ms(frameP95Ms.upright)}`,
      beside: "",
      target: "≤ 16.7 ms",
      isMet: worst <= frameMs,
    },
    {
      what: "call: the view arrives → first sound",
      ours: ms(firstSoundMs),
      beside: "",
      target: "≤ 700 ms",
      isMet: firstSoundMs <= 700,
    },
    {
      what: `the voice's heap after ${voiceCalls} calls`,
      ours: `${voiceHeapMb.toFixed(1)} MB more`,
      beside: "",
      target: "≤ 10 MB",
      isMet: voiceHeapMb <= 10,
    },
  ]
}
