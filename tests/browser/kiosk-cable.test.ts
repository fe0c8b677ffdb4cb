// Over 80 s: forty customers each meet another fault of a printer, on two kinds of cable.
import { setTimeout as sleep } from "node:timers/promises"
import { useHouse } from "../support/house.ts"
import type { CounterView } from "@giliran/contract/counter-view"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { demoBranchId } from "../../server/demo/seed.ts"
import { type Cable, type CableKind, layCable } from "../support/cable.ts"
import { told } from "../support/caller.ts"
import { qrOnPaper } from "../support/kept-papers.ts"
import { type BranchInBrowser, branchInBrowser, kioskScreen } from "../support/open-pages.ts"
import { readTape } from "../support/paper-tape.ts"
import { ownTime } from "../support/own-time.ts"
import { picture } from "../support/picture.ts"
import { query } from "../support/postgres.ts"
import { type Fault, type PrinterFake, startPrinterFake } from "../support/printer-fake.ts"
import { readQrCode } from "../support/qr-code.ts"
import { violations } from "../support/violations.ts"

const noPaper = "Tiket kertas sedang tidak tersedia; nomor Anda tampil di layar"
const noPaperForThis = "Tiket kertas sedang tidak tersedia. Nomor Anda tetap berlaku"
const takePaper = "Silakan ambil tiket Anda"

vi.setConfig({ testTimeout: 90_000 })

/**
 * A kiosk, its printer on a cable, and who looks after it: a real server, a real browser, and a fake at the cable's end. The kiosk's time
 * passes when the test says so, so that its patience with a printer costs none.
 */
interface KioskOnCable {
  readonly branch: BranchInBrowser
  readonly printer: PrinterFake
  readonly cable: Cable
  readonly kiosk: Page
  /** Lets the kiosk's time pass until it says that, or says it no more. */
  untilSaid(words: string, withinMs: number): Promise<void>
  untilUnsaid(words: string, withinMs: number): Promise<void>
  /** Waits until a supervisor is told this of the kiosk's printer, in Indonesian, and nothing else. */
  untilTold(words: readonly unknown[]): Promise<void>
  /** Takes a number, and reads what the customer is told once it is there. */
  take(says: string): Promise<void>
  done(): Promise<void>
  close(): Promise<void>
}

async function kioskOn(kind: CableKind, { isAllowed = true } = {}): Promise<KioskOnCable> {
  const printer = await startPrinterFake()
  const branch = await branchInBrowser()
  const { token } = await useHouse(branch.databaseUrl, (ledger) =>
    ledger.grant(
      { role: "supervisor", branchId: demoBranchId, label: "test" },
      { actor: "test", address: "here" },
    ),
  )
  const kiosk = await branch.open("/healthz", kioskScreen)
  const cable = await layCable(kiosk, kind, printer)
  await cable.allow(isAllowed)
  await kiosk.clock.install()
  await kiosk.goto(`${branch.server.url}/kiosk/?print=${kind === "serial" ? "serial" : "usb"}`)
  await kiosk.getByText("Setoran & Tarik Tunai").waitFor()
  const time = await ownTime(kiosk)
  const untilSaid = (words: string, withinMs: number) =>
    time.until(() => kiosk.getByText(words).isVisible(), withinMs)
  const troubles = async () => {
    const { body } = await told(`${branch.server.url}/v1/branches/demo/views/counter?counter=1`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return (body as CounterView).troubles.flatMap((device) =>
      device.troubles.filter(({ what }) => what === "printer").map(({ words }) => words.id),
    )
  }
  return {
    branch,
    printer,
    cable,
    kiosk,
    untilSaid,
    untilUnsaid: (words, withinMs) => time.until(() => kiosk.getByText(words).isHidden(), withinMs),
    async untilTold(words) {
      const wanted = JSON.stringify(words)
      // The server's time passes by itself, and its gathering of reports takes a second: the kiosk's must not run ahead of it.
      const isTold = async () => JSON.stringify(await troubles()) === wanted
      await time.until(async () => (await isTold()) || sleep(200).then(isTold), 15_000)
    },
    async take(says) {
      await kiosk.getByText("Setoran & Tarik Tunai").click()
      await untilSaid(says, 20_000)
    },
    async done() {
      await kiosk.getByRole("button", { name: "Selesai" }).click()
      await untilSaid("Setoran & Tarik Tunai", 1_000)
    },
    async close() {
      await branch.close()
      await printer.close()
    },
  }
}

/** Every number that was reserved waits once, by what its customer was told, and none hangs in the air. */
async function expectNothingDoubled({ branch }: KioskOnCable, customers: number): Promise<void> {
  const events = await query<{ type: string; id: string }>(
    branch.databaseUrl,
    `SELECT type, body->>'ticketId' AS id FROM "Event" WHERE type IN ('ticket-reserved', 'ticket-taken', 'ticket-voided')`,
    [],
  )
  const taken = events.filter(({ type }) => type === "ticket-taken")
  expect(taken.length).toBe(customers)
  expect(new Set(taken.map(({ id }) => id)).size).toBe(customers)
  expect(events.filter(({ type }) => type === "ticket-voided")).toEqual([])
  for (const { id } of events) expect(taken.map((event) => event.id)).toContain(id)
}

describe.each<CableKind>(["usb", "serial"])("a kiosk whose printer is on a cable: %s", (kind) => {
  let here: KioskOnCable
  let customers = 0

  beforeAll(async () => {
    here = await kioskOn(kind)
  })

  afterAll(() => here?.close())

  beforeEach(async () => {
    await here.printer.set("none")
    await here.untilUnsaid(noPaper, 15_000)
  })

  it("prints the number that it shows, and a double tap prints one", async () => {
    const { kiosk, printer, branch } = here
    await kiosk.getByText("Setoran & Tarik Tunai").dblclick()
    await here.untilSaid(takePaper, 20_000)
    customers++
    expect(printer.papers.length).toBe(1)
    const { paper, words } = readTape(printer.papers[0] ?? new Uint8Array(), "escpos", 576)
    expect(words.join(" ")).toContain("Setoran & Tarik Tunai")
    expect(qrOnPaper(paper)).toBe(await readQrCode(kiosk))
    await expectNothingDoubled(here, customers)
    await here.done()
    expect(branch.complaints).toEqual([])
  })

  it.each<[Fault, string | null, number]>([
    ["paper-out", "kertas habis", 0],
    ["cover-open", "tutup printer terbuka", 0],
    ["offline", "printer tidak terhubung", 0],
    ["error", "printer gagal mencetak", 0],
    ["garbage", "printer gagal mencetak", 0],
    ["hangs", "printer tidak terhubung", 0],
    ["web-server", "printer tidak terhubung", 0],
    ["runs-out", "kertas habis", 0],
    ["babbles", null, 0],
    ["mute-after", null, 1],
    ["cuts", "printer tidak terhubung", 0],
  ])(
    "%s: the number goes to the screen, somebody is told, and nothing is doubled",
    async (fault, words, papers) => {
      const { kiosk, printer, cable } = here
      const before = printer.papers.length
      await printer.set(fault)
      await here.take(noPaperForThis)
      customers++
      expect(await readQrCode(kiosk)).toMatch(/\/ticket\/#demo\./)
      expect(printer.papers.length).toBe(before + papers)
      await here.done()
      // A printer that only loses tickets is well again at the next look.
      if (words !== null) {
        await here.untilSaid(noPaper, 10_000)
        await here.untilTold([words])
      }
      await printer.set("none")
      if (fault === "cuts" || fault === "web-server") await cable.plugIn()
      await here.untilUnsaid(noPaper, 15_000)
      expect(printer.papers.length).toBe(before + papers)
      await here.take(takePaper)
      customers++
      expect(printer.papers.length).toBe(before + papers + 1)
      await here.done()
      await expectNothingDoubled(here, customers)
    },
  )

  it.each<[Fault, string]>([
    ["paper-out", "kertas habis"],
    ["cover-open", "tutup printer terbuka"],
    ["hangs", "printer tidak terhubung"],
    ["garbage", "printer gagal mencetak"],
  ])("%s is noticed within five seconds, without a customer, and so is its end", async (fault, words) => {
    const { printer } = here
    await printer.set(fault)
    await here.untilSaid(noPaper, 5_000)
    await here.untilTold([words])
    const received = printer.received
    await here.take(noPaperForThis)
    customers++
    expect(printer.received).toBe(received)
    await here.done()
    await printer.set("none")
    await here.untilUnsaid(noPaper, 10_000)
    await here.untilTold([])
    await expectNothingDoubled(here, customers)
  })

  it("low paper is told and stops nothing", async () => {
    const before = here.printer.papers.length
    await here.printer.set("paper-low")
    await here.untilTold(["kertas hampir habis"])
    await here.take(takePaper)
    customers++
    await here.done()
    expect(here.printer.papers.length).toBe(before + 1)
  })

  it("a plug that is pulled is known at once, and one that is put back as well", async () => {
    const { kiosk, cable, printer } = here
    await cable.unplug()
    await here.untilSaid(noPaper, 2_500)
    expect(await violations(kiosk)).toEqual([])
    await picture(kiosk, `cable-${kind}-unplugged`)
    const received = printer.received
    await here.take(noPaperForThis)
    customers++
    await here.done()
    expect(printer.received).toBe(received)
    await cable.plugIn()
    await here.untilUnsaid(noPaper, 2_500)
    await here.take(takePaper)
    customers++
    await here.done()
    await expectNothingDoubled(here, customers)
  })

  it("a permission that is taken back is told as a printer that is away, until it is given again", async () => {
    const { cable } = here
    await cable.allow(false)
    await here.take(noPaperForThis)
    customers++
    await here.done()
    await here.untilTold(["printer tidak terhubung"])
    expect(cable.isOpen).toBe(false)
    await cable.allow(true)
    await here.untilUnsaid(noPaper, 10_000)
    await here.take(takePaper)
    customers++
    await here.done()
    await expectNothingDoubled(here, customers)
  })

  it("a printer that takes no more bytes in the middle of a ticket loses it to the screen, and prints the next", async () => {
    const { cable, printer } = here
    const before = printer.papers.length
    const forgotten = cable.forgottenAside
    await cable.stall(true)
    await here.take(noPaperForThis)
    customers++
    expect(cable.forgottenAside).toBe(kind === "usb" ? forgotten + 1 : 0)
    await here.done()
    await here.untilTold([kind === "usb" ? "kertas habis" : "printer tidak terhubung"])
    await cable.stall(false)
    await here.untilUnsaid(noPaper, 15_000)
    await here.take(takePaper)
    customers++
    await here.done()
    expect(printer.papers.length).toBe(before + 1)
    await expectNothingDoubled(here, customers)
  })

  it.runIf(kind === "serial")("noise on the line ends nothing", async () => {
    const before = here.printer.papers.length
    await here.cable.noise()
    await here.take(takePaper)
    customers++
    await here.done()
    expect(here.printer.papers.length).toBe(before + 1)
  })
})

describe("a kiosk with a cable and no printer that it may use", () => {
  it.each(["usb", "serial"])("by the browser's own %s, shows its numbers and says so", async (print) => {
    const branch = await branchInBrowser()
    const kiosk = await branch.open(`/kiosk/?print=${print}`, kioskScreen)
    await kiosk.getByText(noPaper).waitFor({ timeout: 20_000 })
    expect(await kiosk.evaluate((name) => typeof Reflect.get(navigator, name), print)).toBe("object")
    await kiosk.getByText("Setoran & Tarik Tunai").click()
    await kiosk.getByText(noPaperForThis).waitFor()
    expect(await readQrCode(kiosk)).toMatch(/\/ticket\/#demo\./)
    expect(branch.complaints).toEqual([])
    await branch.close()
  })

  it("shows its numbers, says so, and prints as soon as somebody has chosen one", async () => {
    const none = await kioskOn("usb", { isAllowed: false })
    const { cable, printer } = none
    await none.untilSaid(noPaper, 10_000)
    await none.take(noPaperForThis)
    await none.done()
    expect(printer.received).toBe(0)
    await none.untilTold(["printer tidak terhubung"])
    await cable.allow(true)
    await none.untilUnsaid(noPaper, 10_000)
    await none.take(takePaper)
    await none.done()
    await expectNothingDoubled(none, 2)
    expect(none.branch.complaints).toEqual([])
    await none.close()
  })
})

describe("a kiosk with a printer that takes and says nothing", () => {
  it("prints when it took the ticket; one that it did not take goes to the screen, and paper that is out is known by its port", async () => {
    const silent = await kioskOn("usb-one-way")
    const { cable, printer } = silent
    await silent.take(takePaper)
    await silent.done()
    expect(printer.papers.length).toBe(1)
    expect(printer.asked).toBe(0)
    await cable.stall(true)
    await silent.take(noPaperForThis)
    expect(cable.forgottenAside).toBe(1)
    await silent.done()
    await silent.untilSaid(noPaper, 10_000)
    await silent.untilTold(["kertas habis"])
    await silent.take(noPaperForThis)
    await silent.done()
    await cable.stall(false)
    await silent.untilUnsaid(noPaper, 10_000)
    await silent.take(takePaper)
    await silent.done()
    expect(printer.papers.length).toBe(2)
    await expectNothingDoubled(silent, 4)
    await silent.close()
  })
})
