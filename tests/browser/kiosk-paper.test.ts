import { useHouse } from "../support/house.ts"
import { Plan } from "@giliran/contract/plan"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { demoBranchId, demoPlan } from "../../server/demo/seed.ts"
import { told } from "../support/caller.ts"
import { qrOnPaper } from "../support/kept-papers.ts"
import { type BranchInBrowser, branchInBrowser, kioskScreen } from "../support/open-pages.ts"
import { readTape } from "../support/paper-tape.ts"
import { picture } from "../support/picture.ts"
import { type PrinterFake, startPrinterFake } from "../support/printer-fake.ts"
import { readQrCode } from "../support/qr-code.ts"
import { violations } from "../support/violations.ts"

/** A kiosk with a network printer, on the real server, in a real browser. */
describe("a kiosk that prints", () => {
  let branch: BranchInBrowser
  let printer: PrinterFake
  let kiosk: Page

  beforeAll(async () => {
    printer = await startPrinterFake()
    branch = await branchInBrowser()
    const { token } = await useHouse(branch.databaseUrl, (ledger) =>
      ledger.grant(
        { role: "manager", branchId: demoBranchId, label: "test" },
        { actor: "test", address: "here" },
      ),
    )
    const plan = Plan.parse({
      ...demoPlan,
      paper: { printers: [{ id: "lobi", host: "127.0.0.1", port: printer.port }] },
    })
    const changed = await told(`${branch.server.url}/v1/branches/demo/plan`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ plan }),
    })
    if (changed.status !== 200) throw new Error(changed.text)
    kiosk = await branch.open("/kiosk/?printer=lobi", kioskScreen)
    await kiosk.getByText("Setoran & Tarik Tunai").waitFor()
  })

  afterAll(async () => {
    await branch?.close()
    await printer?.close()
  })

  it("prints the number that it shows, and a double tap prints one", async () => {
    await kiosk.getByText("Setoran & Tarik Tunai").dblclick()
    await kiosk.getByText("Silakan ambil tiket Anda").waitFor()
    expect(await kiosk.getByText("A001").count()).toBeGreaterThan(0)
    expect(printer.papers.length).toBe(1)
    const { paper, words } = readTape(printer.papers[0] ?? new Uint8Array(), "escpos", 576)
    expect(words.join(" ")).toContain("Setoran & Tarik Tunai")
    expect(qrOnPaper(paper)).toBe(await readQrCode(kiosk))
    await picture(kiosk, "printed")
    await kiosk.getByRole("button", { name: "Selesai" }).click()
  })

  it("goes over to the screen when the printer fails in the middle of a ticket, with the same number", async () => {
    await printer.set("cuts")
    await kiosk.getByText("Pembukaan Rekening").click()
    await kiosk.getByText("Tiket kertas sedang tidak tersedia. Nomor Anda tetap berlaku").waitFor()
    expect(await kiosk.getByText("B001").count()).toBeGreaterThan(0)
    expect(await readQrCode(kiosk)).toMatch(/\/ticket\/#demo\./)
    expect(printer.papers.length).toBe(1)
    await picture(kiosk, "instead")
    await kiosk.getByRole("button", { name: "Selesai" }).click()
  })

  it("says so before a number is asked for while paper is out, and prints again by itself when there is some", async () => {
    await printer.set("paper-out")
    await kiosk
      .getByText("Tiket kertas sedang tidak tersedia; nomor Anda tampil di layar")
      .waitFor({ timeout: 10_000 })
    expect(await violations(kiosk)).toEqual([])
    await picture(kiosk, "paper-out")
    const asked = printer.received
    await kiosk.getByText("Kartu & E-Banking").click()
    await kiosk.getByText("Tiket kertas sedang tidak tersedia. Nomor Anda tetap berlaku").waitFor()
    expect(printer.received).toBe(asked)
    await kiosk.getByRole("button", { name: "Selesai" }).click()
    await printer.set("none")
    await kiosk.getByText("Tiket kertas sedang tidak tersedia").waitFor({ state: "hidden", timeout: 10_000 })
    await kiosk.getByText("Kartu & E-Banking").click()
    await kiosk.getByText("Silakan ambil tiket Anda").waitFor()
    expect(printer.papers.length).toBe(2)
    expect(branch.complaints).toEqual([])
  })
})
