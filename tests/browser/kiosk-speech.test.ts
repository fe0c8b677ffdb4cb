import { Client } from "pg"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cutOffs, giveVoices, heard, heardWords } from "../support/heard-speech.ts"
import { type BranchInBrowser, branchInBrowser, kioskScreen } from "../support/open-pages.ts"
import { standStill } from "../support/own-time.ts"
import { violations } from "../support/violations.ts"

/** The kiosk as it is to somebody who does not see it: four keys, and what is said. */
describe("the kiosk in speech mode", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    branch = await branchInBrowser()
  })
  afterAll(() => branch?.close())

  const speaking = async (voices = ["id-ID", "en-US"], settings = ""): Promise<Page> => {
    const context = await branch.browser.newContext({
      locale: "id-ID",
      timezoneId: "Asia/Jakarta",
      ...kioskScreen,
    })
    const kiosk = await context.newPage()
    kiosk.on("pageerror", (error) => expect.fail(error.message))
    await kiosk.clock.install()
    await giveVoices(kiosk, voices)
    await kiosk.goto(`${branch.server.url}/kiosk/${settings}`)
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await standStill(kiosk)
    return kiosk
  }

  it("takes a number by four keys, and says all of it in Indonesian", async () => {
    const kiosk = await speaking()
    expect(await heard(kiosk), "silent until somebody asks").toEqual([])
    await kiosk.keyboard.press("F1")
    const welcome = await heard(kiosk)
    expect(welcome.every(({ lang }) => lang === "id-ID")).toBe(true)
    const words = welcome.map(({ text }) => text).join(" | ")
    expect(words).toMatch(
      /^Mode suara\. \| Pakai penyuara telinga agar nomor Anda tetap rahasia\. \| Empat tombol/,
    )
    expect(words).toMatch(/Selamat \w+\. \| Mau dilayani apa hari ini\?/)
    expect(words).toMatch(/Setoran dan Tarik Tunai.*Tanpa antrean.*Pilihan 1 dari \d+$/)
    expect(await violations(kiosk)).toEqual([])
    await heard(kiosk)

    await kiosk.keyboard.press("ArrowRight")
    const second = await heardWords(kiosk)
    expect(second).toMatch(/Pilihan 2 dari \d+$/)
    expect(second, "only what is new").not.toContain("Mau dilayani")
    await kiosk.keyboard.press("ArrowLeft")
    expect(await heardWords(kiosk)).toMatch(/^Setoran dan Tarik Tunai/)
    await kiosk.keyboard.press("ArrowLeft")
    expect(await heardWords(kiosk), "before the first comes the last").toMatch(/^Bantuan petugas/)
    await kiosk.keyboard.press("ArrowRight")
    await heard(kiosk)

    await kiosk.keyboard.press("Enter")
    await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
    const taken = await heardWords(kiosk)
    expect(taken).toMatch(/Nomor Anda \| A 0 0 1 \| Setoran dan Tarik Tunai/)
    expect(taken).toMatch(/Berikutnya giliran Anda/)
    expect(taken).toMatch(/Yang perlu disiapkan/)
    expect(taken).toMatch(/Tambah waktu\. Pilihan 1 dari 2$/)
    await kiosk.keyboard.press("ArrowRight")
    expect(await heardWords(kiosk)).toMatch(/^Selesai/)
    await kiosk.keyboard.press("Enter")
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await heard(kiosk)
    await kiosk.keyboard.press("ArrowRight")
    expect(await heard(kiosk), "the next customer finds a silent kiosk").toEqual([])
    await kiosk.context().close()
  })

  it("changes to English on the way, says care and back, and cuts itself off at each key", async () => {
    const kiosk = await speaking()
    await kiosk.keyboard.press("F2")
    await heard(kiosk)
    await go(kiosk, /^English/)
    await kiosk.keyboard.press("Enter")
    const changed = await heard(kiosk)
    expect(changed.length).toBeGreaterThan(1)
    expect(new Set(changed.map(({ lang }) => lang))).toEqual(new Set(["en-GB"]))
    expect(changed.map(({ text }) => text).join(" ")).toContain("How may we help you today?")

    await go(kiosk, /^Priority/)
    await kiosk.keyboard.press("Enter")
    expect(await heardWords(kiosk)).toMatch(/Choice 1 of \d+$/)
    await kiosk.keyboard.press("Escape")
    expect(await heardWords(kiosk)).toContain("How may we help you today?")
    const before = await cutOffs(kiosk)
    await kiosk.keyboard.press("ArrowRight")
    await kiosk.clock.runFor(100)
    await kiosk.keyboard.press("ArrowRight")
    expect(await cutOffs(kiosk)).toBeGreaterThan(before)
    await go(kiosk, /^Cash deposit/)
    await kiosk.keyboard.press("Enter")
    await kiosk.getByText("Your number", { exact: true }).waitFor()
    expect(await heardWords(kiosk)).toMatch(/Your number \| A 0 0 \d \|/)
    await kiosk.context().close()
  })

  it("echoes the keypad sign by sign", async () => {
    const kiosk = await speaking()
    await kiosk.keyboard.press("F1")
    await heard(kiosk)
    await go(kiosk, /^Prioritas/)
    await kiosk.keyboard.press("Enter")
    await go(kiosk, /^Nasabah prioritas/)
    await kiosk.keyboard.press("Enter")
    expect(await heardWords(kiosk)).toContain("Kartu atau nomor anggota")
    await go(kiosk, /^7/)
    await kiosk.keyboard.press("Enter")
    expect(await heardWords(kiosk)).toMatch(/^7/)
    await go(kiosk, /^Ulang/)
    await kiosk.keyboard.press("Enter")
    const erased = await heardWords(kiosk)
    expect(erased).toContain("Semua dihapus")
    expect(erased, "the place is kept where a key can no longer be chosen").toMatch(/Pilihan \d+ dari \d+$/)
    await kiosk.context().close()
  })

  it("says that time runs out, goes on at any key, and ends with the customer", async () => {
    const kiosk = await speaking()
    await kiosk.keyboard.press("F1")
    await kiosk.clock.runFor(1_000)
    await kiosk.clock.runFor(31_000)
    await kiosk.getByText("Masih di sini?").waitFor()
    await kiosk.clock.runFor(500)
    expect(await saidNow(kiosk)).toContain("Masih di sini?")
    await kiosk.keyboard.press("ArrowRight")
    await kiosk.clock.runFor(500)
    expect(await kiosk.getByText("Masih di sini?").count()).toBe(0)
    await kiosk.clock.runFor(52_000)
    expect(await kiosk.locator("html").getAttribute("data-speech")).toBe("off")
    await kiosk.context().close()
  })

  it.each([
    ["an arrow that is held", (kiosk: Page) => hold(kiosk, "ArrowRight")],
    ["the button", (kiosk: Page) => kiosk.getByRole("button", { name: "Suara" }).click()],
  ])("is entered by %s", async (_, enter) => {
    const kiosk = await speaking()
    await enter(kiosk)
    expect(await heardWords(kiosk)).toContain("Mode suara.")
    await kiosk.context().close()
  })

  it("goes with headphones: begins when they are put in, goes on for who had begun already, ends when they are pulled out", async () => {
    const kiosk = await speaking(undefined, "?headphones=on")
    await movePlug(kiosk)
    expect(await heardWords(kiosk)).toContain("Mode suara.")
    await movePlug(kiosk)
    await kiosk.keyboard.press("ArrowRight")
    expect(await heard(kiosk), "pulled out").toEqual([])

    // "Use headphones", it says to who begins by a key: they are put in, and nothing ends.
    await kiosk.keyboard.press("F1")
    await heard(kiosk)
    await movePlug(kiosk)
    await kiosk.keyboard.press("ArrowRight")
    expect(await heardWords(kiosk)).not.toBe("")
    await kiosk.context().close()
  })

  it("does not take a camera or a monitor that comes and goes for headphones", async () => {
    const kiosk = await speaking()
    await movePlug(kiosk)
    expect(await heard(kiosk)).toEqual([])
    await kiosk.context().close()
  })

  it("says on the screen when there is no voice for the language, and staff hear of it", async () => {
    const kiosk = await speaking(["de-DE"])
    await kiosk.keyboard.press("F1")
    await kiosk.clock.runFor(6_100)
    await kiosk.getByText("Suara belum tersedia di kiosk ini").waitFor()
    expect(await heard(kiosk)).toEqual([])
    expect(await violations(kiosk)).toEqual([])
    await expect
      .poll(() => reported(branch.databaseUrl), { timeout: 20_000 })
      .toContainEqual({
        status: "no-voice",
        language: "id",
      })
    await kiosk.keyboard.press("Escape")
    await kiosk.locator("dialog[open]").waitFor({ state: "detached" })
    await kiosk.context().close()
  })
})

/** What screens last said of their sound, as every server of the branch reads it. */
async function reported(databaseUrl: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ sound: unknown }>(
      `SELECT report->'sound' AS sound FROM "DeviceHealth" WHERE report->'sound' IS NOT NULL`,
    )
    return rows.map(({ sound }) => sound)
  } finally {
    await client.end()
  }
}

/** Goes on by the one key until that was said. */
async function go(kiosk: Page, to: RegExp): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < 30; n++) {
    await kiosk.keyboard.press("ArrowRight")
    const words = await heardWords(kiosk)
    if (to.test(words)) return
    passed.push(words)
  }
  expect.fail(`never said ${to}: ${passed.join(" / ")}`)
}

/** As a pad repeats a key that stays down. */
async function hold(kiosk: Page, key: string): Promise<void> {
  for (let n = 0; n < 14; n++) {
    await kiosk.keyboard.down(key)
    await kiosk.clock.runFor(100)
  }
  await kiosk.keyboard.up(key)
}

const saidNow = (kiosk: Page): Promise<string> =>
  kiosk.evaluate(() =>
    (globalThis as unknown as { saidAloud: { text: string }[] }).saidAloud
      .map(({ text }) => text)
      .join(" | "),
  )

/** As a browser tells of it; within a second and a half it would be the same plug. */
const movePlug = async (kiosk: Page) => {
  await kiosk.clock.runFor(1_600)
  await kiosk.evaluate(() => void navigator.mediaDevices.dispatchEvent(new Event("devicechange")))
}
