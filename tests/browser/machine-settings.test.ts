// Over 40 s: a display says its sample aloud, and seven screens are set up by touch and by keys.
import { useHouse } from "../support/house.ts"
import type { Instant } from "@giliran/contract/basics"
import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { demoBranchId } from "../../server/demo/seed.ts"
import { renewPin } from "../../server/devices/settings-pin.ts"
import { layCable } from "../support/cable.ts"
import { changePlanOf } from "../support/hall-plan.ts"
import { giveVoices, heardWords } from "../support/heard-speech.ts"
import { type BranchInBrowser, branchInBrowser, hallScreen, kioskScreen } from "../support/open-pages.ts"
import { picture } from "../support/picture.ts"
import { type PrinterFake, startPrinterFake } from "../support/printer-fake.ts"
import { violations } from "../support/violations.ts"

const chord = "Up Up Down Down Left Right Left Right".split(" ").map((way) => `Arrow${way}`)
const lying = { viewport: { width: 1920, height: 1080 } }

const holdCorner = async (page: Page, ms: number) => {
  await page.mouse.move(30, 30)
  await page.mouse.down()
  await page.clock.runFor(ms)
  await page.mouse.up()
}
const pressChord = async (page: Page) => {
  for (const key of chord) await page.keyboard.press(key)
}
const tapPin = async (page: Page, digits: string) => {
  for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click()
}
const title = (page: Page) => page.getByRole("heading", { name: "Pengaturan layar ini" })
const kept = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem("giliran.device") ?? "null") as unknown)

describe("the settings of a machine", () => {
  let branch: BranchInBrowser
  let printer: PrinterFake
  let pin = ""

  beforeAll(async () => {
    printer = await startPrinterFake()
    branch = await branchInBrowser()
    await changePlanOf(branch, () => ({
      paper: { printers: [{ id: "lobi", host: "127.0.0.1", port: printer.port }] },
      hall: { zones: [{ id: "atas", name: { id: "Lantai 2", en: "Upstairs" }, counterIds: ["4", "5"] }] },
    }))
  })
  afterAll(async () => {
    await branch?.close()
    await printer?.close()
  })

  const newPin = async () => {
    const by = { branchId: demoBranchId, actor: "test", address: "here" }
    pin = await useHouse(branch.databaseUrl, ({ pins, database: { transaction: transact } }) =>
      renewPin({ pins, transact }, by, Date.now() as Instant),
    )
  }
  const kioskPage = async (
    screen: BrowserContextOptions,
    voices: readonly string[] = [],
    key = "",
  ): Promise<Page> => {
    const context = await branch.browser.newContext({
      locale: "id-ID",
      timezoneId: "Asia/Jakarta",
      ...screen,
    })
    const page = await context.newPage()
    page.on("pageerror", (error) => expect.fail(error.message))
    await page.clock.install()
    if (voices.length > 0) await giveVoices(page, voices)
    await page.goto(`${branch.server.url}/kiosk/${key}`)
    await page.getByText("Mau dilayani apa hari ini?").waitFor()
    return page
  }
  it("open by nothing that a customer does, and say how to set a PIN where there is none", async () => {
    const page = await kioskPage(kioskScreen)
    await holdCorner(page, 3_000)
    await page.clock.runFor(3_000)
    expect(await title(page).count()).toBe(0)
    await holdCorner(page, 5_300)
    await title(page).waitFor()
    await page.getByText("giliran branch pin").waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, "no-pin")
    await page.getByRole("button", { name: "Keluar" }).click()
    expect(await title(page).count()).toBe(0)
    await page.context().close()
  })

  it.each([
    ["upright", kioskScreen],
    ["lying", lying],
  ] as const)(
    "of a kiosk, %s, by touch: a wrong PIN, the right one, paper, size, tests, kept",
    async (name, screen) => {
      await newPin()
      const page = await kioskPage(screen, ["id-ID"])
      await holdCorner(page, 5_300)
      await tapPin(page, pin === "000000" ? "000001" : "000000")
      await page.getByText("PIN ini salah.").waitFor()
      expect(await violations(page), "the PIN").toEqual([])
      await picture(page, `pin-${name}`)
      await tapPin(page, pin)
      await page.getByText("Tiket kertas").waitFor()
      expect(await violations(page), "the settings").toEqual([])
      await picture(page, `kiosk-${name}`)

      // It says what it lacks, and is not dead.
      await page.getByRole("button", { name: "Uji cetak" }).click({ force: true })
      await page.getByText("Belum ada pencetak yang dipilih.").waitFor()
      const before = printer.papers.length
      await page.getByRole("button", { name: /Pencetak jaringan lobi/ }).click()
      await page.getByRole("button", { name: "Uji cetak" }).click()
      await page.getByText("Tercetak.", { exact: true }).waitFor()
      expect(printer.papers.length).toBe(before + 1)
      await printer.set("paper-out")
      await page.getByRole("button", { name: "Uji cetak" }).click()
      await page.getByText("Tidak tercetak: kertas habis.").waitFor()
      await printer.set("none")
      await page.getByRole("button", { name: "Uji suara" }).click()
      await page.getByText("Sudah diucapkan.").waitFor()
      expect(await heardWords(page)).toContain("Beginilah suara kiosk ini.")

      const ruler = page.locator(".machine__ruler")
      await ruler.scrollIntoViewIfNeeded()
      const box = await ruler.boundingBox()
      if (box === null) throw new Error("There is no ruler")
      await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2)
      await page.mouse.down()
      await page.mouse.move(box.x + 343, box.y + box.height / 2)
      await page.mouse.up()
      await page.getByRole("button", { name: "−1 px" }).click()
      expect((await ruler.boundingBox())?.width).toBeCloseTo(342, 0)
      await picture(page, `kiosk-${name}-ruler`)
      await page.getByRole("button", { name: "Simpan dan muat ulang" }).click()
      await page.getByText("Mau dilayani apa hari ini?").waitFor()
      expect(await kept(page)).toEqual({ printer: "lobi", millimetresPerPixel: 0.2503 })
      const target = await page.evaluate(() => document.documentElement.style.getPropertyValue("--target"))
      expect(Number.parseFloat(target)).toBeCloseTo(20 / 0.2503)
      await page.context().close()
    },
  )

  it("of a kiosk whose printer is on a cable: kept first, then a test on that very cable", async () => {
    await newPin()
    const page = await branch.open("/healthz", { ...kioskScreen, ownsTime: true })
    const cable = await layCable(page, "usb", printer)
    const open = async () => {
      await page.getByText("Mau dilayani apa hari ini?").waitFor()
      await holdCorner(page, 5_300)
      await tapPin(page, pin)
      await page.getByText("Tiket kertas").waitFor()
    }
    await page.goto(`${branch.server.url}/kiosk/`)
    await open()
    await page.getByRole("button", { name: "Pencetak USB mesin ini" }).click()
    await page.getByRole("button", { name: "ESC/POS" }).click()
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Uji cetak" }).click()
    await page.getByText("Simpan dulu").waitFor()
    // The cable's fake has no window to choose in.
    await page.getByRole("button", { name: /^Pilih pencetak/ }).click()
    await page.getByText("tidak boleh memakai kabel").waitFor()
    await page.getByText("Simpan dulu").scrollIntoViewIfNeeded()
    await picture(page, "kiosk-cable")
    await page.getByRole("button", { name: "Simpan dan muat ulang" }).click()
    await open()
    expect(await kept(page)).toEqual({ print: "usb", printerLanguage: "escpos" })
    const before = printer.papers.length
    await page.getByRole("button", { name: "Uji cetak" }).click()
    await page.getByText("Tercetak.", { exact: true }).waitFor()
    expect(printer.papers.length).toBe(before + 1)
    await cable.unplug()
    await page.getByRole("button", { name: "Uji cetak" }).click()
    await page.getByText("Tidak tercetak: pencetak tidak menjawab.").waitFor()
    await page.context().close()
  })

  it("wait after five wrong PINs, say how long, and close by themselves after a minute", async () => {
    await newPin()
    // A kiosk of its own: the others are all the demo's one.
    const { token } = await useHouse(branch.databaseUrl, (ledger) =>
      ledger.grant(
        { role: "kiosk", branchId: demoBranchId, label: "Kiosk pintu" },
        { actor: "test", address: "here" },
      ),
    )
    const page = await kioskPage(kioskScreen, [], `#token=${token}&branch=demo`)
    const asked = page.waitForResponse(/machine-settings$/)
    await pressChord(page)
    await asked
    await title(page).waitFor()
    await page.waitForTimeout(300)
    const wrong = pin === "000000" ? "000001" : "000000"
    for (let turn = 0; turn < 5; turn++) {
      const answered = page.waitForResponse(/machine-settings\/open/)
      await page.keyboard.type(wrong)
      await answered
      await page.getByText("PIN ini salah.").waitFor()
      await page.waitForTimeout(300)
    }
    await page.keyboard.type(pin)
    await page.getByText("Coba lagi dalam 5 menit.").waitFor()
    expect(await violations(page)).toEqual([])
    await page.clock.fastForward(45_000)
    expect(await title(page).count()).toBe(1)
    await page.clock.fastForward(15_000)
    await title(page).waitFor({ state: "detached" })
    await page.context().close()
  })

  it("of a display, by a remote control alone: place, theme, sound, kept", async () => {
    await newPin()
    const page = await branch.open("/display/", hallScreen)
    await page.locator(".masthead").waitFor()
    await pressChord(page)
    await title(page).waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, "display-pin")
    const go = async (name: string | RegExp) => {
      for (let presses = 0; presses < 40; presses++) {
        const button = page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) })
        if (await button.evaluate((one) => one === document.activeElement))
          return page.keyboard.press("Enter")
        await page.keyboard.press("ArrowDown")
      }
      throw new Error(`The remote control does not reach ${name}`)
    }
    for (const digit of pin) await go(digit)
    await page.getByText("Menampilkan").waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, "display")
    await go("Uji suara")
    await page.getByText("Sudah diucapkan.").waitFor({ timeout: 40_000 })
    await go("Lantai 2")
    await go("Terang")
    await picture(page, "display-chosen")
    await go("Simpan dan muat ulang")
    await page.locator(".masthead__branch", { hasText: "Lantai 2" }).waitFor()
    expect(await kept(page)).toEqual({ zone: "atas", theme: "light" })
    await page.context().close()
  }, 120_000)

  it("of a display upright, in English, whose address goes before what is kept", async () => {
    await newPin()
    const page = await branch.open("/display/?language=en&theme=contrast", kioskScreen)
    await page.locator(".masthead").waitFor()
    await pressChord(page)
    await page.getByRole("heading", { name: "Settings of this screen" }).waitFor()
    await page.keyboard.type(pin)
    await page.getByText("goes before what is set here: theme, language").waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, "display-upright")
    await page.keyboard.press("Escape")
    expect(await page.getByRole("heading", { name: "Settings of this screen" }).count()).toBe(0)
    expect(await kept(page)).toBeNull()
    await page.context().close()
  })
})
