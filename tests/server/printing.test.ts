// Over 20 s: a printer has every fault that there is, and time to be well again.
import { Plan } from "@giliran/contract/plan"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Caller, callerOf } from "../support/caller.ts"
import { qrOnPaper } from "../support/kept-papers.ts"
import { noonPlan } from "../support/noon-branch.ts"
import { readTape } from "../support/paper-tape.ts"
import { query } from "../support/postgres.ts"
import { type Fault, type PrinterFake, startPrinterFake } from "../support/printer-fake.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let kiosk: Caller
let printer: PrinterFake

beforeAll(async () => {
  printer = await startPrinterFake()
  const text = { id: "Bank kami, rumah Anda", en: "Our bank, your home" }
  const plan = Plan.parse({
    ...noonPlan("kcp", 2, Date.now()),
    phrases: { en: { "paper.yourNumber": "THE NUMBER OF THIS BANK" } },
    paper: { text, printers: [{ id: "lobi", host: "127.0.0.1", port: printer.port }] },
  })
  server = await startTestServer({ plans: [plan] })
  kiosk = callerOf(server.url, await server.token("kiosk", "kcp"), "kcp")
})

afterAll(async () => {
  await server.stop()
  await printer.close()
})

beforeEach(() => printer.set("none"))

const reserve = async (language = "id") => {
  const { body } = await kiosk.post("/tickets/reserve", { serviceId: "teller", language })
  return { ...body, secret: String(body.link).split(".").at(-1) ?? "" }
}

const print = ({ ticket, secret }: { ticket: { id: string }; secret: string }, id = "lobi") =>
  kiosk.post(`/tickets/${ticket.id}/print`, { printer: id, secret })

const draw = ({ ticket, secret }: { ticket: { id: string }; secret: string }, form: string, paperMm = 80) =>
  kiosk.post(`/tickets/${ticket.id}/paper`, { form, paperMm, secret })

const statusShown = async () => (await kiosk.get("/views/kiosk")).body.printers[0]?.status

const eventsOf = async (ticketId: string) =>
  (
    await query<{ type: string }>(
      server.databaseUrl,
      `SELECT type FROM "Event" WHERE body->>'ticketId' = $1 ORDER BY seq`,
      [ticketId],
    )
  ).map(({ type }) => type)

describe("a ticket printed on a network printer", () => {
  test("comes out whole, can be scanned, and its number waits", async () => {
    const reserved = await reserve("en")
    const before = printer.papers.length
    const { status, body } = await print(reserved)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      isPrinted: true,
      ticket: { status: "waiting", number: reserved.ticket.number },
    })
    expect(printer.papers.length).toBe(before + 1)
    const { paper, words } = readTape(printer.papers.at(-1) ?? new Uint8Array(), "escpos", 576)
    expect(words).toContain("Our bank, your home")
    expect(words.join(" ")).toContain("THE NUMBER OF THIS BANK")
    expect(qrOnPaper(paper)).toBe(server.url + reserved.link)
    expect(await eventsOf(reserved.ticket.id)).toEqual(["ticket-reserved", "ticket-taken"])
  })

  test("is printed once, however often its kiosk asks", async () => {
    const reserved = await reserve()
    const before = printer.papers.length
    const answers = await Promise.all([print(reserved), print(reserved), print(reserved)])
    for (const { body } of answers) expect(body.isPrinted).toBe(true)
    expect((await print(reserved)).body.isPrinted).toBe(true)
    expect(printer.papers.length).toBe(before + 1)
    expect(await eventsOf(reserved.ticket.id)).toEqual(["ticket-reserved", "ticket-taken"])
  })

  test("several kiosks print one after another on one printer", async () => {
    const before = printer.papers.length
    const reserved = await Promise.all([reserve(), reserve(), reserve(), reserve()])
    const answers = await Promise.all(reserved.map((one) => print(one)))
    expect(answers.map(({ body }) => body.isPrinted)).toEqual([true, true, true, true])
    expect(printer.papers.length).toBe(before + 4)
    for (const bytes of printer.papers.slice(before)) readTape(bytes, "escpos", 576)
  })

  test("low paper is told and stops nothing", async () => {
    await printer.set("paper-low")
    expect((await print(await reserve())).body.isPrinted).toBe(true)
    await expect.poll(statusShown, { timeout: 10_000 }).toBe("paper-low")
  })

  test("a printer that the plan does not name is not asked, and nobody prints another's ticket", async () => {
    const [mine, other] = [await reserve(), await reserve()]
    expect((await print(mine, "elsewhere")).body).toMatchObject({ code: "unknown-printer", field: "printer" })
    expect((await print(mine, "127.0.0.1:22")).status).toBe(400)
    expect((await print({ ticket: other.ticket, secret: mine.secret })).body.code).toBe("unknown-ticket")
    const taken = await kiosk.take("teller")
    expect(
      (await print({ ticket: taken.ticket, secret: taken.link.split(".").at(-1) ?? "" })).body.code,
    ).toBe("ticket-in-other-status")
  })
})

describe("a ticket drawn for its kiosk to print", () => {
  test.each([
    ["escpos", 80, 576],
    ["star", 58, 384],
  ] as const)(
    "as the bytes of %s on %i mm, and its number waits for its confirmation",
    async (form, mm, dots) => {
      const reserved = await reserve("en")
      const { status, body } = await draw(reserved, form, mm)
      expect(status, JSON.stringify(body)).toBe(200)
      const { paper, words } = readTape(Buffer.from(body.document, "base64"), form, dots)
      expect(words.join(" ")).toContain("THE NUMBER OF THIS BANK")
      expect(qrOnPaper(paper)).toBe(server.url + reserved.link)
      expect(await eventsOf(reserved.ticket.id)).toEqual(["ticket-reserved"])
    },
  )

  test("as a picture", async () => {
    const { body } = await draw(await reserve(), "picture")
    expect(body.document).toMatch(/^<svg width="576px"/)
  })

  test("for nobody without its secret, in no other form, and only as long as it is reserved", async () => {
    const [mine, other] = [await reserve(), await reserve()]
    expect((await draw({ ticket: other.ticket, secret: mine.secret }, "picture")).body.code).toBe(
      "unknown-ticket",
    )
    expect((await draw(mine, "pdf")).status).toBe(400)
    expect((await draw(mine, "escpos", 110)).status).toBe(400)
    await kiosk.post(`/tickets/${mine.ticket.id}/confirm`, { carriedBy: "paper" })
    expect((await draw(mine, "picture")).body.code).toBe("ticket-in-other-status")
  })
})

describe("a printer that fails", () => {
  test.each<[Fault, string]>([
    ["refuses", "offline"],
    ["hangs", "offline"],
    ["cuts", "failed"],
    ["runs-out", "paper-out"],
    ["paper-out", "paper-out"],
    ["cover-open", "cover-open"],
    ["offline", "offline"],
    ["error", "failed"],
    ["garbage", "failed"],
    ["babbles", "failed"],
    ["web-server", "failed"],
  ])(
    "%s: the customer is told, the number goes to the screen, and nothing is doubled",
    async (fault, told) => {
      await printer.set(fault)
      const before = printer.papers.length
      const reserved = await reserve()
      const { status, body } = await print(reserved)
      expect(status).toBe(200)
      expect(body).toMatchObject({ isPrinted: false, printer: told, ticket: { status: "reserved" } })
      expect(printer.papers.length).toBe(before)

      const confirmed = await kiosk.post(`/tickets/${reserved.ticket.id}/confirm`, { carriedBy: "screen" })
      expect(confirmed.body.ticket).toMatchObject({ status: "waiting", number: reserved.ticket.number })
      await printer.set("none")
      expect((await print(reserved)).body).toMatchObject({ isPrinted: false })
      expect(printer.papers.length).toBe(before)
      expect(await eventsOf(reserved.ticket.id)).toEqual(["ticket-reserved", "ticket-taken"])
    },
  )

  test("whatever listens on a wrong port gets three questions and nothing of a ticket", async () => {
    await printer.set("web-server")
    const before = printer.received
    await print(await reserve())
    // Polls come in between: each is nine bytes.
    expect((printer.received - before) % 9).toBe(0)
  })

  test("what a stopped printer still holds is forgotten, so that it does not come out later", async () => {
    await printer.set("runs-out")
    const before = printer.forgotten
    await print(await reserve())
    expect(printer.forgotten).toBe(before + 1)
  })

  test("its lost answer moves the number to the screen: the paper that came out bears the same one", async () => {
    await printer.set("mute-after")
    const before = printer.papers.length
    const reserved = await reserve()
    const { body } = await print(reserved)
    expect(body).toMatchObject({ isPrinted: false, printer: "failed" })
    expect(printer.papers.length).toBe(before + 1)
    await kiosk.post(`/tickets/${reserved.ticket.id}/confirm`, { carriedBy: "screen" })
    expect(await eventsOf(reserved.ticket.id)).toEqual(["ticket-reserved", "ticket-taken"])
  })

  test.each<[Fault, string]>([
    ["paper-out", "paper-out"],
    ["cover-open", "cover-open"],
    ["refuses", "offline"],
    ["hangs", "offline"],
    ["garbage", "failed"],
  ])("%s is noticed within five seconds, without a customer, and so is its end", async (fault, told) => {
    await expect.poll(statusShown, { timeout: 10_000 }).toBe("ready")
    await printer.set(fault)
    const since = performance.now()
    await expect.poll(statusShown, { timeout: 20_000, interval: 50 }).toBe(told)
    const noticedMs = performance.now() - since
    await printer.set("none")
    await expect.poll(statusShown, { timeout: 20_000, interval: 50 }).toBe("ready")
    // The machine of the tests may be busy with others.
    expect(noticedMs).toBeLessThan(5_000)
  })
})
