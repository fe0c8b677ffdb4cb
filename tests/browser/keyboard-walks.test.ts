import { DisplayView } from "@giliran/contract/display-view"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  kioskScreen,
  phoneScreen,
  pressSpace,
  tabTo,
} from "../support/open-pages.ts"

/** What people do with a mouse or a finger, done without either. The office's pages: office.test.ts; four keys and speech: kiosk-speech.test.ts. */
let branch: BranchInBrowser

beforeAll(async () => {
  branch = await branchInBrowser()
  const kiosk = await branch.token("kiosk")
  for (let n = 0; n < 6; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
})

afterAll(() => branch?.close())

describe("a desk by keyboard alone", () => {
  let desk: Page

  beforeAll(async () => {
    desk = await branch.open("/counter/", deskScreen)
  })

  it("is opened", async () => {
    await tabTo(desk, "Nama Anda")
    await desk.keyboard.type("Sari Dewi")
    await desk.keyboard.press("Tab")
    await desk.keyboard.type("sari.dewi")
    await tabTo(desk, /^Loket 2/)
    await desk.keyboard.press("Enter")
    await desk.locator(".desk__counter", { hasText: "Loket 2" }).waitFor()
    expect(branch.complaints).toEqual([])
  })

  it("calls, calls again, takes the call back, and calls another by its number", async () => {
    await pressSpace(desk, "Panggil berikutnya")
    await inHand("A001")
    await press("u")
    await desk.locator(".ticket__number").waitFor({ state: "detached" })
    await press("c")
    await tabTo(desk, "Cari nomor")
    await desk.keyboard.type("A003")
    await desk.keyboard.press("Enter")
    await inHand("A003")
    expect(branch.complaints).toEqual([])
  })

  it("serves, parks with a reminder, and takes it up again", async () => {
    await pressSpace(desk, "Layani")
    await press("p")
    await tabTo(desk, "5 menit")
    await desk.keyboard.press("Enter")
    await desk.locator(".ticket__number").waitFor({ state: "detached" })
    await press("l")
    await tabTo(desk, /Layani lagi/)
    await desk.keyboard.press("Enter")
    await inHand("A003")
    expect(branch.complaints).toEqual([])
  })

  it("transfers to another service, last in its queue, and back afterwards", async () => {
    await press("t")
    await choose(desk, "target", /Kartu & E-Banking/)
    await choose(desk, "place", /Paling belakang/)
    await tabTo(desk, "Kembali ke saya sesudahnya")
    await desk.keyboard.press("Space")
    await tabTo(desk, "Pindahkan")
    await desk.keyboard.press("Enter")
    await desk.locator(".ticket__number").waitFor({ state: "detached" })
    expect(await waitingFor("kartu-ebanking")).toBe(1)
  })

  it("misses a customer and takes her back", async () => {
    await pressSpace(desk, "Panggil berikutnya")
    await inHand("A001")
    await press("x")
    await desk.locator(".ticket__number").waitFor({ state: "detached" })
    await press("m")
    await tabTo(desk, /Kembalikan/)
    await desk.keyboard.press("Enter")
    await desk.locator("dialog").waitFor({ state: "detached" })
    await press("m")
    await desk.getByText("Tidak ada nomor yang terlewat.").waitFor()
    await desk.keyboard.press("Escape")
    await desk.locator("dialog").waitFor({ state: "detached" })
    expect(branch.complaints).toEqual([])
  })

  it("finishes with an outcome and a note", async () => {
    await pressSpace(desk, "Panggil berikutnya")
    await desk.locator(".ticket__number").waitFor()
    await pressSpace(desk, "Layani")
    await press("f")
    await tabTo(desk, "Catatan (boleh kosong)")
    await desk.keyboard.type("Formulir dibawa pulang")
    await tabTo(desk, "Selesai")
    await desk.keyboard.press("Enter")
    await desk.locator(".ticket__number").waitFor({ state: "detached" })
    expect(branch.complaints).toEqual([])
  })

  it("pauses with a reason, goes on, and ends its duty", async () => {
    await press("b")
    await tabTo(desk, /Istirahat/)
    await desk.keyboard.press("Enter")
    await desk.getByText(/Tidak ada nomor yang dipanggil ke loket ini/).waitFor()
    await pressSpace(desk, "Lanjutkan")
    await desk.locator(".primary__button", { hasText: "Panggil berikutnya" }).waitFor()
    await press("?")
    await tabTo(desk, /^(Tutup loket|Selesai bertugas)$/)
    await desk.keyboard.press("Enter")
    await desk
      .getByText("Siapa yang bertugas?")
      .or(desk.getByText(/Loket 2 tutup/))
      .first()
      .waitFor()
    expect(branch.complaints).toEqual([])
  })

  /** The desk takes no key while its last order is on its way. */
  async function press(key: string): Promise<void> {
    await desk.locator(".primary__button:not([aria-busy='true'])").waitFor()
    await desk.waitForTimeout(400)
    await desk.keyboard.press(key)
  }

  async function inHand(number: string): Promise<void> {
    await desk.locator(".ticket__number .visually-hidden", { hasText: number }).waitFor({ state: "attached" })
  }
})

describe("a kiosk and a phone by keyboard alone", () => {
  it("takes a number and ends the visit", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await tabTo(kiosk, /Setoran & Tarik Tunai/)
    await kiosk.keyboard.press("Enter")
    await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
    await tabTo(kiosk, /Selesai/)
    await kiosk.keyboard.press("Enter")
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.context().close()
    expect(branch.complaints).toEqual([])
  })

  it("says a need, and chooses the service", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await tabTo(kiosk, /Prioritas & kebutuhan khusus/)
    await kiosk.keyboard.press("Enter")
    await tabTo(kiosk, /Lanjut usia/)
    await kiosk.keyboard.press("Enter")
    await tabTo(kiosk, /Setoran & Tarik Tunai/)
    await kiosk.keyboard.press("Enter")
    await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
    await kiosk.context().close()
    expect(branch.complaints).toEqual([])
  })

  it("gives a number up, after asking once more", async () => {
    const kiosk = await branch.token("kiosk")
    const { link } = (await branch.post(kiosk, "/tickets", { serviceId: "deposito" })) as { link: string }
    const phone = await branch.open(
      new URL(link, branch.server.url).href.slice(branch.server.url.length),
      phoneScreen,
    )
    await phone.getByText("Nomor Anda", { exact: true }).waitFor()
    await tabTo(phone, /Batalkan|Lepas/)
    await phone.keyboard.press("Enter")
    await phone.getByRole("dialog").waitFor()
    expect(await waitingFor("deposito")).toBe(1)
    await tabTo(phone, /^Ya/)
    await phone.keyboard.press("Enter")
    await expect.poll(() => waitingFor("deposito")).toBe(0)
    await phone.context().close()
  })
})

/** Down from wherever the group's radio is until the choice has these words. */
async function choose(page: Page, group: string, words: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await page.evaluate((name) => document.activeElement?.getAttribute("name") === name, group)) break
    await page.keyboard.press("Tab")
  }
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press(presses === 0 ? "Space" : "ArrowDown")
    const label = await page.evaluate(() => document.activeElement?.closest("label")?.textContent ?? "")
    if (words.test(label)) return
  }
  throw new Error(`The keyboard does not choose ${words}`)
}

async function waitingFor(serviceId: string): Promise<number | undefined> {
  const token = await branch.token("display")
  const answer = await fetch(`${branch.server.url}/v1/branches/demo/views/display`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return DisplayView.parse(await answer.json()).services.find(({ id }) => id === serviceId)?.waitingCount
}
