// Over 20 s: connections are cut until the screens notice it by themselves.
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  hallScreen,
  pressSpace,
  sitDown,
} from "../support/open-pages.ts"

describe("two screens on one counter", () => {
  let branch: BranchInBrowser
  let first: Page
  let second: Page

  beforeAll(async () => {
    branch = await branchInBrowser()
    first = await branch.open("/counter/", deskScreen)
    second = await branch.open("/counter/", deskScreen)
  })

  afterAll(() => branch?.close())

  it("asks the second before it takes over, and locks the first", async () => {
    await sitDown(first, { name: "Sari Dewi", counter: "1" })
    await first.getByText("Belum ada yang menunggu").first().waitFor()
    await sitDown(second, { name: "Made Wirawan", counter: "1" })
    await second.getByText("Loket 1 sedang dipakai").waitFor()
    expect(await first.getByText("Layar ini terkunci").count()).toBe(0)
    await second.getByRole("button", { name: "Ambil alih loket ini" }).click()
    await second.getByText("Belum ada yang menunggu").first().waitFor()
    await first.getByText("Loket ini diambil alih oleh Made Wirawan").waitFor()
    expect(await first.locator(".primary__button").count()).toBe(0)
  })
})

describe("a display", () => {
  let branch: BranchInBrowser
  let display: Page
  let counter: Page

  beforeAll(async () => {
    branch = await branchInBrowser()
    const kiosk = await branch.token("kiosk")
    for (let n = 0; n < 3; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
    display = await branch.open("/display/", hallScreen)
    counter = await branch.open("/counter/", deskScreen)
    await sitDown(counter, { name: "Sari Dewi", counter: "1" })
  })

  afterAll(() => branch?.close())

  it("shows both of two calls in one second, in order", async () => {
    const staff = await branch.token("counter")
    await branch.post(staff, "/counters/2/open")
    await branch.post(staff, "/counters/3/open")
    await Promise.all([
      branch.post(staff, "/counters/2/call-next"),
      branch.post(staff, "/counters/3/call-next"),
    ])
    await display.locator(".call-now__number", { hasText: "A001" }).waitFor()
    await display.locator(".call-now__number", { hasText: "A002" }).waitFor({ timeout: 60_000 })
    expect(await display.locator(".calls-before__call", { hasText: "A001" }).count()).toBe(1)
  })

  it("that was away shows the truth when it comes back, and says meanwhile that it is behind", async () => {
    await display.context().setOffline(true)
    await display.evaluate(() => window.dispatchEvent(new Event("offline")))
    await pressSpace(counter, "Panggil berikutnya")
    await counter.getByRole("button", { name: /Layani/ }).waitFor()
    await display
      .getByRole("status")
      .filter({ hasText: /Menghubungkan|Belum terhubung|dari pukul/ })
      .first()
      .waitFor({ timeout: 20_000 })
    await display.context().setOffline(false)
    await display.locator(".call-now__number", { hasText: "A003" }).waitFor({ timeout: 30_000 })
    expect(await display.locator(".calls-before__call", { hasText: "A002" }).count()).toBe(1)
  })
})
