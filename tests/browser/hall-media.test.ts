// Over 60 s: films play, and calls are heard to their end before a film goes on.
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { changePlanOf } from "../support/hall-plan.ts"
import { type BranchInBrowser, branchInBrowser, hallScreen, kioskScreen } from "../support/open-pages.ts"
import { violations } from "../support/violations.ts"

const files = join(import.meta.dirname, "../support/media")

describe("what the branch shows between calls", () => {
  let branch: BranchInBrowser
  let dataDir: string
  let staff: string

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "giliran-media-"))
    const folder = join(dataDir, "media", "demo")
    await mkdir(folder, { recursive: true })
    for (const file of ["film.mp4", "picture.png", "broken.mp4"])
      await copyFile(join(files, file), join(folder, file))
    branch = await branchInBrowser({ DATA_DIR: dataDir })
    staff = await branch.token("counter")
    const kiosk = await branch.token("kiosk")
    await branch.post(staff, "/counters/1/open")
    for (let n = 0; n < 10; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
  })

  afterAll(async () => {
    await branch?.close()
    await rm(dataDir, { recursive: true })
  })

  const show = (...shown: readonly string[]) =>
    changePlanOf(branch, () => ({
      hall: {
        media: shown.map((file) => ({ file, seconds: 3 })),
        ticker: [
          { text: { id: "Bank tidak pernah meminta PIN Anda.", en: "The bank never asks for your PIN." } },
        ],
      },
    }))

  it("plays a film, shows a picture, and goes round; what is broken or not there is left out", async () => {
    await show("broken.mp4", "film.mp4", "missing.png", "picture.png")
    const page = await branch.open("/display/", hallScreen)
    const seen = await filesSeen(page, 12_000)
    // Tried once each, and left at once.
    expect(seen.filter((file) => file === "missing.png").length).toBeLessThan(2)
    expect(seen.filter((file) => file === "broken.mp4").length).toBeLessThan(2)
    expect(seen).toContain("film.mp4")
    expect(seen).toContain("picture.png")
    expect(seen.filter((file) => file === "film.mp4").length).toBeGreaterThan(1)
    await page.getByText("Bank tidak pernah meminta PIN Anda.").waitFor()
    await page.context().close()
  })

  it("gives the hall its whole room when nothing can be shown", async () => {
    await show("broken.mp4", "missing.png")
    const page = await branch.open("/display/", hallScreen)
    await page.locator(".calls:not([data-media])").waitFor()
    await page.waitForTimeout(2_000)
    expect(await page.locator(".media").count()).toBe(0)
    await page.context().close()
  })

  it.each([
    ["lying", hallScreen],
    ["upright", kioskScreen],
  ])("gives way to the calls before, also under a line of trouble: %s", async (_, screen) => {
    await show("picture.png")
    const page = await branch.open("/display/", screen)
    await page.locator(".media img").waitFor()
    for (let n = 0; n < 2; n++) {
      const { ticket } = (await branch.post(staff, "/counters/1/call-next")) as { ticket: { id: string } }
      await page.locator(".caption[data-shown]").waitFor()
      expect(await cutWords(page, ".caption")).toEqual([])
      await branch.post(staff, `/tickets/${ticket.id}/no-show`)
    }
    await page.locator(".calls-before__call").first().waitFor()
    expect(await cutWords(page, ".calls-before, .calls-before__call")).toEqual([])
    await page.context().setOffline(true)
    await page.getByText("Menghubungkan kembali").waitFor({ timeout: 30_000 })
    expect(await cutWords(page, ".calls-before, .calls-before__call")).toEqual([])
    await page.context().close()
  })

  it.each([
    ["lying", hallScreen],
    ["upright", kioskScreen],
  ])("pauses for a call, which has at least half of the glass and comes at once: %s", async (_, screen) => {
    await show("film.mp4")
    const page = await branch.open("/display/", screen)
    await page.locator("video").waitFor()
    await page.waitForFunction(() => document.querySelector("video")?.paused === false)
    const pressedAt = performance.now()
    const called = await branch.post(staff, "/counters/1/call-next")
    await page.locator(".call-now[data-now] .call-now__number").waitFor()
    expect(performance.now() - pressedAt).toBeLessThan(3_000)
    await page.waitForFunction(() => document.querySelector("video")?.paused === true)
    const areas = await page.evaluate(() => {
      const [now = 0, before = 0, media = 0] = [".call-now", ".calls-before", ".media"].map((name) => {
        const { width = 0, height = 0 } = document.querySelector(name)?.getBoundingClientRect() ?? {}
        return width * height
      })
      return { calls: now + before, media }
    })
    expect(areas.calls).toBeGreaterThanOrEqual(areas.media)
    expect(await violations(page)).toEqual([])
    // Six seconds later the call has had its time.
    await page.waitForFunction(() => document.querySelector("video")?.paused === false, null, {
      timeout: 20_000,
    })
    const { ticket } = called as { ticket: { id: string } }
    await branch.post(staff, `/tickets/${ticket.id}/serve`)
    await branch.post(staff, `/tickets/${ticket.id}/finish`)
    await page.context().close()
  })
})

/** Which of these hold more than they have room for. A pixel more is a rounding. */
function cutWords(page: Page, selector: string): Promise<readonly string[]> {
  return page
    .locator(selector)
    .evaluateAll((places) =>
      places
        .filter(
          ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
            scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1,
        )
        .map(({ className }) => className),
    )
}

/** Names of the files that were in the media area, looked at often. */
async function filesSeen(page: Page, ms: number): Promise<readonly string[]> {
  return page.evaluate(async (during) => {
    const seen: string[] = []
    for (const end = performance.now() + during; performance.now() < end;) {
      const shown = document.querySelector(".media__picture")
      const file = shown?.getAttribute("src")?.split("/").at(-1)
      if (file !== undefined && file !== seen.at(-1)) seen.push(file)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return seen
  }, ms)
}
