import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BranchInBrowser, branchInBrowser, kioskScreen } from "../support/open-pages.ts"
import { violations } from "../support/violations.ts"

describe("a kiosk that lost the server", () => {
  let branch: BranchInBrowser

  beforeAll(async () => {
    branch = await branchInBrowser()
  })
  afterAll(() => branch?.close())

  it("says so, leaves no button without an answer, and goes on by itself", async () => {
    const kiosk = await branch.open("/kiosk/", { ...kioskScreen, ownsTime: true })
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await kiosk.context().setOffline(true)
    await kiosk.evaluate(() => window.dispatchEvent(new Event("offline")))
    await kiosk.clock.fastForward(31_000)
    await kiosk.getByText("Kiosk ini sedang tidak terhubung").waitFor()
    expect(await violations(kiosk)).toEqual([])

    await kiosk.getByRole("button", { name: "Bantuan petugas" }).click()
    await kiosk.getByRole("heading", { name: "Petugas tidak dapat dipanggil dari sini" }).waitFor()
    await kiosk.getByRole("button", { name: "Baik" }).click()
    expect(
      await kiosk.getByRole("heading", { name: "Petugas tidak dapat dipanggil dari sini" }).count(),
    ).toBe(0)
    await kiosk.getByRole("button", { name: "English" }).click()
    await kiosk.getByText("This kiosk is not connected").waitFor()

    await kiosk.context().setOffline(false)
    // It asks again by itself, at the latest after so long.
    await kiosk.clock.fastForward(6_000)
    await kiosk.getByText("How may we help you today?").waitFor()
  })
})
