// Over 20 s: every page of the office is opened, walked by keys and looked at by axe.
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { newDevice } from "../support/device.ts"
import {
  type AtOffice,
  firstSignIn,
  newMember,
  office,
  officeScreen,
  typeSignIn,
} from "../support/office-pages.ts"
import { type BranchInBrowser, branchInBrowser, tabTo } from "../support/open-pages.ts"
import { query } from "../support/postgres.ts"
import { goodPassword, inBank } from "../support/staff.ts"
import { violations } from "../support/violations.ts"

let branch: BranchInBrowser
let admin: AtOffice
let manager: AtOffice

beforeAll(async () => {
  branch = await branchInBrowser()
})

afterAll(() => branch?.close())

describe("the branch office", () => {
  it("lets the first admin in by a one-time secret, an own password and an authenticator, who adds a manager", async () => {
    admin = await newMember(branch, "ratna", [inBank("admin")])
    const { page } = admin
    await page.goto(`${branch.server.url}${office}#staff`)
    await page.getByRole("button", { name: "Tambah petugas" }).click()
    await page.getByLabel("Nomor pegawai").fill("siti")
    await page.getByLabel("Nama", { exact: true }).fill("Siti Rahma")
    await page.getByLabel("Manajer").check()
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { name: "Rahasia sekali pakai" }).waitFor()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    const secret = (await page.locator(".secrets code").textContent()) ?? ""
    expect(secret.length).toBeGreaterThan(12)
    await page.getByRole("button", { name: "Sudah saya simpan" }).click()
    await page.getByText("Siti Rahma").waitFor()
    expect(await page.content()).not.toContain(secret)

    manager = await firstSignIn(branch, { staffId: "siti", secret })
    await manager.page.getByText("Siti Rahma", { exact: true }).waitFor()
  })

  it("approves a screen by the code of its link, shows it, says so in the audit, and revokes it", async () => {
    const { page } = manager
    const device = await newDevice()
    const begun = await device.begin(branch.server.url, "kiosk")
    // As the QR on the new screen leads there.
    await page.goto(branch.server.url + begun.body.pathWithCode)
    await page.getByLabel("Kode di layar").waitFor()
    expect(await page.getByLabel("Kode di layar").inputValue()).toBe(begun.body.userCode)
    expect(page.url()).not.toContain(begun.body.userCode)
    await page.getByLabel("Nama layar").fill("Kiosk pintu")
    await page.keyboard.press("Enter")
    await page.getByText("“Kiosk pintu” sudah disetujui.").waitFor()
    await page.locator(".line", { hasText: "Kiosk pintu" }).waitFor()
    const token = await device.pollPatiently(branch.server.url, begun.body.deviceCode)
    expect(token.status).toBe(200)

    await page.getByRole("link", { name: "Audit" }).click()
    await page.getByText("menyetujui layar “Kiosk pintu”").waitFor()
    expect(await page.locator(".audit-line").first().textContent()).toContain("Siti Rahma (manajer)")

    await page.getByRole("link", { name: "Layar" }).click()
    await page.getByRole("button", { name: "Cabut", exact: true }).click()
    await page.getByText("hanya kembali dengan kode baru").waitFor()
    await page.getByRole("button", { name: "Cabut layar ini" }).click()
    await page.getByText("“Kiosk pintu” sudah dicabut").waitFor()
    await page.getByText("Sudah dicabut (1)").waitFor()
    expect((await device.renew(branch.server.url, token.body.token)).status).toBe(401)
  })

  it("makes a PIN for the settings of the branch's screens, and shows it this once", async () => {
    const { page } = manager
    await page.goto(`${branch.server.url}${office}#screens`)
    await page.getByRole("button", { name: "PIN baru" }).click()
    await page.getByText("PIN yang lama tidak berlaku lagi").waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Buat PIN baru" }).click()
    await page.getByRole("heading", { name: "PIN layar" }).waitFor()
    const pin = (await page.locator(".secrets code").textContent()) ?? ""
    expect(pin).toMatch(/^\d{6}$/)
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Sudah saya simpan" }).click()
    expect(await page.content()).not.toContain(pin)
    await page.getByRole("link", { name: "Audit" }).click()
    await page.getByText("membuat PIN baru untuk pengaturan layar").waitFor()
    await page.getByRole("link", { name: "Layar" }).click()
  })

  it("asks for a fresh proof when the last is old, and then goes on by itself", async () => {
    const { page, code } = manager
    const device = await newDevice()
    const begun = await device.begin(branch.server.url, "display")
    await query(
      branch.databaseUrl,
      `UPDATE "StaffSession" SET "provedAt" = "provedAt" - interval '1 hour' WHERE "staffId" = 'siti'`,
    )
    await query(branch.databaseUrl, `UPDATE "AccessVersion" SET version = version + 1`)
    await page.waitForTimeout(2_000)
    await page.getByRole("button", { name: "Setujui layar" }).click()
    await page
      .getByLabel("Kode di layar")
      .pressSequentially(begun.body.userCode.replace("-", "").toLowerCase())
    expect(await page.getByLabel("Kode di layar").inputValue()).toBe(begun.body.userCode)
    await page.getByLabel("Nama layar").fill("TV ruang tunggu")
    await page.keyboard.press("Enter")
    await page.getByText("Buktikan sekali lagi").waitFor()
    await page.getByLabel("Kata sandi", { exact: true }).fill(goodPassword)
    await page.getByLabel("Kode enam angka").fill(code())
    await page.keyboard.press("Enter")
    await page.getByText("“TV ruang tunggu” sudah disetujui.").waitFor()
  })

  it("comes back to the same page, with what was typed, after the session has ended", async () => {
    const { page, code } = manager
    await page.getByRole("button", { name: "Setujui layar" }).click()
    await page.getByLabel("Nama layar").fill("Kiosk lantai dua")
    await query(
      branch.databaseUrl,
      `UPDATE "StaffSession" SET "endedAt" = now(), "endedBy" = 'revoked' WHERE "staffId" = 'siti'`,
    )
    await query(branch.databaseUrl, `UPDATE "AccessVersion" SET version = version + 1`)
    await page.waitForTimeout(2_000)
    await page.getByLabel("Kode di layar").fill("BCDFGHJK")
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { name: "Masuk lagi untuk melanjutkan" }).waitFor()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.getByLabel("Kata sandi", { exact: true }).fill("bukan ini")
    await page.keyboard.press("Enter")
    await page.getByText("Belum bisa masuk dengan data ini").waitFor()
    await page.getByLabel("Kata sandi", { exact: true }).fill(goodPassword)
    await page.keyboard.press("Enter")
    await page.getByLabel("Kode enam angka").fill(code(1))
    await page.keyboard.press("Enter")
    await page.locator(".curtain").waitFor({ state: "detached" })
    await page.getByText("Tekan sekali lagi untuk melanjutkan").waitFor()
    expect(await page.getByLabel("Nama layar").inputValue()).toBe("Kiosk lantai dua")
    await page.keyboard.press("Enter")
    await page.getByText("Kode ini tidak bisa dipakai").waitFor()
    await page.keyboard.press("Escape")
  })

  it("makes a key, shown once, and revokes it", async () => {
    const { page } = admin
    await page.goto(`${branch.server.url}${office}#keys`)
    await page.getByRole("button", { name: "Buat kunci" }).first().click()
    await page.getByLabel("Untuk apa").fill("Gudang data")
    await page.getByLabel("Hanya sebagian").check()
    await page.getByLabel("Melihat laporan").check()
    await page.locator("dialog").getByLabel("Bekerja sebagai").selectOption("supervisor")
    await page.locator("dialog").getByRole("button", { name: "Buat kunci" }).click()
    const token = (await page.locator(".secrets code").textContent()) ?? ""
    expect(token).toMatch(/^gil_/)
    await page.getByRole("button", { name: "Sudah saya simpan" }).click()
    await page.getByRole("button", { name: "Cabut Gudang data" }).click()
    await page.getByRole("button", { name: "Cabut kunci ini" }).click()
    await page.getByText("“Gudang data” sudah dicabut").waitFor()
  })

  it("shows an auditor everything, and no button that changes anything", async () => {
    const { page } = await newMember(branch, "hakim", [inBank("auditor")])
    for (const [hash, shows] of [
      ["screens", "TV ruang tunggu"],
      ["staff", "Siti Rahma"],
      ["audit", "menyetujui layar"],
      ["keys", "Kunci API"],
    ] as const) {
      await page.goto(`${branch.server.url}${office}#${hash}`)
      await page.locator("main").getByText(shows).first().waitFor()
      const changing = page.locator("main").getByRole("button", {
        name: /Setujui|Ganti nama|Cabut|Tambah|Kelola|Buat kunci/,
      })
      expect(await changing.count(), `on ${hash}`).toBe(0)
      expect(await violations(page), `on ${hash}`).toEqual([])
    }
    await page.context().close()
  })

  it("is worked by the keyboard alone: signing in, approving, signing out", async () => {
    const page = await branch.open("/office/", officeScreen)
    const device = await newDevice()
    const begun = await device.begin(branch.server.url, "kiosk")
    // The first field has the focus; the demo's manager is the last button of the form.
    await tabTo(page, "Masuk sebagai manajer demo")
    await page.keyboard.press("Enter")
    await page.getByRole("navigation").waitFor()
    await tabTo(page, "Setujui layar")
    await page.keyboard.press("Enter")
    await page.keyboard.type(begun.body.userCode)
    await page.keyboard.press("Tab")
    await page.keyboard.type("Kiosk lobi")
    await page.keyboard.press("Enter")
    await page.getByText("“Kiosk lobi” sudah disetujui.").waitFor()
    await tabTo(page, "Keluar")
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { name: "Masuk ke kantor cabang" }).waitFor()
    expect((await page.context().cookies()).filter(({ value }) => value !== "")).toEqual([])
    await page.context().close()
  })

  it.each(["light", "dark", "contrast"])("passes axe on every page and sheet, %s", async (theme) => {
    const page = await branch.open(office, { viewport: { width: 360, height: 720 } })
    const choice = { light: "Terang", dark: "Gelap", contrast: "Kontras" }[theme] ?? ""
    await page.getByRole("button", { name: choice, exact: true }).click()
    expect(await violations(page), "the door").toEqual([])
    await typeSignIn(page, "siapa", "bukan ini")
    await page.getByText("Belum bisa masuk dengan data ini").waitFor()
    expect(await violations(page), "not let in").toEqual([])
    await page.getByRole("button", { name: "Masuk sebagai manajer demo" }).click()
    await page.getByRole("navigation").waitFor()
    for (const [hash, button] of [
      ["screens", "Setujui layar"],
      ["staff", "Tambah petugas"],
      ["audit", ""],
      ["account", "Ganti kata sandi"],
    ] as const) {
      await page.goto(`${branch.server.url}${office}#${hash}`)
      await page.waitForLoadState("networkidle")
      expect(await violations(page), `on ${hash}`).toEqual([])
      if (!button) continue
      await page.getByRole("button", { name: button }).first().click()
      expect(await violations(page), `at ${button}`).toEqual([])
      await page.keyboard.press("Escape")
    }
    await page.context().close()
  })

  it("complained of nothing but what it was refused", () => {
    const refused = /status of 40[13]|status of 403/
    expect(branch.complaints.filter((words) => !refused.test(words))).toEqual([])
  })
})
