// Over 20 s: a display stands still, is cut off and finds a new build.
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { changePlanOf } from "../support/hall-plan.ts"
import { type BranchInBrowser, branchInBrowser, hallScreen } from "../support/open-pages.ts"
import { standStill } from "../support/own-time.ts"
import { violations } from "../support/violations.ts"

describe("a display that hangs on a wall for months", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    branch = await branchInBrowser()
  })

  afterAll(() => branch?.close())

  it("loads itself again when its main loop was stuck, once, and goes on", async () => {
    const page = await marked(branch, "/display/")
    // No timer of the page runs meanwhile.
    await page.clock.fastForward(17_000)
    await reloaded(page)
    await page.getByText("Silakan ambil nomor").waitFor()
    expect(await page.evaluate(() => sessionStorage.getItem("giliran.reloaded"))).toContain("stood-still")
    await page.context().close()
  })

  it("loads itself again when nothing is drawn any more, a counter's small one too", async () => {
    const page = await marked(branch, "/display/?counter=1")
    await standStill(page)
    await page.clock.runFor(2_000)
    await page.evaluate(() => Object.assign(window, { requestAnimationFrame: () => 0 }))
    for (let second = 0; second < 13; second++) await page.clock.runFor(1_000)
    expect(await isMarked(page)).toBe(true)
    // The last seconds are the machine's own.
    await page.clock.resume()
    await reloaded(page)
    await page.getByText("Loket ini tutup").waitFor()
    expect(await page.evaluate(() => sessionStorage.getItem("giliran.reloaded"))).toContain("stood-still")
    await page.context().close()
  })

  it("takes a new build when the server has one, and only then", async () => {
    const page = await marked(branch, "/display/")
    let isNew = false
    let asked = 0
    await page.route(/\/display\/$/, async (route) => {
      if (route.request().resourceType() !== "fetch") return route.continue()
      asked += 1
      const answer = await route.fetch()
      const html = await answer.text()
      return route.fulfill({ response: answer, body: isNew ? html.replace(/index-/g, "index-New") : html })
    })
    const loseAndFind = async () => {
      await page.evaluate(() => window.dispatchEvent(new Event("offline")))
      await page.evaluate(() => window.dispatchEvent(new Event("online")))
    }
    const answered = page.waitForResponse((response) => response.request().resourceType() === "fetch")
    await loseAndFind()
    await (await answered).finished()
    await page.clock.runFor(3_000)
    expect(asked).toBe(1)
    expect(await isMarked(page)).toBe(true)
    isNew = true
    await loseAndFind()
    await reloaded(page)
    expect(await page.evaluate(() => sessionStorage.getItem("giliran.reloaded"))).toContain("new-build")
    await page.context().close()
  })

  it("says after five seconds that it is alone, and after thirty from when its data are", async () => {
    const page = await marked(branch, "/display/")
    await page.context().setOffline(true)
    await page.evaluate(() => window.dispatchEvent(new Event("offline")))
    await page.clock.runFor(2_000)
    expect(await page.locator(".stale-banner").count()).toBe(0)
    await page.clock.runFor(4_000)
    await page.locator(".stale-banner[data-freshness='late']").waitFor()
    expect(await violations(page), "late").toEqual([])
    await page.clock.runFor(26_000)
    await page
      .locator(".stale-banner[data-freshness='stale']", { hasText: /dari pukul \d\d\.\d\d/ })
      .waitFor()
    expect(await violations(page), "stale").toEqual([])
    await page.context().setOffline(false)
    await page.evaluate(() => window.dispatchEvent(new Event("online")))
    await page.locator(".stale-banner").waitFor({ state: "detached", timeout: 30_000 })
    await page.context().close()
  })

  it("asks that the glass stays lit, by a lock or by a film of nothing", async () => {
    const locked = await branch.browser.newContext(hallScreen)
    await locked.addInitScript(() => {
      const lock = { request: () => Promise.reject(new Error((document.title = "asked"))) }
      Object.defineProperty(navigator, "wakeLock", { value: lock })
    })
    const withLock = await locked.newPage()
    await withLock.goto(`${branch.server.url}/display/`)
    await withLock.waitForFunction(() => document.title === "asked")
    expect(await violations(withLock)).toEqual([])
    await locked.close()

    const bare = await branch.browser.newContext(hallScreen)
    await bare.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, "wakeLock")
      const captured = "captureStream"
      const capture: unknown = Reflect.get(HTMLCanvasElement.prototype, captured)
      if (typeof capture !== "function") throw new Error("This browser films no canvas")
      Object.defineProperty(HTMLCanvasElement.prototype, captured, {
        value(this: HTMLCanvasElement, ...how: unknown[]) {
          document.title = "plays"
          return Reflect.apply(capture, this, how) as unknown
        },
      })
    })
    const without = await bare.newPage()
    await without.goto(`${branch.server.url}/display/`)
    await without.waitForFunction(() => document.title === "plays")
    await bare.close()
  })

  it("gives half its light out of hours, and its words can still be read", async () => {
    const page = await branch.open("/display/", hallScreen)
    await page.getByText("Silakan ambil nomor").waitFor()
    expect(await page.locator(".glass[data-rest]").count()).toBe(0)
    await changePlanOf(branch, () => ({ hours: [] }))
    await page.locator(".glass[data-rest]").waitFor()
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
})

async function marked(branch: BranchInBrowser, path: string): Promise<Page> {
  const page = await branch.open(path, { ...hallScreen, ownsTime: true })
  await page.locator(".hall, .panel").waitFor()
  await page.evaluate(() => document.documentElement.setAttribute("data-marked", ""))
  return page
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.hasAttribute("data-marked"))
}

async function reloaded(page: Page): Promise<void> {
  await page.locator("html:not([data-marked])").waitFor({ state: "attached", timeout: 20_000 })
  await page.locator(".hall, .panel").waitFor()
}
