// Over 70 s: each of forty words is recorded as a person speaks it, for a second.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BranchId } from "@giliran/contract/basics"
import type { VoicePackFile } from "@giliran/contract/voice-pack"
import { wavOf } from "@giliran/contract/wav"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type AtOffice, newMember } from "../support/office-pages.ts"
import { type BranchInBrowser, branchInBrowser, hallScreen } from "../support/open-pages.ts"
import { violations } from "../support/violations.ts"

/** A microphone into which somebody says the same short word over and over, and a browser that was told to allow it. */
const rate = 48_000
const spoken = new Float32Array(rate * 4).map((_, at) => {
  const time = (at / rate) % 0.7
  return time < 0.4 ? 0.3 * Math.sin(Math.PI * (time / 0.4)) * Math.sin(2 * Math.PI * 220 * time) : 0
})
const folder = mkdtempSync(join(tmpdir(), "giliran-microphone-"))
const said = join(folder, "said.wav")
writeFileSync(said, wavOf({ rate, samples: spoken }))
const flags = [
  "--autoplay-policy=no-user-gesture-required",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${said}`,
]

let branch: BranchInBrowser
let manager: AtOffice

beforeAll(async () => {
  branch = await branchInBrowser({}, flags)
  manager = await newMember(branch, "siti", [{ branchId: "demo" as BranchId, role: "manager" }])
})

afterAll(async () => {
  await branch?.close()
  rmSync(folder, { recursive: true })
})

describe("a manager at the recorder", () => {
  it(
    "records every word, hears it, installs the voice, and the display speaks with it",
    { timeout: 240_000 },
    async () => {
      const { page } = manager
      await page.getByRole("link", { name: "Suara", exact: true }).click()
      await page.locator(".line", { hasText: "Suara bawaan" }).first().waitFor()
      expect(await violations(page)).toEqual([])
      await page
        .locator(".line", { hasText: "Indonesia" })
        .getByRole("button", { name: "Rekam suara sendiri" })
        .click()
      await page.locator(".recorder__prompt", { hasText: "Nomor antrean" }).waitFor()
      expect(await violations(page)).toEqual([])

      const count = Number(await page.locator(".recorder__progress").getAttribute("max"))
      expect(count).toBeGreaterThan(40)
      for (let at = 0; at < count; at++) {
        await page.getByRole("button", { name: "Rekam", exact: true }).click()
        await page.waitForTimeout(900)
        await page.getByRole("button", { name: "Selesai" }).click()
        await page.locator(".recorder__take[data-take='good']").waitFor()
        if (at === 0) await page.getByRole("button", { name: "Dengarkan" }).click()
        if (at < count - 1) await page.getByRole("button", { name: "Berikutnya" }).click()
      }
      expect(await violations(page)).toEqual([])
      await page.getByLabel("Nama suara ini").fill("Dewi")
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Unduh berkasnya" }).click(),
      ])
      const saved = await download.path()
      const pack = JSON.parse(await readFile(saved, "utf8")) as VoicePackFile
      expect([pack.manifest.name, Object.keys(pack.clips).length]).toEqual(["Dewi", count])

      const display = await branch.open("/display/", hallScreen)
      await display.locator(".strip").waitFor()
      await page.getByRole("button", { name: "Pasang di cabang ini" }).click()
      await page.getByText("“Dewi” terpasang").waitFor()
      await page.locator(".line", { hasText: "Dewi" }).waitFor()
      await display.waitForFunction(
        () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/empat.wav")),
        undefined,
        { timeout: 90_000 },
      )

      // Back, and again from the file that was saved.
      await page.getByRole("button", { name: "Kembali ke bawaan" }).click()
      await page.getByText("Suara bawaan dipakai lagi").waitFor()
      await page.locator("input[type='file']").setInputFiles(saved)
      await page.getByText("“Dewi” terpasang").waitFor()

      // One with a hole in it is refused by name, and Dewi stays.
      const { empat: _, ...clips } = pack.clips
      const broken = {
        name: "broken.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify({ ...pack, clips })),
      }
      await page.locator("input[type='file']").setInputFiles(broken)
      await page.getByText("empat (tidak ada)").waitFor()
      await page.locator(".line", { hasText: "Dewi" }).waitFor()
    },
  )
})
