import { useHouse } from "../support/house.ts"
import type { Plan } from "@giliran/contract/plan"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BranchInBrowser, branchInBrowser, phoneScreen } from "../support/open-pages.ts"
import { picture } from "../support/picture.ts"
import { query } from "../support/postgres.ts"
import { violations } from "../support/violations.ts"
import { demoBranchId, demoPlan } from "../../server/demo/seed.ts"

const purpose = {
  id: "Kami mengirim satu pesan saat giliran Anda tinggal dua orang lagi. Nomor ini tidak dipakai untuk promosi.",
  en: "We send one message when two people are ahead of you. Your number is not used for advertising.",
}

describe("the phone number on the ticket's page", () => {
  let branch: BranchInBrowser
  let manager = ""

  beforeAll(async () => {
    branch = await branchInBrowser()
    manager = await useHouse(branch.databaseUrl, async (ledger) => {
      const key = { role: "manager", branchId: demoBranchId, label: "test" } as const
      return (await ledger.grant(key, { actor: "test", address: "here" })).token
    })
  })

  afterAll(() => branch?.close())

  async function changePlan(contact: Plan["contact"]): Promise<void> {
    const answer = await fetch(`${branch.server.url}/v1/branches/demo/plan`, {
      method: "PUT",
      headers: { authorization: `Bearer ${manager}`, "content-type": "application/json" },
      body: JSON.stringify({ plan: { ...demoPlan, ...(contact ? { contact } : {}) } }),
    })
    expect(answer.status).toBe(200)
  }

  async function openTicket(more: object = {}): Promise<Page> {
    const taken = await branch.post(await branch.token("kiosk"), "/tickets", { serviceId: "valas" })
    const page = await branch.open((taken as { link: string }).link, { ...phoneScreen, ...more })
    await page.getByText("Nomor Anda", { exact: true }).waitFor()
    return page
  }

  it("PRIVACY-1: is not asked for in the demo, nor where the plan has no purpose", async () => {
    const page = await openTicket()
    await page.waitForLoadState("networkidle")
    expect(await page.getByText("Beri tahu saya lewat telepon").count()).toBe(0)
    expect(await page.locator("input").count()).toBe(0)
  })

  it("PRIVACY-1, PRIVACY-3: says what for, word for word, keeps the number by consent, and deletes it with one touch", async () => {
    await changePlan({ purpose, keepHours: 24 })
    const page = await openTicket()
    const entry = page.getByRole("button", { name: "Beri tahu saya lewat telepon" })
    await entry.waitFor()
    await look(page, "entry")
    await entry.click()
    await page.getByText(purpose.id, { exact: true }).waitFor()
    await look(page, "form")

    await page.getByLabel("Nomor telepon Anda").fill("0812")
    await page.getByRole("button", { name: "Setuju dan simpan nomor" }).click()
    await page.getByRole("alert").getByText("Tulis seperti 0812-3456-7890").waitFor()
    await look(page, "unreadable")
    await page.getByLabel("Nomor telepon Anda").fill("0812-3456-7890")
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { name: "Nomor berakhiran 890 kami simpan" }).waitFor()
    await look(page, "kept")
    expect(await contactCount()).toBe(1)

    await page.reload()
    await page.getByRole("heading", { name: "Nomor berakhiran 890 kami simpan" }).waitFor()
    await page.getByRole("button", { name: "English" }).click()
    await page.getByRole("heading", { name: "We keep your number ending in 890" }).waitFor()
    // The words that were agreed to stay those.
    expect(await page.getByText(purpose.id, { exact: true }).getAttribute("lang")).toBe("id")
    await page.getByRole("button", { name: "Delete my number" }).click()
    await page.getByText("Your number has been deleted.").waitFor()
    await look(page, "deleted")
    expect(await contactCount()).toBe(0)
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain("7890")
  })

  it("asks to read once more when the purpose has changed meanwhile, and keeps nothing before", async () => {
    await changePlan({ purpose, keepHours: 24 })
    const page = await openTicket()
    await page.getByRole("button", { name: "Beri tahu saya lewat telepon" }).click()
    await page.getByLabel("Nomor telepon Anda").fill("0812-3456-7891")
    const changed = { ...purpose, id: "Kami menelepon Anda satu kali." }
    await changePlan({ purpose: changed, keepHours: 24 })
    await page.getByRole("button", { name: "Setuju dan simpan nomor" }).click()
    await page.getByRole("alert").getByText("Silakan baca sekali lagi").waitFor()
    await page.getByText(changed.id, { exact: true }).waitFor()
    expect(await contactCount()).toBe(0)
    await page.getByRole("button", { name: "Setuju dan simpan nomor" }).click()
    await page.getByRole("heading", { name: "Nomor berakhiran 891 kami simpan" }).waitFor()
    expect(await contactCount()).toBe(1)
  })

  it("is readable in the dark, in large letters on a narrow phone, with long words", async () => {
    const long = { ...purpose, id: `${purpose.id} `.repeat(5).trim() }
    await changePlan({ purpose: long, keepHours: 720 })
    const page = await openTicket({ viewport: { width: 320, height: 640 }, colorScheme: "dark" })
    await page.getByRole("button", { name: "Beri tahu saya lewat telepon" }).click()
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await look(page, "dark-narrow-large")
    const furthest = await page.evaluate(() =>
      Math.max(
        ...Array.from(
          document.querySelectorAll(".contact, .contact *"),
          (part) => part.getBoundingClientRect().right,
        ),
      ),
    )
    expect(furthest).toBeLessThanOrEqual(320)
  })

  it("made no page complain, but for the two refusals", () => {
    const refusals = branch.complaints.filter((words) => /status of (400|409)/.test(words))
    expect(branch.complaints).toEqual(refusals)
    expect(refusals).toHaveLength(2)
  })

  async function contactCount(): Promise<number> {
    const rows = await query<{ count: number }>(
      branch.databaseUrl,
      `SELECT count(*)::int AS count FROM "TicketContact"`,
    )
    return rows[0]?.count ?? -1
  }
})

async function look(page: Page, name: string): Promise<void> {
  const found = await violations(page)
  expect({ name, found }).toEqual({ name, found: [] })
  await picture(page, name, true)
}
