import axe from "axe-core"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  phoneScreen,
  pressSpace,
  sitDown,
} from "../support/open-pages.ts"

const wideDesk = { viewport: { width: 1280, height: 800 } }

describe("the lane at the counter", () => {
  let branch: BranchInBrowser
  let desk: Page

  beforeAll(async () => {
    branch = await branchInBrowser()
    const kiosk = await branch.token("kiosk")
    for (let n = 0; n < 3; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
    await branch.post(kiosk, "/tickets", {
      serviceId: "setor-tarik",
      claim: { kind: "care", reason: "pregnant" },
      isDiscreet: true,
    })
    desk = await branch.open("/counter/", wideDesk)
    await sitDown(desk, { name: "Sari Dewi", counter: "1" })
    await desk.locator(".primary__button", { hasText: "Panggil berikutnya" }).waitFor()
  })

  afterAll(() => branch?.close())

  it("CALL-6: shows the whole reason of a call, in words, on one key", async () => {
    await pressSpace(desk, "Panggil berikutnya")
    await desk.locator(".ticket__number", { hasText: "A004" }).waitFor()
    await press(desk, "w")
    const sheet = desk.getByRole("dialog", { name: "Mengapa A004" })
    await sheet.getByText("nilai tertinggi").waitFor()
    expect(await sheet.locator(".figures").innerText()).toMatch(/Waktu awal kelas · Kebutuhan khusus\s+15:00/)
    expect(await sheet.locator(".runners-up .row__number").allInnerTexts()).toHaveLength(3)
    expect(await violations(desk)).toEqual([])
    await desk.keyboard.press("Escape")
    await sheet.waitFor({ state: "detached" })
  })

  it("DISCREET-1: tells the teller, and why the customer has care", async () => {
    expect(await desk.locator(".ticket__remarks").innerText()).toBe("Tidak diumumkan · Ibu hamil")
  })

  it("CLASS-3: changes the class of the ticket in hand, with a reason, by keyboard", async () => {
    await press(desk, "k")
    const sheet = desk.getByRole("dialog", { name: "Ubah kelas A004" })
    const change = sheet.getByRole("button", { name: "Ubah kelas", exact: true })
    expect(await change.isDisabled()).toBe(true)
    await sheet.getByLabel("Reguler", { exact: true }).check()
    expect(await change.isDisabled(), "without a reason").toBe(true)
    await sheet.getByLabel("Atas permintaan nasabah").check()
    expect(await violations(desk)).toEqual([])
    await desk.keyboard.press("Enter")
    await sheet.waitFor({ state: "detached" })
    expect(await desk.locator(".ticket .class-mark", { hasText: "Kebutuhan khusus" }).count()).toBe(0)
  })

  it("CLASS-3: changes the class of one that waits, and it goes sooner", async () => {
    await expect.poll(() => waitingAt(desk)).toEqual(["A001", "A002", "A003"])
    await desk.getByRole("button", { name: "Ubah kelas A003" }).click()
    const sheet = desk.getByRole("dialog", { name: "Ubah kelas A003" })
    await sheet.getByLabel("Nasabah prioritas").check()
    await sheet.getByLabel("Alasan lain").check()
    await sheet.getByRole("textbox", { name: "Alasan lain" }).fill("Diantar pemimpin cabang")
    await sheet.getByRole("button", { name: "Ubah kelas", exact: true }).click()
    await sheet.waitFor({ state: "detached" })
    await expect.poll(() => waitingAt(desk)).toEqual(["A003", "A001", "A002"])
  })

  it("finds another number from a narrow desk with nobody in hand", async () => {
    const narrow = await branch.open("/counter/", deskScreen)
    await sitDown(narrow, { name: "Made Wirawan", counter: "2" })
    await narrow.locator(".idle__count").waitFor()
    await narrow.getByRole("button", { name: /Ubah kelas/ }).click()
    await narrow.getByLabel("Cari nomor").fill("A002")
    const sheet = narrow.getByRole("dialog", { name: "Ubah kelas A002" })
    await sheet.getByLabel("Kebutuhan khusus").check()
    await sheet.getByLabel("Lanjut usia").check()
    expect(await violations(narrow)).toEqual([])
    await sheet.getByRole("button", { name: "Ubah kelas", exact: true }).click()
    await sheet.waitFor({ state: "detached" })
    await narrow.locator(".idle .row", { hasText: "A002" }).getByText("Kebutuhan khusus").waitFor()
    await expect.poll(() => waitingAt(desk)).toEqual(["A002", "A003", "A001"])
    await narrow.context().close()
  })

  it("complains about nothing", () => {
    expect(branch.complaints).toEqual([])
  })
})

describe("a phone whose range has moved", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    branch = await branchInBrowser()
  })

  afterAll(() => branch?.close())

  it("FORECAST-4: says in one calm line that somebody goes first", async () => {
    const kiosk = await branch.token("kiosk")
    await branch.post(await branch.token("counter"), "/counters/1/open")
    for (let n = 0; n < 3; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
    const { link } = (await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })) as { link: string }
    const phone = await branch.open(link, phoneScreen)
    await phone.getByText("3 orang di depan Anda").waitFor()
    expect(await phone.locator(".progress__cause").count()).toBe(0)
    for (let n = 0; n < 2; n++)
      await branch.post(kiosk, "/tickets", {
        serviceId: "setor-tarik",
        claim: { kind: "care", reason: "elderly" },
      })
    await phone.getByText("5 orang di depan Anda").waitFor()
    await phone.getByText("Ada nasabah yang berhak didahulukan").waitFor()
    expect(await violations(phone)).toEqual([])
    expect(branch.complaints).toEqual([])
  })
})

/** The numbers beside the desk, in the order in which they would be called. */
async function waitingAt(desk: Page): Promise<readonly string[]> {
  const numbers = await desk.locator(".lists .row__number").allTextContents()
  return numbers.map((number) => number.slice(0, "A001".length))
}

/** As a teller would: not right after the last key, and not while an order is on its way. */
async function press(desk: Page, key: string): Promise<void> {
  await desk.locator(".primary__button:not([aria-busy='true'])").waitFor()
  await desk.waitForTimeout(400)
  await desk.keyboard.press(key)
}

async function violations(page: Page): Promise<readonly string[]> {
  // What moves is judged when it has come to rest.
  await page.waitForTimeout(600)
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)
}
