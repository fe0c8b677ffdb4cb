// Over 60 s: a screen asks each three seconds whether somebody has approved it, and eight are approved.
import axe from "axe-core"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { elsewhere } from "../support/chromium.ts"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  hallScreen,
  kioskScreen,
} from "../support/open-pages.ts"
import { query } from "../support/postgres.ts"
import { readQrCode } from "../support/qr-code.ts"
import { inBranch, type Member, signedInMember } from "../support/staff.ts"

/** Listening to the network, the server opens no demo: its screens have to be paired, as a bank's are. */
describe("screens that are paired", () => {
  let branch: BranchInBrowser
  let manager: Member

  beforeAll(async () => {
    branch = await branchInBrowser({ HOST: "0.0.0.0" })
    manager = await signedInMember({ url: branch.server.url, databaseUrl: branch.databaseUrl }, "sari", [
      inBranch("manager"),
    ])
  })

  afterAll(() => branch?.close())

  const approve = async (page: Page, more: object) => {
    await page.locator(".user-code").waitFor()
    const answer = await manager.browser.post("/v1/branches/demo/devices", {
      code: await codeOn(page),
      ...more,
    })
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.body.device.deviceId as string
  }

  const revoke = (deviceId: string) => manager.browser.post(`/v1/branches/demo/devices/${deviceId}/revoke`)

  const tokensOf = (deviceId: string) =>
    query<{ until: Date; isCurrent: boolean }>(
      branch.databaseUrl,
      `SELECT until, "replacedAt" IS NULL AS "isCurrent" FROM "DeviceToken" WHERE "deviceId" = $1 ORDER BY "issuedAt"`,
      [deviceId],
    )

  it("a kiosk: code, alive, its token renewed, off for weeks, revoked, paired again", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.getByRole("heading", { name: "Pasangkan kiosk ini" }).waitFor()
    const code = await codeOn(kiosk)
    expect(code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
    const office = `${branch.server.url}/office/`
    expect(await readQrCode(kiosk)).toBe(`${office}#pair=${code.replace("-", "")}`)
    expect(await kiosk.locator(".pairing__address").innerText()).toBe(office.replace("http://", ""))

    const deviceId = await approve(kiosk, { name: "Kiosk by the door" })
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()

    // It is the same screen after it was loaded again, with the same token.
    await kiosk.reload()
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    expect(await tokensOf(deviceId)).toHaveLength(1)

    // Half of the token's life passes on its clock.
    await kiosk.clock.install()
    await kiosk.reload()
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.clock.fastForward(12 * 3_600_000 + 20_000)
    await expect.poll(async () => (await tokensOf(deviceId)).length, { timeout: 10_000 }).toBe(2)
    await kiosk.close()

    // Switched off for five weeks: the token has run out, its key has not.
    const again = await kiosk.context().newPage()
    await query(branch.databaseUrl, `UPDATE "DeviceToken" SET until = now() - interval '35 days'`)
    await query(branch.databaseUrl, `UPDATE "AccessVersion" SET version = version + 1`)
    await again.goto(`${branch.server.url}/kiosk/`)
    await again.getByText("Mau dilayani apa hari ini?").waitFor()
    // The server knows within a second that the token has run out; only then is there anything to renew.
    const newest = async () => (await tokensOf(deviceId)).at(-1)?.until.getTime()
    await expect.poll(newest, { timeout: 10_000 }).toBeGreaterThan(Date.now() + 23 * 3_600_000)

    const started = performance.now()
    await revoke(deviceId)
    await again.getByRole("heading", { name: "Layar ini sudah dilepas" }).waitFor({ timeout: 10_000 })
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(await again.getByText("Mau dilayani apa hari ini?").count()).toBe(0)
    expect(await violations(again)).toEqual([])

    await approve(again, { name: "Kiosk by the door" })
    await again.getByText("Mau dilayani apa hari ini?").waitFor()
    await again.context().close()
  })

  it("a kiosk's key cannot be taken out of its browser", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await approve(kiosk, { name: "Kiosk upstairs" })
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    const found = await kiosk.evaluate(
      () =>
        new Promise<{ extractable: boolean; exported: string; local: string }>((resolve) => {
          const opening = indexedDB.open("giliran", 1)
          opening.addEventListener("success", () => {
            const reading = opening.result.transaction("devices").objectStore("devices").get("kiosk")
            reading.addEventListener("success", () => {
              const { privateKey } = reading.result.keys as { privateKey: CryptoKey }
              crypto.subtle.exportKey("jwk", privateKey).then(
                () => resolve({ extractable: true, exported: "yes", local: "" }),
                (error: Error) =>
                  resolve({
                    extractable: privateKey.extractable,
                    exported: error.name,
                    local: JSON.stringify(Object.entries(localStorage)),
                  }),
              )
            })
          })
        }),
    )
    expect(found).toEqual({ extractable: false, exported: "InvalidAccessError", local: expect.any(String) })
    expect(found.local).not.toContain("gid_")
    await kiosk.context().close()
  })

  it("a code that ran out is replaced by the next, without a touch", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.locator(".user-code").waitFor()
    const first = await codeOn(kiosk)
    await query(branch.databaseUrl, `UPDATE "Pairing" SET until = now() WHERE "deviceId" IS NULL`)
    await expect.poll(() => codeOn(kiosk), { timeout: 10_000 }).not.toBe(first)
    await approve(kiosk, { name: "Kiosk downstairs" })
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.context().close()
  })

  it("a display goes dark for whoever revoked it: nothing of the branch is left on it", async () => {
    const display = await branch.open("/display/", hallScreen)
    const deviceId = await approve(display, { name: "Hall" })
    await display.locator(".hall").waitFor()
    await revoke(deviceId)
    await display.getByRole("heading", { name: "Layar ini sudah dilepas" }).waitFor({ timeout: 10_000 })
    expect(await display.locator(".hall").count()).toBe(0)
    await display.context().close()
  })

  it("a counter's PC waits for somebody to sign in, works with the session, and stands at its own counter", async () => {
    const counter = await branch.open("/counter/", deskScreen)
    const deviceId = await approve(counter, { name: "PC of counter 2", counterId: "2" })
    await counter.getByRole("heading", { name: "Masuk untuk bertugas di Loket 2" }).waitFor()
    const teller = await signedInMember({ url: branch.server.url, databaseUrl: branch.databaseUrl }, "budi", [
      inBranch("teller"),
    ])
    await counter.getByLabel("Nomor pegawai").fill(teller.staffId)
    await counter.getByLabel("Kata sandi", { exact: true }).fill(teller.password)
    await counter.keyboard.press("Enter")
    await counter.getByText("Belum ada yang menunggu").first().waitFor()
    expect(await counter.locator(".desk__counter").textContent()).toContain("Loket 2")

    await revoke(deviceId)
    await counter.getByRole("heading", { name: "Layar ini sudah dilepas" }).waitFor({ timeout: 45_000 })
    await counter.context().close()
  })

  it.each([
    ["a kiosk, upright", "/kiosk/", kioskScreen],
    ["a kiosk, lying", "/kiosk/", hallScreen],
    ["a display", "/display/", hallScreen],
    ["a display, upright, light, in English", "/display/?theme=light&language=en", kioskScreen],
    ["a counter, small", "/counter/", deskScreen],
    ["a counter, wide", "/counter/", { viewport: { width: 1280, height: 800 } }],
  ] as const)("%s shows its code whole, and passes axe", async (_, path, screen) => {
    const page = await branch.open(path, screen)
    await page.locator(".user-code").waitFor()
    expect(await violations(page)).toEqual([])
    const { width, height } = screen.viewport
    for (const part of [".user-code", ".qr-code", ".pairing__left"]) {
      const box = await page.locator(part).boundingBox()
      const isWhole =
        box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
      expect([part, isWhole]).toEqual([part, true])
    }
    await page.context().close()
  })

  it("a page that came by plain http from elsewhere says how to open it instead", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen, elsewhere)
    await kiosk.getByRole("heading", { name: "Buka layar ini lewat https" }).waitFor()
    await kiosk.getByText(`https://${elsewhere}/kiosk/`).waitFor()
    expect(await violations(kiosk)).toEqual([])
    await kiosk.context().close()
  })
})

/** As a person would type it. */
const codeOn = (page: Page) =>
  page
    .locator(".user-code .visually-hidden")
    .innerText()
    .then((spelled) => spelled.replaceAll(" ", ""))

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { violations: found, passes } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  )
  expect(passes.length, "rules that looked at something").toBeGreaterThan(5)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)
}
