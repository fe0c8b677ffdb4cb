import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { memberNumber } from "../support/customers.ts"
import { type BranchInBrowser, branchInBrowser, kioskScreen } from "../support/open-pages.ts"

interface Taken {
  readonly ticket: { readonly class: string; readonly isDiscreet: boolean; readonly number: string }
}

/** Who goes sooner, as it is said at the kiosk: the real page, the real server, its own customer directory. */
describe("the fast lane at the kiosk", () => {
  let branch: BranchInBrowser
  let kiosk: Page
  const sent: string[] = []

  beforeAll(async () => {
    branch = await branchInBrowser()
    kiosk = await branch.open("/kiosk/", kioskScreen)
    kiosk.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`))
  })

  afterAll(() => branch?.close())

  it("takes a priority ticket by the keypad, and the number is gone from the page", async () => {
    await toProof(kiosk)
    for (const digit of memberNumber.replaceAll(" ", "")) await digitKey(kiosk, digit).click()
    expect(await kiosk.locator(".proof__typed").textContent()).toBe(memberNumber)
    await kiosk.getByRole("button", { name: "Periksa" }).click()
    const taken = await takeDeposit(kiosk)
    expect(taken.ticket).toMatchObject({ class: "priority", isDiscreet: false })
    expect(await kiosk.content()).not.toMatch(/prioritas|1234/i)
    expect(await keptInBrowser(kiosk)).not.toMatch(/1234\s?5678/)
    const withNumber = sent.filter((request) => /1234\s?5678/.test(request))
    expect(withNumber.length).toBe(1)
    expect(withNumber[0]).toMatch(/\/customer-checks \{/)
    await done(kiosk)
  })

  it("takes one by a reader alone, which types fast and ends with Enter: two touches and a scan", async () => {
    await kiosk.getByText("Prioritas & kebutuhan khusus").click()
    await kiosk.getByText("Lanjut usia").waitFor()
    await kiosk.keyboard.type("1234-5689\n")
    expect((await takeDeposit(kiosk)).ticket.class).toBe("priority")
    await done(kiosk)
  })

  it("hears a card on the first screen already: a scan and one touch, whichever screen before the proof it is", async () => {
    await kiosk.keyboard.type("1234-5700\n")
    expect((await takeDeposit(kiosk)).ticket.class).toBe("priority")
    await done(kiosk)
  })

  it("hears a reader right after a touch on a key, and its Enter does not press that key", async () => {
    await toProof(kiosk)
    await digitKey(kiosk, "7").click()
    await kiosk.getByRole("button", { name: "Ulang" }).click()
    await kiosk.keyboard.type("12345678\n")
    expect((await takeDeposit(kiosk)).ticket.class).toBe("priority")
    await done(kiosk)
  })

  it("goes on as everybody with one touch when a number is not found", async () => {
    await toProof(kiosk)
    await kiosk.keyboard.type("9999\n")
    await kiosk.getByText("Nomor itu belum kami temukan").waitFor()
    await kiosk.getByRole("button", { name: "Ambil nomor biasa" }).click()
    expect((await takeDeposit(kiosk)).ticket.class).toBe("regular")
    await done(kiosk)
  })

  it("tells a discreet call at the ticket, for a customer who chose it and a ground of care", async () => {
    await kiosk.getByText("Prioritas & kebutuhan khusus").click()
    await kiosk.getByText("Ibu hamil").click()
    await kiosk.getByRole("button", { name: "Panggilan senyap" }).click()
    const taken = await takeDeposit(kiosk)
    expect(taken.ticket).toMatchObject({ class: "care", isDiscreet: true })
    expect(sent.at(-1)).toContain('"reason":"pregnant"')
    await kiosk.getByText("Panggilan Anda tidak diumumkan").waitFor()
    expect(await kiosk.content()).not.toMatch(/hamil|kebutuhan/i)
    await done(kiosk)
  })

  it("DISCREET-2: offers a discreet call to everybody: two touches to a number", async () => {
    await kiosk.getByRole("button", { name: "Panggilan senyap" }).click()
    expect((await takeDeposit(kiosk)).ticket).toMatchObject({ class: "regular", isDiscreet: true })
    await kiosk.getByText("Panggilan Anda tidak diumumkan").waitFor()
    await done(kiosk)
    expect((await takeDeposit(kiosk)).ticket).toMatchObject({ class: "regular", isDiscreet: false })
    await done(kiosk)
  })

  it("forgets the choice of a discreet call with the customer", async () => {
    await kiosk.getByText("Prioritas & kebutuhan khusus").click()
    await kiosk.getByText("Lanjut usia").click()
    expect((await takeDeposit(kiosk)).ticket).toMatchObject({ class: "care", isDiscreet: false })
    await done(kiosk)
  })

  it("forgets what was typed when nobody goes on", async () => {
    const left = await branch.open("/kiosk/", kioskScreen)
    await left.getByText("Mau dilayani apa hari ini?").waitFor()
    await left.clock.install()
    await toProof(left)
    await left.keyboard.type("1234")
    await left.getByText("1234", { exact: true }).waitFor()
    await left.clock.runFor(31_000)
    await left.getByText("Masih di sini?").waitFor()
    await left.clock.runFor(21_000)
    await left.getByText("Mau dilayani apa hari ini?").waitFor()
    await toProof(left)
    expect(await left.locator(".proof__typed").textContent()).toBe("Ketik nomor di sini")
    await left.context().close()
  })

  it("asks to wait after too many tries, and still has a number for everybody", async () => {
    await toProof(kiosk)
    for (let n = 0; n < 12; n++) {
      await kiosk.keyboard.type(`8800${n}\n`)
      await kiosk.locator(".proof-outcome").waitFor()
      if (await kiosk.getByText("Mohon tunggu sebentar").isVisible()) break
      await kiosk.getByRole("button", { name: "Coba lagi" }).click()
    }
    await kiosk.getByText("Mohon tunggu sebentar").waitFor()
    await kiosk.getByRole("button", { name: "Ambil nomor biasa" }).click()
    expect((await takeDeposit(kiosk)).ticket.class).toBe("regular")
    await done(kiosk)
  })

  it("made the page complain of nothing but the refused check", () => {
    expect(branch.complaints.filter((complaint) => !complaint.includes("429"))).toEqual([])
  })
})

describe("the fast lane while the bank's directory is away", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    // Port 9 discards; on a branch's machine nobody listens there.
    branch = await branchInBrowser({ CUSTOMER_DIRECTORY_URL: "http://127.0.0.1:9/customers" })
  })

  afterAll(() => branch?.close())

  it("offers a regular number and says that staff can upgrade it", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await toProof(kiosk)
    await kiosk.keyboard.type("12345678\n")
    await kiosk.getByText("Saat ini belum dapat kami periksa").waitFor()
    expect(await kiosk.getByText("mereka dapat menjadikannya prioritas").isVisible()).toBe(true)
    await kiosk.getByRole("button", { name: "Ambil nomor biasa" }).click()
    expect((await takeDeposit(kiosk)).ticket.class).toBe("regular")
    expect(branch.complaints).toEqual([])
  })
})

async function toProof(kiosk: Page): Promise<void> {
  await kiosk.getByText("Prioritas & kebutuhan khusus").click()
  await kiosk.getByText("Nasabah prioritas", { exact: true }).click()
  await kiosk.locator(".proof").waitFor()
}

const digitKey = (kiosk: Page, digit: string) => kiosk.getByRole("button", { name: digit, exact: true })

/** What the server answered to the one touch that takes a number. */
async function takeDeposit(kiosk: Page): Promise<Taken> {
  const answered = kiosk.waitForResponse((response) => response.url().endsWith("/tickets"))
  await kiosk.getByText("Setoran & Tarik Tunai").click()
  const taken = (await (await answered).json()) as Taken
  await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
  return taken
}

async function done(kiosk: Page): Promise<void> {
  await kiosk.getByRole("button", { name: /Selesai/ }).click()
  await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
}

const keptInBrowser = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href]),
  )
