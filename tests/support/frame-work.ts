import { setTimeout as sleep } from "node:timers/promises"
import type { Browser, Page } from "playwright-core"

const frameMs = 1_000 / 60

interface TraceEvent {
  readonly name: string
  readonly ph: string
  /** Microseconds. */
  readonly ts: number
  /** Of the processor alone: what other programs took from it is not the page's. */
  readonly tdur?: number
  readonly pid: number
  readonly tid: number
}

export interface Watched {
  readonly browser: Browser
  readonly page: Page
  /** How many times slower the processor is made. */
  readonly slower: number
  /** For how long, from when `act` begins. */
  readonly forMs: number
  /** Sets going what is watched, from outside: whoever looks into the page by script works on its own main thread. */
  readonly act: () => Promise<unknown>
}

/**
 * What the page's main thread works in each frame of the screen (16.7 ms), in milliseconds, by the browser's own trace. A task counts
 * whole in the frame in which it begins.
 */
export async function workInFrames({
  browser,
  page,
  slower,
  forMs,
  act,
}: Watched): Promise<readonly number[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower })
  await browser.startTracing(page, {
    categories: ["blink.user_timing", "disabled-by-default-devtools.timeline"],
  })
  await page.evaluate(() => performance.mark("work-begins"))
  await act()
  await sleep(forMs)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[]
  }
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 })
  const begun = traceEvents.find(({ name }) => name === "work-begins")
  if (!begun) throw new Error("The trace has no mark")
  const frames = Array.from({ length: Math.ceil(forMs / frameMs) }, () => 0)
  for (const { name, ph, ts, tdur = 0, pid, tid } of traceEvents)
    if (name === "RunTask" && ph === "X" && pid === begun.pid && tid === begun.tid && ts >= begun.ts) {
      const frame = Math.floor((ts - begun.ts) / 1_000 / frameMs)
      if (frame < frames.length) frames[frame] = (frames[frame] ?? 0) + tdur / 1_000
    }
  return frames
}
