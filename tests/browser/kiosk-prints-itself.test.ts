// Over 20 s: the browser itself prints, on papers of two widths.
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type BranchInBrowser, branchInBrowser, kioskScreen } from "../support/open-pages.ts"
import { standStill } from "../support/own-time.ts"
import { keep } from "../support/picture.ts"
import { readQrCode, readQrIn } from "../support/qr-code.ts"
import { violations } from "../support/violations.ts"

vi.setConfig({ testTimeout: 60_000 })

/** The window in which a browser would ask which printer is none of a test's: everything else is the browser's own. */
const askNobody = () => {
  const page = window as unknown as { asked: number }
  page.asked = 0
  window.print = () => void page.asked++
}

const asked = (kiosk: Page) => kiosk.waitForFunction(() => (window as unknown as { asked: number }).asked)

/** Millimetres of each page of a PDF, and how many there are. */
const pagesOf = (pdf: Buffer): readonly { readonly width: number; readonly height: number }[] =>
  [...pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: (Number(width) * 25.4) / 72,
    height: (Number(height) * 25.4) / 72,
  }))

describe("a kiosk whose browser prints", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    branch = await branchInBrowser()
  })

  afterAll(() => branch?.close())

  const openKiosk = async (path: string): Promise<Page> => {
    const kiosk = await branch.open(path, { ...kioskScreen, ownsTime: true })
    await kiosk.evaluate(askNobody)
    await kiosk.getByText("Setoran & Tarik Tunai").waitFor()
    // The paper waits for as long as the test looks at it.
    await standStill(kiosk)
    return kiosk
  }

  it.each([80, 58])("prints the ticket alone on one page of %i mm, and then confirms it", async (mm) => {
    const kiosk = await openKiosk(`/kiosk/?print=browser&paperWidth=${mm}`)
    await kiosk.getByText("Setoran & Tarik Tunai").dblclick()
    await asked(kiosk)
    const paper = kiosk.locator("body > .paper")
    await kiosk.emulateMedia({ media: "print" })
    expect(await paper.isVisible()).toBe(true)
    expect(await kiosk.locator("#kiosk").isVisible()).toBe(false)
    const picture = await paper.screenshot()
    keep(`browser-${mm}.png`, picture)
    const onPaper = readQrIn(picture)
    await kiosk.emulateMedia({ media: null })
    // The browser prints: into a file, and tells the page as it does of a printer.
    const pdf = await kiosk.pdf({ preferCSSPageSize: true })
    keep(`browser-${mm}.pdf`, pdf)
    const pages = pagesOf(pdf)
    expect(pages.length).toBe(1)
    expect(pages[0]?.width).toBeCloseTo(mm, 0)
    expect(pages[0]?.height).toBeGreaterThan(100)
    await kiosk.getByText("Silakan ambil tiket Anda").waitFor()
    expect(onPaper).toBe(await readQrCode(kiosk))
    expect(await paper.count()).toBe(0)
    expect(await kiosk.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(1)
    expect(await violations(kiosk)).toEqual([])
    await kiosk.close()
    expect(branch.complaints).toEqual([])
  })

  it("shows the number on the screen when the browser waits for somebody to answer", async () => {
    const kiosk = await openKiosk("/kiosk/?print=browser")
    await kiosk.getByText("Pembukaan Rekening").click()
    await asked(kiosk)
    await kiosk.clock.fastForward(10_000)
    await kiosk.getByText("Tiket kertas sedang tidak tersedia. Nomor Anda tetap berlaku").waitFor()
    expect(await readQrCode(kiosk)).toMatch(/\/ticket\/#demo\./)
    expect(await kiosk.locator("body > .paper").count()).toBe(0)
    expect(await violations(kiosk)).toEqual([])
    await kiosk.close()
  })
})
