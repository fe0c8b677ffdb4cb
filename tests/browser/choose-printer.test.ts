import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { launchChromium } from "../support/chromium.ts"
import { labPage } from "../support/lab-page.ts"
import type * as PrinterLab from "../support/printer-lab.ts"

declare const lab: typeof PrinterLab

/** What the browser does when it is asked: gives a device, or refuses with an error of this name. */
type Answer = "a device" | "NotFoundError" | "SecurityError"

describe("a button that lets the browser ask for the printer", () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchChromium()
    page = await labPage(browser, "printer-lab.ts")
  })

  afterAll(() => browser?.close())

  /** This page comes over http, where a browser has neither: then each is put there. */
  const answering = (answer: Answer) =>
    page.evaluate((what) => {
      const asked: unknown[] = []
      const ask = async (options: unknown) => {
        asked.push(options)
        if (what !== "a device") throw new DOMException("As a browser does", what)
      }
      for (const [place, verb] of [
        ["usb", "requestDevice"],
        ["serial", "requestPort"],
      ] as const)
        Object.defineProperty(navigator, place, { value: { [verb]: ask }, configurable: true })
      Object.assign(window, { asked })
    }, answer)

  const choose = (kind: "usb" | "serial") => page.evaluate((which) => lab.choosePrinter(which), kind)

  it("says that there is no such thing where the browser has none", async () => {
    expect(await choose("usb")).toBe("no-such-thing")
    expect(await choose("serial")).toBe("no-such-thing")
  })

  it.each<[Answer, string]>([
    ["a device", "chosen"],
    ["NotFoundError", "nothing-chosen"],
    ["SecurityError", "no-such-thing"],
  ])("%s is %s", async (answer, choice) => {
    await answering(answer)
    expect(await choose("usb")).toBe(choice)
    expect(await choose("serial")).toBe(choice)
  })

  it("is offered printers alone on USB", async () => {
    await answering("a device")
    await choose("usb")
    expect(await page.evaluate(() => (window as unknown as { asked: unknown }).asked)).toEqual([
      { filters: [{ classCode: 7 }] },
    ])
  })
})
