// Over 20 s: axe looks at every screen in each of its states.
import type { BrowserContextOptions } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { memberNumber } from "../support/customers.ts"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  hallScreen,
  kioskScreen,
  phoneScreen,
  sitDown,
} from "../support/open-pages.ts"
import { readQrCode } from "../support/qr-code.ts"
import { violations } from "../support/violations.ts"

/** axe-core's rules of WCAG 2.2 A and AA, on the real pages. */
describe("every page passes axe", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    branch = await branchInBrowser()
    const kiosk = await branch.token("kiosk")
    for (const serviceId of ["setor-tarik", "kredit", "valas"])
      for (let n = 0; n < 3; n++)
        await branch.post(kiosk, "/tickets", { serviceId, class: n === 2 ? "care" : "regular" })
  })

  afterAll(() => branch?.close())

  it.each([
    ["the kiosk, upright", "/kiosk/", kioskScreen],
    ["the kiosk, lying", "/kiosk/", { viewport: { width: 1920, height: 1080 } }],
    ["the display", "/display/", hallScreen],
    ["the display, upright", "/display/", kioskScreen],
    ["the display, light", "/display/?theme=light", hallScreen],
    ["the counter's choice", "/counter/", deskScreen],
    ["a phone without a ticket", "/ticket/", phoneScreen],
  ] as const)("%s", async (_, path, screen: BrowserContextOptions) => {
    const page = await branch.open(path, screen)
    await page.waitForLoadState("networkidle")
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it("the kiosk's high contrast, choice of class and ticket, and the phone that follows it", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.getByRole("button", { name: /Kontras/ }).click()
    expect(await violations(kiosk)).toEqual([])
    await kiosk.getByText("Prioritas & kebutuhan khusus").click()
    await kiosk.getByText("Lanjut usia").waitFor()
    expect(await violations(kiosk)).toEqual([])
    await kiosk.getByText("Lanjut usia").click()
    await kiosk.getByText("Setoran & Tarik Tunai").click()
    await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
    expect(await violations(kiosk)).toEqual([])
    const phone = await branch.open("/ticket/" + new URL(await readQrCode(kiosk)).hash, phoneScreen)
    await phone.getByText("di depan Anda").waitFor()
    expect(await violations(phone)).toEqual([])
  })

  it.each([
    ["upright", kioskScreen],
    ["lying", { viewport: { width: 1920, height: 1080 } }],
  ] as const)(
    "the kiosk's proof of priority, %s: typing, not found, and who is sooner's services",
    async (_, screen) => {
      const kiosk = await branch.open("/kiosk/", screen)
      await kiosk.getByText("Prioritas & kebutuhan khusus").click()
      await kiosk.getByText("Nasabah prioritas", { exact: true }).click()
      await kiosk.locator(".proof").waitFor()
      expect(await violations(kiosk), "empty").toEqual([])
      await kiosk.keyboard.type("9999")
      expect(await violations(kiosk), "typed").toEqual([])
      await kiosk.keyboard.press("Enter")
      await kiosk.locator(".proof-outcome").waitFor()
      expect(await violations(kiosk), "not found").toEqual([])
      await kiosk.getByRole("button", { name: "Coba lagi" }).click()
      await kiosk.keyboard.type(memberNumber + "\n")
      await kiosk.getByRole("button", { name: "Panggilan senyap" }).click()
      expect(await violations(kiosk), "a discreet call").toEqual([])
      await kiosk.context().close()
    },
  )

  it("the counter: idle, called and serving, its help and its transfer, by keyboard alone", async () => {
    const counter = await branch.open("/counter/", { viewport: { width: 1280, height: 800 } })
    await sitDown(counter, { name: "Sari Dewi", counter: "1" })
    for (const [key, shows] of [
      ["", /Panggil berikutnya/],
      ["Space", /Layani/],
      ["t", /Pindahkan A/],
      ["Escape", /Layani/],
      ["Space", /Selesai & panggil/],
      ["?", /Bantuan dan pengaturan/],
    ] as const) {
      await counter.waitForTimeout(500)
      if (key) await counter.keyboard.press(key)
      await counter.getByText(shows).first().waitFor()
      expect(await violations(counter), `after ${key}`).toEqual([])
    }
  })
})
