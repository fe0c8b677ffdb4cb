// Over 20 s: displays of three zones speak their calls.
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { changePlanOf } from "../support/hall-plan.ts"
import { type BranchInBrowser, branchInBrowser, hallScreen } from "../support/open-pages.ts"
import { violations } from "../support/violations.ts"

const panelScreen = { viewport: { width: 1024, height: 600 } }
const uprightPanel = { viewport: { width: 600, height: 1024 } }

describe("displays of one part of the branch", () => {
  let branch: BranchInBrowser
  let staff: string

  beforeAll(async () => {
    branch = await branchInBrowser()
    await changePlanOf(branch, () => ({
      hall: {
        zones: [
          { id: "lantai-1", name: { id: "Lantai 1", en: "Floor 1" }, counterIds: ["1", "2"] },
          { id: "lantai-2", name: { id: "Lantai 2", en: "Floor 2" }, counterIds: ["3", "4", "5"] },
        ],
      },
    }))
    staff = await branch.token("counter")
    const kiosk = await branch.token("kiosk")
    for (const counter of ["1", "3"]) await branch.post(staff, `/counters/${counter}/open`)
    for (let n = 0; n < 4; n++) await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
  })

  afterAll(() => branch?.close())

  it("ZONE-1: show and speak what is called in their zone, and nothing of the others", async () => {
    const [first, second, whole] = await Promise.all(
      ["?zone=lantai-1", "?zone=lantai-2", "?zone=gudang"].map((zone) =>
        branch.open(`/display/${zone}`, hallScreen),
      ),
    )
    if (!first || !second || !whole) throw new Error("A display is missing")
    await second.getByText("Lantai 2").waitFor()
    await branch.post(staff, "/counters/1/call-next")
    await branch.post(staff, "/counters/3/call-next")
    await first.locator(".call-now__number", { hasText: "A001" }).waitFor()
    await second.locator(".call-now__number", { hasText: "A002" }).waitFor()
    // Longer than a call keeps the screen.
    await whole.locator(".call-now__number", { hasText: "A002" }).waitFor({ timeout: 30_000 })
    expect(await first.getByText("A002").count()).toBe(0)
    expect(await second.getByText("A001").count()).toBe(0)
    await whole.getByText('Zona "gudang" tidak ada').waitFor()
    expect(await second.locator(".strip__service").count()).toBeGreaterThan(0)
  })

  it("are set on the machine as well, and the address goes before that", async () => {
    const page = await branch.open("/display/", hallScreen)
    await page.evaluate(() => localStorage.setItem("giliran.device", '{"zone":"lantai-1","theme":"light"}'))
    await page.reload()
    await page.locator(".masthead__branch", { hasText: "Lantai 1" }).waitFor()
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("light")
    await page.goto(`${branch.server.url}/display/?zone=lantai-2`)
    await page.locator(".masthead__branch", { hasText: "Lantai 2" }).waitFor()
  })

  it("the small one at a counter tells who is called there, served, and when nobody is", async () => {
    const panel = await branch.open("/display/?counter=2", panelScreen)
    const upright = await branch.open("/display/?counter=2&language=en&theme=contrast", uprightPanel)
    await panel.getByText("Loket ini tutup").waitFor()
    expect(await violations(panel), "closed").toEqual([])
    await branch.post(staff, "/counters/2/open")
    await panel.getByText("Silakan tunggu nomor Anda dipanggil").waitFor()
    const { ticket } = (await branch.post(staff, "/counters/2/call-next")) as { ticket: { id: string } }
    await panel.locator(".panel__ticket[data-now]", { hasText: "A003" }).waitFor()
    await upright.getByText("Please come to this counter").waitFor()
    expect(await violations(panel), "called").toEqual([])
    expect(await violations(upright), "called, upright").toEqual([])
    const number = await panel.locator(".panel__number").boundingBox()
    expect(number?.height).toBeGreaterThan(200)
    await branch.post(staff, `/tickets/${ticket.id}/serve`)
    await upright.getByText("Now serving").waitFor()
    expect(await violations(panel), "served").toEqual([])
    await branch.post(staff, `/tickets/${ticket.id}/finish`)
    await panel.getByText("Silakan tunggu nomor Anda dipanggil").waitFor()
    await branch.post(staff, "/counters/2/pause")
    await panel.getByText("istirahat sebentar").waitFor()
    expect(await violations(upright), "paused").toEqual([])
  })

  it("the small one says when its counter is not there", async () => {
    const panel = await branch.open("/display/?counter=99", panelScreen)
    await panel.getByText("tidak punya loket 99").waitFor()
    expect(await violations(panel)).toEqual([])
  })
})
