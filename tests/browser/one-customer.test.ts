import type { Page } from "playwright-core"
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
import { readQrCode } from "../support/qr-code.ts"

/** One customer's visit through the four real pages, each in a browser of its own, on the real server. */
describe("one customer", () => {
  let branch: BranchInBrowser
  let kiosk: Page
  let display: Page
  let counter: Page
  let phone: Page

  beforeAll(async () => {
    branch = await branchInBrowser()
    kiosk = await branch.open("/kiosk/", kioskScreen)
    display = await branch.open("/display/", hallScreen)
    counter = await branch.open("/counter/", deskScreen)
  })

  afterAll(() => branch?.close())

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
    const { hash } = new URL(link)
    phone = await branch.open("/ticket/" + hash, phoneScreen)
    phone.on("request", (request) => requests.push(request.url() + (request.headers()["referer"] ?? "")))
    await phone.getByText("Berikutnya giliran Anda").waitFor()
    expect(requests.join(" ")).not.toContain(hash.slice("#demo.".length))
  })

  it("calls, with the one key of the counter: hall and phone know at once", async () => {
    await sitDown(counter, { name: "Sari Dewi", counter: "2" })
    await pressSpace(counter, "Panggil berikutnya")
    await counter.getByRole("button", { name: /Layani/ }).waitFor()
    await display.getByText("A001").first().waitFor()
    expect(await display.getByText(/loket 2/i).count()).toBeGreaterThan(0)
    await phone.getByText("Giliran Anda", { exact: true }).first().waitFor()
    expect(await phone.getByText(/Silakan menuju loket/).isVisible()).toBe(true)
  })

  it("serves and finishes with the same key, and the phone says thank you", async () => {
    await pressSpace(counter, "Layani")
    await phone.getByText("Anda sedang dilayani").waitFor()
    await pressSpace(counter, "Selesai & panggil")
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
    expect(branch.complaints).toEqual([])
  })

  async function waitingCount(): Promise<number> {
    const authorization = `Bearer ${await branch.token("kiosk")}`
    const view = await fetch(`${branch.server.url}/v1/branches/demo/views/kiosk`, {
      headers: { authorization },
    })
    const { services } = (await view.json()) as { services: { waitingCount: number }[] }
    return services.reduce((sum, service) => sum + service.waitingCount, 0)
  }
})
