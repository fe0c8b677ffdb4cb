import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises"
import type { Page } from "playwright-core"

/** A page whose time passes only when the test says so. What is under way to it, an answer or a byte, arrives while its time stands. */
export interface OwnTime {
  pass(ms: number): Promise<void>
  /** Lets time pass until that is so; throws when more than `withinMs` of the page's time went by. */
  until(isSo: () => Promise<boolean>, withinMs: number): Promise<void>
}

const still = new WeakSet<Page>()

/** Lets so much of a still page's time pass as this work in it needs; of another page it passes by itself. */
export async function withTimePassing<Result>(page: Page, work: Promise<Result>): Promise<Result> {
  if (!still.has(page)) return work
  const ended = work.then(
    () => true,
    () => true,
  )
  while (!(await Promise.race([ended, Promise.resolve(false)]))) await page.clock.runFor(workStepMs)
  return work
}

const workStepMs = 20
const stepMs = 200
/** A page stands still at a moment that has not come yet, however long this machine takes to tell it so. */
const ahead = 10_000
/** From the page over a cable's fake and back: each way there and back is a turn of both. */
const turnsOfABatch = 3

/** Once the page is loaded; `page.clock.install()` came before. */
export async function ownTime(page: Page): Promise<OwnTime> {
  let askedCount = 0
  page.on("request", () => askedCount++)
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", () => askedCount--)
  const arrived = async () => {
    for (let turns = 0; turns < turnsOfABatch; turns++) {
      await page.evaluate(() => 0)
      await turn()
      if (askedCount === 0) continue
      turns = -1
      await sleep(5)
    }
  }
  const pass = async (ms: number) => {
    await arrived()
    for (let passed = 0; passed < ms; passed += stepMs) {
      await page.clock.runFor(Math.min(stepMs, ms - passed))
      await arrived()
    }
  }
  await standStill(page)
  return {
    pass,
    async until(isSo, withinMs) {
      await arrived()
      for (let passed = 0; !(await isSo()); passed += stepMs) {
        if (passed >= withinMs) throw new Error(`It was not so after ${withinMs} ms of the page's time`)
        await pass(stepMs)
      }
    },
  }
}

/** From now on the page's time passes by `page.clock` alone; `page.clock.install()` came before. */
export async function standStill(page: Page): Promise<void> {
  still.add(page)
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + ahead)
}
