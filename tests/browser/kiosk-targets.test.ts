// Over 60 s: every screen of the kiosk is drawn and measured on several panels.
import { type TestHouse, useHouse } from "../support/house.ts"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { Plan } from "@giliran/contract/plan"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { demoBranchId, demoPlan } from "../../server/demo/seed.ts"
import { type BranchInBrowser, branchInBrowser } from "../support/open-pages.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { picture } from "../support/picture.ts"
import { query } from "../support/postgres.ts"
import { comeToRest } from "../support/violations.ts"

const leastMm = 20

/** Panels of 16:9 as kiosks have them, and one that is smaller than the layout was drawn for. */
const panels = [
  { inches: "32", millimetresPerPixel: 0.37 },
  { inches: "21.5", millimetresPerPixel: 0.25 },
  { inches: "17.3", millimetresPerPixel: 0.2 },
] as const
const glasses = [
  { lies: "upright", viewport: { width: 1080, height: 1920 } },
  { lies: "lying", viewport: { width: 1920, height: 1080 } },
] as const
const kiosks = panels.flatMap((panel) => glasses.map((glass) => ({ ...panel, ...glass })))
/** The short walk takes the usual panel. */
const walked = kiosks.filter(({ inches }) => wholeOrShort(true, inches === "21.5"))
const textsOf = (isOrdinary: boolean) =>
  wholeOrShort(
    isOrdinary ? ["normal", "large", "largest"] : ["normal", "largest"],
    isOrdinary ? ["normal", "largest"] : ["largest"],
  )
const reachesOf = (isOrdinary: boolean, text: string) =>
  isOrdinary ? wholeOrShort(["whole", "low"], [text === "normal" ? "whole" : "low"]) : ["whole"]

const ordinary = kiosks.filter(({ inches }) => inches === "21.5")

/** What a finger is asked to hit and cannot: smaller than it should be, beyond the glass, under something else, or with cut words. */
const wrongTargets = (page: Page, millimetresPerPixel: number): Promise<readonly string[]> =>
  page.evaluate(
    ({ mmPerPixel, least }) => {
      const place = document.querySelector("dialog[open]") ?? document.body
      const alert = place === document.body ? null : document.querySelector(".idle-reset")
      const all = [place, alert].flatMap((part) => [
        ...(part?.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, [tabindex='0']") ??
          []),
      ])
      const shown = all.filter((one) => one.checkVisibility())
      if (shown.length === 0) return ["nothing to touch"]
      const wrong = shown.flatMap((one) => {
        const box = one.getBoundingClientRect()
        const size = [box.width, box.height].map((length) => Math.round(length * mmPerPixel * 100) / 100)
        const isOut =
          box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5
        const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
        const faults = [
          size.some((length) => length < least - 0.02) ? "small" : "",
          isOut ? "beyond the glass" : "",
          isOut || (middle !== null && one.contains(middle)) ? "" : "under something",
          one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2 ? "cut" : "",
        ].filter(Boolean)
        const name = (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)
        return faults.length === 0 ? [] : [`${name}: ${size.join(" × ")} mm, ${faults.join(", ")}`]
      })
      const { scrollHeight, scrollWidth } = document.documentElement
      return scrollHeight > innerHeight || scrollWidth > innerWidth ? [...wrong, "the page scrolls"] : wrong
    },
    { mmPerPixel: millimetresPerPixel, least: leastMm },
  )

/** A kiosk of its own for this branch: what it opens the page with. */
const kioskOf = async (ledger: TestHouse, branchId: BranchId): Promise<string> => {
  const { token } = await ledger.grant(
    { role: "kiosk", branchId, label: "Kiosk" },
    { actor: "test", address: "here" },
  )
  return `#token=${token}&branch=${branchId}`
}

/** As a customer makes it. */
const suit = async (page: Page, text: string, reach: string) => {
  for (let n = 0; n < ["normal", "large", "largest"].indexOf(text); n++)
    await page.getByRole("button", { name: /Ukuran teks/ }).click()
  if (reach === "low") await page.getByRole("button", { name: "Turunkan layar" }).click()
}

describe("everything that a kiosk asks a finger to hit is 20 mm wide and high, and on the glass", () => {
  let branch: BranchInBrowser
  /** Of a branch with fourteen services in groups, and of one with them on pages. */
  const keys = new Map<string, string>()
  /** Of branches that greet in each way, for it is the same hour nowhere twice. */
  const hours: string[] = []

  beforeAll(async () => {
    branch = await branchInBrowser()
    const kiosk = await branch.token("kiosk")
    for (let n = 0; n < 12; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
    await useHouse(branch.databaseUrl, async (ledger) => {
      for (const [id, plan] of [...manyServices, ...partsOfDay]) {
        await ledger.plans.save({ id, name: plan.name, createdAt: Date.now() as Instant, plan })
        const key = await kioskOf(ledger, id)
        if (partsOfDay.has(id)) hours.push(key)
        else keys.set(id, key)
      }
    })
  })
  afterAll(() => branch?.close())

  const open = async ({ millimetresPerPixel, viewport }: (typeof kiosks)[number], at = "") => {
    const page = await branch.open(`/kiosk/?millimetresPerPixel=${millimetresPerPixel}${at}`, {
      viewport,
      ownsTime: true,
    })
    await page.getByText("Mau dilayani apa hari ini?").waitFor()
    await page.evaluate(() => document.fonts.ready)
    return page
  }

  it.each(walked)(
    "on $inches inches, $lies: each screen, each size of words, each reach",
    async (glass) => {
      const wrong: string[] = []
      const look = async (page: Page, where: string) => {
        // What moves is measured when it has come to rest.
        await comeToRest(page)
        wrong.push(
          ...(await wrongTargets(page, glass.millimetresPerPixel)).map((words) => `${where}: ${words}`),
        )
        await picture(page, `${glass.inches}-${glass.lies}-${where}`)
      }
      // Each glass is a kiosk of its own: one alone may not ask for somebody as often as all of them do.
      const own = await useHouse(branch.databaseUrl, (ledger) => kioskOf(ledger, demoBranchId))
      // What is more than this is the same drawing in other millimetres.
      const isOrdinary = glass.inches === "21.5"
      for (const text of textsOf(isOrdinary))
        for (const reach of reachesOf(isOrdinary, text)) {
          const suits = `${text} ${reach}`
          const page = await open(glass, own)
          await suit(page, text, reach)
          await look(page, `home ${suits}`)
          await page.getByText("Prioritas & kebutuhan khusus").click()
          await look(page, `class ${suits}`)
          await page.getByText("Nasabah prioritas", { exact: true }).click()
          await look(page, `proof ${suits}`)
          await page.keyboard.type("9999")
          await page.keyboard.press("Enter")
          await page.locator(".proof-outcome").waitFor()
          await look(page, `proof-outcome ${suits}`)
          await page.getByRole("button", { name: "Kembali" }).click()
          await page.getByText("Lanjut usia").click()
          await look(page, `class-services ${suits}`)
          await page.getByRole("button", { name: "Bantuan petugas" }).click()
          await page.locator("[data-help='asked']").waitFor()
          await look(page, `help ${suits}`)
          await page.getByRole("button", { name: "Petugas sudah datang" }).click()
          if (text === "largest" && (reach === "whole" || wholeOrShort(false, true))) {
            // The browser is asked for its voices for six seconds.
            await page.getByRole("button", { name: "Suara" }).click()
            await page.clock.runFor(6_100)
            await page.locator("dialog[open]").waitFor()
            await look(page, `no-speech ${suits}`)
            await page.getByRole("button", { name: "Baik", exact: true }).click()
          }
          await page.locator(".card").first().click()
          await page.getByText("Nomor Anda", { exact: true }).waitFor()
          await look(page, `taken ${suits}`)
          const beyond = await page
            .locator(".taken__pair")
            .evaluate((pair) => pair.scrollHeight - pair.clientHeight)
          // The last line's own box is higher than the line, by less than this.
          if (beyond > 4) wrong.push(`taken ${suits}: the last ${beyond} px of what to bring are cut`)
          await page.context().close()
          await query(branch.databaseUrl, `DELETE FROM "HelpRequest"`)

          for (const [id, key] of keys) {
            const many = await open(glass, key)
            await suit(many, text, reach)
            await look(many, `${id} ${suits}`)
            await many.getByText("Prioritas & kebutuhan khusus").click()
            await many.getByText("Lanjut usia").click()
            await look(many, `${id} class-services ${suits}`)
            if (id === "kelompok") {
              await many.getByRole("button", { name: "Kembali" }).click()
              await many.getByRole("button", { name: "Kembali" }).click()
              await many.locator(".card[data-kind='group']").first().click()
              await look(many, `group ${suits}`)
            }
            await many.context().close()
          }
        }
      expect(wrong).toEqual([])
    },
    600_000,
  )

  it.each(ordinary)(
    "on $inches inches, $lies: whatever the hour greets with, in both languages",
    async (glass) => {
      const wrong: string[] = []
      const greetings = new Set<string>()
      for (const key of hours) {
        const page = await open(glass, key)
        for (const language of ["id", "en"]) {
          if (language === "en") await page.getByRole("button", { name: "English" }).click()
          for (const text of ["normal", "large", "largest"]) {
            await comeToRest(page)
            const title = page.locator(".hero__title")
            const greeting = await title.innerText()
            greetings.add(greeting)
            const lines = await title.evaluate((one) => {
              const words = document.createRange()
              words.selectNodeContents(one)
              const rows = new Set(Array.from(words.getClientRects(), ({ top }) => Math.round(top)))
              return { rows: rows.size, isOut: one.scrollWidth > one.clientWidth }
            })
            const rows = glass.lies === "upright" ? 1 : greeting.split(" ").length
            expect({ greeting, text, ...lines }).toEqual({ greeting, text, rows, isOut: false })
            wrong.push(
              ...(await wrongTargets(page, glass.millimetresPerPixel)).map(
                (words) => `${greeting} ${text}: ${words}`,
              ),
            )
            await picture(page, `${glass.inches}-${glass.lies}-${greeting}${text}`)
            // After the largest come the normal ones again.
            await page.getByRole("button", { name: /Ukuran teks|Text size/ }).click()
          }
        }
        await page.context().close()
      }
      expect(wrong).toEqual([])
      expect([...greetings].toSorted()).toEqual([
        "Good afternoon.",
        "Good evening.",
        "Good morning.",
        "Selamat malam.",
        "Selamat pagi.",
        "Selamat siang.",
        "Selamat sore.",
      ])
    },
    180_000,
  )

  it.each(ordinary)(
    "on $inches inches, $lies: the warning, no connection, closed",
    async (glass) => {
      const page = await open(glass)
      const wrong: string[] = []
      const look = async (where: string) => {
        await comeToRest(page)
        wrong.push(
          ...(await wrongTargets(page, glass.millimetresPerPixel)).map((words) => `${where}: ${words}`),
        )
        await picture(page, `${glass.inches}-${glass.lies}-${where}`)
      }
      await page.getByText("Prioritas & kebutuhan khusus").click()
      await page.clock.fastForward(31_000)
      await page.locator(".idle-reset").waitFor()
      await comeToRest(page)
      const stay = await page.locator(".idle-reset .button").boundingBox()
      expect(
        Math.min(stay?.width ?? 0, stay?.height ?? 0) * glass.millimetresPerPixel,
      ).toBeGreaterThanOrEqual(leastMm - 0.02)
      await picture(page, `${glass.inches}-${glass.lies}-idle`)
      await page.context().setOffline(true)
      await page.evaluate(() => window.dispatchEvent(new Event("offline")))
      await page.clock.fastForward(31_000)
      await page.getByText("Kiosk ini sedang tidak terhubung").waitFor()
      await look("offline")
      await page.getByRole("button", { name: "Bantuan petugas" }).click()
      await look("not-called")
      expect(wrong).toEqual([])
      await page.context().close()
    },
    180_000,
  )
})

const letters = "ABCDEFGHJKLMNP"

/** As many services as a large branch has, with the demo's long names. */
const manyServices: ReadonlyMap<BranchId, Plan> = new Map(
  (["kelompok", "halaman"] as const).map((id) => {
    const services = Array.from(letters, (letter, index) => {
      const { group: _, ...pattern } = demoPlan.services[index % demoPlan.services.length] ?? {}
      const group = { id: `Kelompok ${index % 4}`, en: `Group ${index % 4}` }
      return { ...pattern, id: `layanan-${index}`, letter, ...(id === "kelompok" ? { group } : {}) }
    })
    const plan = Plan.parse({
      ...demoPlan,
      branchId: id,
      services,
      counters: [{ id: "1", serviceIds: services.map((service) => service.id) }],
      classes: demoPlan.classes,
    })
    return [plan.branchId, plan]
  }),
)

/** The demo, where it is now morning, noon, afternoon and evening. */
const partsOfDay: ReadonlyMap<BranchId, Plan> = new Map(
  [9, 12, 16, 20].map((hour) => {
    const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12
    const zone = `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`
    const plan = Plan.parse({ ...demoPlan, branchId: `jam-${hour}`, zone })
    return [plan.branchId, plan]
  }),
)
