import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { launchChromium } from "../support/chromium.ts"
import { readQrCode } from "../support/qr-code.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"

/** One customer's visit through the four real pages, each in a browser of its own, on the real server. */
describe("one customer", () => {
  let database: FreshDatabase
  let server: ServerProcess
  let browser: Browser
  let kiosk: Page
  let display: Page
  let counter: Page
  let phone: Page
  const complaints: string[] = []

  const open = async (path: string, viewport: { width: number; height: number }): Promise<Page> => {
    const context: BrowserContext = await browser.newContext({
      viewport,
      locale: "id-ID",
      timezoneId: "Asia/Jakarta",
    })
    const page = await context.newPage()
    page.on("pageerror", (error) => complaints.push(`${path}: ${error.message}`))
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${path}: ${message.text()}`)
    })
    await page.goto(server.url + path)
    return page
  }

  beforeAll(async () => {
    database = await freshDatabase()
    server = await startServerProcess({ databaseUrl: database.url })
    browser = await launchChromium()
    kiosk = await open("/kiosk/", { width: 1080, height: 1920 })
    display = await open("/display/", { width: 1920, height: 1080 })
    counter = await open("/counter/", { width: 360, height: 560 })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await database?.drop()
  })

  it("takes a number with one touch, and a double tap takes one", async () => {
    const taken: string[] = []
    kiosk.on("response", (response) => {
      if (response.request().method() === "POST" && response.url().endsWith("/tickets"))
        taken.push(response.url())
    })
    await kiosk.getByText("Setoran & Tarik Tunai").dblclick()
    await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
    expect(await kiosk.getByText("A001").count()).toBeGreaterThan(0)
    expect(await kiosk.getByText("Berikutnya giliran Anda").isVisible()).toBe(true)
    expect(taken.length).toBe(1)
    expect(await waitingCount()).toBe(1)
  })

  it("carries the ticket to the phone by its QR's link, whose secret reaches no log", async () => {
    const link = await readQrCode(kiosk)
    expect(link).toMatch(/\/ticket\/#demo\.[A-Za-z0-9_-]{22}$/)
    const requests: string[] = []
    const path = new URL(link)
    phone = await open("/ticket/" + path.hash, { width: 390, height: 844 })
    phone.on("request", (request) => requests.push(request.url() + (request.headers()["referer"] ?? "")))
    await phone.getByText("Berikutnya giliran Anda").waitFor()
    expect(requests.join(" ")).not.toContain(path.hash.slice(6))
  })

  it("calls, with the one key of the counter: hall and phone know at once", async () => {
    await counter.getByLabel("Nama Anda").fill("Sari Dewi")
    await counter.getByLabel("Nomor pegawai").fill("sari.dewi")
    await counter.getByText("Loket 2").click()
    await pressSpace("Panggil berikutnya")
    await counter.getByRole("button", { name: /Layani/ }).waitFor()
    await display.getByText("A001").first().waitFor()
    expect(await display.getByText(/loket 2/i).count()).toBeGreaterThan(0)
    await phone.getByText("Giliran Anda", { exact: true }).first().waitFor()
    expect(await phone.getByText(/Silakan menuju loket/).isVisible()).toBe(true)
  })

  it("serves and finishes with the same key, and the phone says thank you", async () => {
    await pressSpace("Layani")
    await phone.getByText("Anda sedang dilayani").waitFor()
    await pressSpace("Selesai & panggil")
    await phone.getByText("Terima kasih").waitFor()
    await counter.getByText("Belum ada yang menunggu").first().waitFor()
    expect(await waitingCount()).toBe(0)
  })

  it("shows nothing when the link is opened again after the end", async () => {
    await phone.reload()
    await phone.getByText("Tidak ada tiket di sini").waitFor()
    expect(await phone.getByText("A001").count()).toBe(0)
  })

  it("made no page complain", () => {
    expect(complaints).toEqual([])
  })

  /** As a teller would: the key does nothing while the desk's last order is on its way, or right after it. */
  async function pressSpace(label: string): Promise<void> {
    await counter.locator(".primary__button:not([aria-busy='true'])", { hasText: label }).waitFor()
    await counter.waitForTimeout(400)
    await counter.keyboard.press("Space")
  }

  async function waitingCount(): Promise<number> {
    const session = await fetch(`${server.url}/v1/demo/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ screen: "kiosk" }),
    })
    const { token } = (await session.json()) as { token: string }
    const view = await fetch(`${server.url}/v1/branches/demo/views/kiosk`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { services } = (await view.json()) as { services: { id: string; waitingCount: number }[] }
    return services.reduce((sum, service) => sum + service.waitingCount, 0)
  }
})
