import { useHouse } from "../support/house.ts"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { newMember } from "../support/office-pages.ts"
import { type BranchInBrowser, branchInBrowser, deskScreen, pressSpace } from "../support/open-pages.ts"
import { query } from "../support/postgres.ts"
import { goodPassword, inBranch, signedInMember } from "../support/staff.ts"
import { demoBranchId } from "../../server/demo/seed.ts"
import { violations } from "../support/violations.ts"

/** A branch whose server is not for its own machine alone: nothing signs in by itself. */
let branch: BranchInBrowser
let pc: Page

beforeAll(async () => {
  branch = await branchInBrowser({ HOST: "0.0.0.0" })
  const at = { url: branch.server.url, databaseUrl: branch.databaseUrl }
  await signedInMember(at, "sari", [inBranch("teller")])
  await signedInMember(at, "rangga", [inBranch("teller")])
})

afterAll(() => branch?.close())

describe("a teller's morning at the counter's own PC", () => {
  it("begins with a code on its screen, which a manager approves for a counter", async () => {
    const manager = await newMember(branch, "siti", [inBranch("manager")])
    pc = await branch.open("/counter/", deskScreen)
    const code = (await pc.locator(".user-code .visually-hidden").textContent()) ?? ""
    await manager.page.getByRole("button", { name: "Setujui layar" }).click()
    await manager.page.getByLabel("Kode di layar").fill(code)
    await manager.page.getByLabel("Nama layar").fill("PC Loket 2")
    await manager.page.getByLabel("Loket (hanya untuk PC loket)").selectOption("2")
    await manager.page.keyboard.press("Enter")
    await pc.getByRole("heading", { name: "Masuk untuk bertugas di Loket 2" }).waitFor()
    expect(await violations(pc)).toEqual([])
    await manager.page.context().close()
  })

  it("opens the counter by signing in, and nothing more", async () => {
    await signIn(pc, "sari")
    await pc.locator(".primary__button").waitFor()
    expect(await pc.locator(".desk__counter").textContent()).toContain("Loket 2")
    expect(await pc.locator(".desk__teller").textContent()).toContain("sari")
  })

  it("keeps the ticket in hand when the session ends, and goes on after signing in again", async () => {
    await takeTicket()
    await pressSpace(pc, "Panggil berikutnya")
    await pressSpace(pc, "Layani")
    const number = await pc.locator(".ticket__number .visually-hidden").textContent()
    await endSessions()
    await pc.getByRole("heading", { name: "Masuk lagi untuk melanjutkan" }).waitFor()
    expect(await pc.locator("dialog").textContent()).toContain(`${number} tetap di loket ini`)
    expect(await violations(pc)).toEqual([])
    await pc.keyboard.press("Escape")
    await pc.keyboard.press("Escape")
    await pc.getByLabel("Kata sandi", { exact: true }).fill(goodPassword)
    await pc.keyboard.press("Enter")
    await pc.locator("dialog").waitFor({ state: "detached" })
    expect(await pc.locator(".ticket__number .visually-hidden").textContent()).toBe(number)
    await pressSpace(pc, "Selesai")
    await pc.getByRole("heading", { name: "Belum ada yang menunggu" }).waitFor()
  })

  it("asks at the end of duty whether the counter closes as well", async () => {
    // A second press right after the last is the same finger.
    await pc.waitForTimeout(400)
    await pc.keyboard.press("?")
    await pc.locator("dialog").getByRole("button", { name: "Keluar", exact: true }).click()
    await pc.getByRole("button", { name: "Tutup loket dan keluar" }).click()
    await pc.getByRole("heading", { name: "Masuk untuk bertugas di Loket 2" }).waitFor()
    await signIn(pc, "rangga")
    await pc.locator(".desk__teller", { hasText: "rangga" }).waitFor()
    expect(await pc.locator(".desk__teller").textContent()).toContain("rangga")
  })
})

it("works at any browser with an account, which chooses the counter", async () => {
  const page = await branch.open("/counter/", { viewport: { width: 1280, height: 800 } })
  await page.getByRole("button", { name: "Masuk dengan akun saya saja" }).click()
  await signIn(page, "sari")
  await page.getByText("Loket 1").click()
  await page.locator(".primary__button").waitFor()
  await page.reload()
  await page.getByRole("button", { name: "Masuk dengan akun saya saja" }).click()
  await page.locator(".primary__button").waitFor()
  expect(await page.locator(".desk__counter").textContent()).toContain("Loket 1")
  await page.context().close()
})

async function signIn(page: Page, staffId: string): Promise<void> {
  await page.getByLabel("Nomor pegawai").fill(staffId)
  await page.getByLabel("Kata sandi", { exact: true }).fill(goodPassword)
  await page.keyboard.press("Enter")
}

async function takeTicket(): Promise<void> {
  const { token } = await useHouse(branch.databaseUrl, (ledger) =>
    ledger.grant(
      { role: "kiosk", branchId: demoBranchId, label: "test kiosk" },
      { actor: "test", address: "here" },
    ),
  )
  await branch.post(token, "/tickets", { serviceId: "setor-tarik" })
}

async function endSessions(): Promise<void> {
  await query(branch.databaseUrl, `UPDATE "StaffSession" SET "endedAt" = now(), "endedBy" = 'revoked'`)
  await query(branch.databaseUrl, `UPDATE "AccessVersion" SET version = version + 1`)
}
