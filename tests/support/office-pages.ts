import { TOTP } from "otpauth"
import type { Page } from "playwright-core"
import type { RoleGrant } from "@giliran/contract/access"
import { addStaff, goodPassword } from "./staff.ts"
import type { BranchInBrowser } from "./open-pages.ts"

export const officeScreen = { viewport: { width: 1280, height: 800 } }
export const office = "/office/"

/** Somebody at the branch office's page, and what is on their phone. */
export interface AtOffice {
  readonly page: Page
  /** The authenticator's code, of this step or so many after. */
  readonly code: (stepsLater?: number) => string
}

/** Signs in for the first time, as a person does: the one-time secret, an own password, and the authenticator where it is asked for. */
export async function firstSignIn(
  branch: BranchInBrowser,
  { staffId, secret }: { staffId: string; secret: string },
  options = officeScreen,
): Promise<AtOffice> {
  const page = await branch.open(office, options)
  await typeSignIn(page, staffId, secret)
  await page.getByLabel("Kata sandi baru").fill(goodPassword)
  await page.keyboard.press("Enter")
  await page.getByText("Siapkan autentikator Anda").waitFor()
  const totp = await readTotp(page)
  const code = (stepsLater = 0) => totp.generate({ timestamp: Date.now() + stepsLater * 30_000 })
  // The step before this one: the code of now is still there for what comes next.
  await page.getByLabel("Kode enam angka").fill(code(-1))
  await page.keyboard.press("Enter")
  await page.getByText("Simpan kode pemulihan Anda").waitFor()
  await page.getByRole("button", { name: "Sudah saya simpan" }).click()
  await page.getByRole("navigation").waitFor()
  return { page, code }
}

/** With an account that a command at the server made. */
export async function newMember(
  branch: BranchInBrowser,
  staffId: string,
  grants: readonly RoleGrant[],
): Promise<AtOffice> {
  const secret = await addStaff(branch.databaseUrl, staffId, grants)
  return firstSignIn(branch, { staffId, secret })
}

export async function typeSignIn(page: Page, staffId: string, password: string): Promise<void> {
  await page.getByLabel("Nomor pegawai").fill(staffId)
  await page.getByLabel("Kata sandi", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
}

/** From what is there for typing, as for a phone without a camera. */
async function readTotp(page: Page): Promise<TOTP> {
  const secret = (await page.locator(".totp__secret").textContent())?.replaceAll(" ", "") ?? ""
  return new TOTP({ secret })
}
