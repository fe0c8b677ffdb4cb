// Over 40 s: each kind of page is cut off, comes back as an older one, and loads itself again.
import { CONTRACT_VERSION } from "@giliran/contract/socket-events"
import type { BrowserContextOptions, Page, WebSocketRoute } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  hallScreen,
  kioskScreen,
  phoneScreen,
  pressSpace,
  sitDown,
} from "../support/open-pages.ts"
import { officeScreen } from "../support/office-pages.ts"

/** A page that the server takes for one of an older contract from `outdate` on, until it was loaded again; or for one of contract 11. */
interface Aging {
  readonly page: Page
  /** Cuts the connection; from the next on it says the older version. */
  readonly outdate: (said?: number | null) => Promise<void>
  /** How often the page was loaded since it was opened. */
  readonly loads: () => number
}

let branch: BranchInBrowser

beforeAll(async () => {
  branch = await branchInBrowser()
})

afterAll(() => branch?.close())

async function open(path: string, options: BrowserContextOptions): Promise<Aging> {
  const context = await branch.browser.newContext({
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    ...options,
  })
  const page = await context.newPage()
  let said: number | null = CONTRACT_VERSION
  let line: WebSocketRoute | null = null
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer()
    line = socket
    socket.onMessage((message) => server.send(saying(String(message), said)))
  })
  await page.goto(branch.server.url + path)
  let loads = 0
  page.on("load", () => {
    loads++
    said = CONTRACT_VERSION
  })
  return {
    page,
    outdate: async (older = CONTRACT_VERSION - 1) => {
      said = older
      await line?.close()
    },
    loads: () => loads,
  }
}

/** The handshake of the page, as a page of another contract says it. */
function saying(message: string, contract: number | null): string {
  const at = message.indexOf("{")
  if (!message.startsWith("40") || at < 0) return message
  const { contract: own, ...auth } = JSON.parse(message.slice(at)) as { contract: number }
  expect(own).toBe(CONTRACT_VERSION)
  return message.slice(0, at) + JSON.stringify(contract === null ? auth : { ...auth, contract })
}

async function untilLoaded({ loads }: Aging, times: number): Promise<void> {
  await expect.poll(loads, { timeout: 20_000 }).toBe(times)
}

describe("a page of an older contract loads itself again", () => {
  it("a kiosk, when the visit is over and not before", async () => {
    const kiosk = await open("/kiosk/", kioskScreen)
    await kiosk.page.getByText("Prioritas & kebutuhan khusus").click()
    await kiosk.page.getByText("Lanjut usia").waitFor()
    await kiosk.outdate()
    await kiosk.page.getByText("Menghubungkan kembali").waitFor({ timeout: 30_000 })
    expect(kiosk.loads()).toBe(0)
    await kiosk.page.getByRole("button", { name: "Kembali" }).click()
    await untilLoaded(kiosk, 1)
    await kiosk.page.getByText("Mau dilayani apa hari ini?").waitFor()
    expect(await kiosk.page.locator(".stale-banner").count()).toBe(0)
    await kiosk.page.context().close()
  })

  it("a counter, when no ticket is in hand and no sheet is open", async () => {
    await branch.post(await branch.token("kiosk"), "/tickets", { serviceId: "setor-tarik" })
    const counter = await open("/counter/", deskScreen)
    await sitDown(counter.page, { name: "Sari Dewi", counter: "1" })
    await pressSpace(counter.page, "Panggil berikutnya")
    await pressSpace(counter.page, "Layani")
    await counter.page
      .getByRole("button", { name: /Selesai/ })
      .first()
      .waitFor()
    await counter.page.waitForTimeout(400)
    await counter.page.keyboard.press("?")
    await counter.page.getByText("Bantuan dan pengaturan").waitFor()
    await counter.outdate()
    await counter.page.getByText("Menghubungkan kembali").waitFor({ timeout: 30_000 })
    await counter.page.keyboard.press("Escape")
    // Two looks of the page at whether it is at rest: the ticket is still in hand.
    await counter.page.waitForTimeout(2_500)
    expect(counter.loads()).toBe(0)
    // Loaded again by hand, it goes on with its ticket.
    await counter.page.evaluate(() => location.reload())
    await untilLoaded(counter, 1)
    await pressSpace(counter.page, "Selesai")
    await counter.page.getByText("Belum ada yang menunggu").first().waitFor()
    await counter.outdate()
    await untilLoaded(counter, 2)
    await counter.page.getByText("Belum ada yang menunggu").first().waitFor()
    await counter.page.context().close()
  })

  it("a display, when nobody is called", async () => {
    const display = await open("/display/", hallScreen)
    await display.page.locator(".strip").waitFor()
    await display.outdate()
    await untilLoaded(display, 1)
    await display.page.locator(".strip").waitFor()
    expect(await display.page.locator(".stale-banner").count()).toBe(0)
    await display.page.context().close()
  })

  it("a customer's phone, at once, in the language that was chosen", async () => {
    const { link } = (await branch.post(await branch.token("kiosk"), "/tickets", {
      serviceId: "valas",
    })) as { link: string }
    const phone = await open(link, phoneScreen)
    await phone.page.locator(".page__number").waitFor()
    await phone.page.getByRole("button", { name: "English" }).click()
    const number = await phone.page.locator(".page__number .visually-hidden").first().textContent()
    await phone.outdate()
    await untilLoaded(phone, 1)
    await phone.page.locator(".page__number").waitFor()
    expect(await phone.page.locator(".page__number .visually-hidden").first().textContent()).toBe(number)
    expect(await phone.page.locator("html").getAttribute("lang")).toBe("en")
    await phone.page.context().close()
  })

  it("not without end: a page that stays of an older contract waits two minutes for the next time", async () => {
    const kiosk = await open("/kiosk/", kioskScreen)
    await kiosk.page.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.outdate()
    await untilLoaded(kiosk, 1)
    await kiosk.page.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.outdate()
    await kiosk.page.waitForTimeout(6_000)
    expect(kiosk.loads()).toBe(1)
    await kiosk.page.context().close()
  })
})

describe("a page of contract 11, which says no version", () => {
  it("shows at a kiosk and at a counter that it was refused", async () => {
    const kiosk = await open("/kiosk/", kioskScreen)
    await kiosk.page.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.outdate(null)
    await kiosk.page.getByText("Layar ini belum bisa dipakai").waitFor({ timeout: 20_000 })
    const counter = await open("/counter/", deskScreen)
    await sitDown(counter.page, { name: "Made Wirawan", counter: "2" })
    await counter.page.locator(".primary__button").waitFor()
    await counter.outdate(null)
    await counter.page.getByText("Layar ini belum bisa dipakai").waitFor({ timeout: 20_000 })
    expect([kiosk.loads(), counter.loads()]).toEqual([0, 0])
    await kiosk.page.context().close()
    await counter.page.context().close()
  })
})

describe("a page without a live connection takes a new build when nothing is open and nothing is typed", () => {
  it.each([
    ["the office", "/office/", officeScreen, "Nomor pegawai"],
    ["a counter where nobody sits yet", "/counter/", deskScreen, "Nama Anda"],
  ] as const)("%s", async (_, path, screen, label) => {
    const page = await branch.open(path, screen)
    await page.clock.install()
    await page.reload()
    await page.getByLabel(label).fill("siti")
    // Somebody looks up in the middle of it.
    await page.getByLabel(label).blur()
    let loads = 0
    page.on("load", () => {
      loads++
    })
    // The page that the server has now names another main script.
    await page.route(`**${path}`, async (route) => {
      const answer = await route.fetch()
      const html = await answer.text()
      const isLook = route.request().resourceType() === "fetch"
      await route.fulfill({
        response: answer,
        body: isLook ? html.replace(/index-[\w-]+\.js/, "index-NEWER.js") : html,
      })
    })
    const looked = page.waitForResponse((answer) => answer.request().resourceType() === "fetch")
    await page.clock.runFor(65_000)
    await looked
    // Three looks of the page at whether it is at rest.
    await page.clock.runFor(3_000)
    // As long as the page would have taken to be there again.
    await page.waitForTimeout(800)
    expect(loads).toBe(0)
    await page.getByLabel(label).fill("")
    await page.getByLabel(label).blur()
    await page.clock.runFor(3_000)
    await expect.poll(() => loads, { timeout: 20_000 }).toBe(1)
    await page.context().close()
  })
})
