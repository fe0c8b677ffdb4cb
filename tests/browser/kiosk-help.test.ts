import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  kioskScreen,
  sitDown,
} from "../support/open-pages.ts"
import { picture } from "../support/picture.ts"
import { query } from "../support/postgres.ts"
import { violations } from "../support/violations.ts"

const againMs = 20_000

/** Counts the tones that this page's own loudspeaker is given from now on. */
const countTones = (page: Page) =>
  page.evaluate(() => {
    Object.assign(globalThis, { tones: 0 })
    const node = AudioScheduledSourceNode.prototype
    node.start = new Proxy(Reflect.get(node, "start"), {
      apply: (start, tone, when) => {
        ;(globalThis as unknown as { tones: number }).tones += 1
        Reflect.apply(start, tone, when)
      },
    })
  })
const tonesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { tones: number }).tones)

describe("a customer who asks for somebody", () => {
  let branch: BranchInBrowser
  let kiosk: Page
  let first: Page
  let second: Page

  const ask = () => kiosk.getByRole("button", { name: "Bantuan petugas" }).click()
  const told = (title: string) => kiosk.getByRole("heading", { name: title }).waitFor()

  beforeAll(async () => {
    branch = await branchInBrowser()
    kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
  })
  afterAll(() => branch?.close())

  it("hears where staff are while no counter is open, and that they are called all the same", async () => {
    await ask()
    await told("Saat ini belum ada loket yang buka")
    expect(await violations(kiosk)).toEqual([])
    await picture(kiosk, "nobody-there")
    await kiosk.getByRole("button", { name: "Petugas sudah datang" }).click()
    await kiosk.getByRole("button", { name: "Bantuan petugas" }).waitFor()
  })

  it("rings every counter at once, and again, until a key says that somebody comes; the kiosk says it too", async () => {
    first = await branch.open("/counter/", { ...deskScreen, ownsTime: true })
    second = await branch.open("/counter/", { viewport: { width: 1280, height: 800 }, ownsTime: true })
    await sitDown(first, { name: "Sari Dewi", counter: "1" })
    await sitDown(second, { name: "Made Wirawan", counter: "2" })
    for (const page of [first, second]) {
      await page.locator(".primary").waitFor()
      await countTones(page)
    }
    await ask()
    await told("Petugas kami sudah dipanggil")
    expect(await violations(kiosk), "called").toEqual([])
    await picture(kiosk, "called")
    for (const page of [first, second]) {
      await page.getByText(/nasabah minta bantuan/).waitFor({ timeout: 2_000 })
      expect(await tonesOf(page)).toBe(2)
      expect(await violations(page)).toEqual([])
    }
    await picture(first, "counter-asked")
    await picture(second, "counter-asked-wide")
    for (const page of [first, second]) await page.clock.fastForward(againMs)
    expect([await tonesOf(first), await tonesOf(second)]).toEqual([4, 4])
    await second.keyboard.press("h")
    await told("Petugas sedang menuju ke sini")
    expect(await violations(kiosk), "coming").toEqual([])
    await picture(kiosk, "coming")
    // A ring that is still due rings by each page's own view.
    for (const page of [first, second]) await page.getByText(/petugas loket 2 sedang ke sana/).waitFor()
    expect(await first.getByRole("button", { name: "Saya ke sana" }).count()).toBe(0)
    expect(await violations(first)).toEqual([])
    await picture(first, "counter-coming")
    for (const page of [first, second]) await page.clock.fastForward(againMs)
    expect([await tonesOf(first), await tonesOf(second)]).toEqual([4, 4])
    await kiosk.getByRole("button", { name: "Petugas sudah datang" }).click()
    await first.getByText(/sedang ke sana/).waitFor({ state: "detached" })
    expect(await kiosk.locator("dialog[open]").count()).toBe(0)
  })

  it("may close the sheet: the button says that staff are called, and opens it again; a counter's button answers by a click", async () => {
    await ask()
    await told("Petugas kami sudah dipanggil")
    await kiosk.getByRole("button", { name: "Baik", exact: true }).click()
    await kiosk.getByRole("button", { name: "Petugas dipanggil" }).click()
    await told("Petugas kami sudah dipanggil")
    await first.getByRole("button", { name: "Saya ke sana" }).click()
    await told("Petugas sedang menuju ke sini")
    await kiosk.getByRole("button", { name: "Petugas sudah datang" }).click()
    expect(await kiosk.getByRole("button", { name: "Petugas dipanggil" }).count()).toBe(0)
  })

  it("by keys alone; and when nobody came in time, is told so and calls again", async () => {
    // A sheet that closes gives the focus back, to where this takes it from.
    await kiosk.locator("dialog[open]").waitFor({ state: "detached" })
    await kiosk.getByRole("button", { name: "Bantuan petugas" }).press("Enter")
    await told("Petugas kami sudah dipanggil")
    await query(branch.databaseUrl, `DELETE FROM "HelpRequest"`)
    await told("Belum ada petugas yang dapat datang")
    expect(await violations(kiosk)).toEqual([])
    await picture(kiosk, "unanswered")
    for (let presses = 0; presses < 3; presses++) {
      const name = await kiosk.evaluate(() => document.activeElement?.textContent)
      if (name === "Panggil lagi") break
      await kiosk.keyboard.press("ArrowDown")
    }
    await kiosk.keyboard.press("Enter")
    await told("Petugas kami sudah dipanggil")
    await first.getByText(/nasabah minta bantuan/).waitFor()
    await kiosk.keyboard.press("Escape")
    expect(await kiosk.locator("dialog[open]").count()).toBe(0)
  })

  it("is told the truth by a kiosk that cannot reach the server: nobody was called", async () => {
    const away = await branch.open("/kiosk/?language=en", { viewport: { width: 1920, height: 1080 } })
    await away.getByText("Mau dilayani apa hari ini?").waitFor()
    await away.context().setOffline(true)
    await away.evaluate(() => window.dispatchEvent(new Event("offline")))
    await away.getByRole("button", { name: "Bantuan petugas" }).click()
    await away
      .getByRole("heading", { name: "Petugas tidak dapat dipanggil dari sini" })
      .waitFor({ timeout: 2_000 })
    expect(await violations(away)).toEqual([])
    await picture(away, "not-called")
  })
})
