import { useHouse } from "../support/house.ts"
import type { BranchId, TicketId } from "@giliran/contract/basics"
import { RetentionReport, TicketContactAnswer } from "@giliran/contract/privacy"
import { CareReason } from "@giliran/contract/ticket"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { seal, unseal } from "../../server/access/sealed.ts"
import { callerOf } from "../support/caller.ts"
import { consent, type ContactBranch, contactBranch, purpose } from "../support/contact-branch.ts"
import { customerEnv, customerKey } from "../support/customers.ts"
import { everyTable } from "../support/every-table.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const branch = "uji"
let server: TestServer
let here: ContactBranch

beforeAll(async () => {
  server = await startTestServer({
    plans: [
      planOf({ branchId: branch, contact: { purpose } }),
      planOf({ branchId: "lain", contact: { purpose } }),
    ],
    env: { ...customerEnv, LOG_LEVEL: "trace" },
  })
  here = contactBranch(server, branch)
})

afterAll(async () => {
  await server.stop()
})

describe("a phone number", () => {
  test("PRIVACY-1: is left by the ticket's customer for the plan's words, and kept sealed", async () => {
    const owner = await here.newOwner()
    const before = TicketContactAnswer.parse((await owner.ask("GET")).body)
    expect(before).toMatchObject({ offer: { purpose }, kept: null })
    const left = await owner.ask("POST", consent("0812-3456-7001"))
    expect(left.status).toBe(200)
    expect(TicketContactAnswer.parse(left.body).kept).toMatchObject({
      phoneEnd: "001",
      purpose: purpose.id,
      language: "id",
      until: before.offer?.until,
    })
    const [row] = await here.kept(owner.ticketId)
    expect(unseal(customerKey, row?.phone ?? "")).toBe("+6281234567001")
    expect(row?.phoneDigest).toMatch(/^[0-9a-f]{64}$/)
    const entries = await here.audit("contact-left", owner.ticketId)
    expect(entries).toEqual([
      {
        actor: `customer ${owner.ticketId}`,
        address: "",
        body: {
          ticketId: owner.ticketId,
          phoneDigest: row?.phoneDigest,
          purposeVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
          language: "id",
          until: before.offer?.until,
        },
      },
    ])
  })

  test("however it is written it is one number, and the same consent twice is one", async () => {
    const owner = await here.newOwner()
    for (const typed of ["0812 3456 7002", "+62 812-3456-7002", "6281234567002", "０８１２３４５６７００２"])
      expect((await owner.ask("POST", consent(typed))).body.kept.phoneEnd).toBe("002")
    expect(await here.audit("contact-left", owner.ticketId)).toHaveLength(1)
    const other = await owner.ask("POST", consent("+65 8123 4567"))
    expect(other.body.kept.phoneEnd).toBe("567")
    expect(await here.kept(owner.ticketId)).toHaveLength(1)
    expect(await here.audit("contact-left", owner.ticketId)).toHaveLength(2)
  })

  test("PRIVACY-3: is taken back as easily, at any time, and then nothing of it is kept", async () => {
    const owner = await here.newOwner()
    await owner.ask("POST", consent("0812-3456-7003"))
    const withdrawn = await owner.ask("DELETE")
    expect(withdrawn).toMatchObject({ status: 200, body: { kept: null, offer: { purpose } } })
    expect(await here.kept(owner.ticketId)).toEqual([])
    expect((await owner.ask("DELETE")).status).toBe(200)
    expect(await here.audit("contact-withdrawn", owner.ticketId)).toMatchObject([
      { actor: `customer ${owner.ticketId}`, body: { phoneDigest: expect.any(String) } },
    ])
    await owner.ask("POST", consent("0812-3456-7003"))
    await callerOf(server.url, owner.secret, branch).post(`/tickets/${owner.ticketId}/withdraw`)
    expect((await owner.ask("GET")).body).toMatchObject({ offer: null, kept: { phoneEnd: "003" } })
    expect((await owner.ask("DELETE")).body.kept).toBeNull()
  })

  test("PRIVACY-1, PRIVACY-3: whoever took the ticket may leave it and take it back; a manager may take back any", async () => {
    const token = await server.token("teller", branch)
    const { ticket } = await callerOf(server.url, token, branch).take("a")
    const asTaker = (method: string, body?: unknown) =>
      here.askContact(token, ticket.id, branch, { method, body })
    expect((await asTaker("POST", consent("0812-3456-7004"))).body.kept.phoneEnd).toBe("004")
    expect(await here.audit("contact-left", ticket.id)).toMatchObject([
      { actor: expect.stringMatching(/^teller [0-9a-f]{8}$/), address: "127.0.0.1" },
    ])
    expect((await asTaker("DELETE")).body.kept).toBeNull()
    await asTaker("POST", consent("0812-3456-7004"))
    const others = await Promise.all(
      (["kiosk", "teller", "greeter", "supervisor"] as const).map(async (role) => server.token(role, branch)),
    )
    for (const other of others)
      for (const [method, body] of [["GET"], ["POST", consent("0812-3456-7005")], ["DELETE"]] as const)
        expect((await here.askContact(other, ticket.id, branch, { method, body })).status).toBe(403)
    const manager = await server.token("manager", branch)
    expect((await here.askContact(manager, ticket.id, branch, { method: "GET" })).status).toBe(403)
    expect((await here.askContact(manager, ticket.id, branch, { method: "DELETE" })).status).toBe(200)
    expect(await here.kept(ticket.id)).toEqual([])
  })

  test.each([
    ["letters", { phone: "call me" }, 400, "phone-unreadable", "phone"],
    ["too few digits", { phone: "0812" }, 400, "phone-unreadable", "phone"],
    ["an emergency number", { phone: "110" }, 400, "phone-unreadable", "phone"],
    ["no country's", { phone: "+999 123 456 789" }, 400, "phone-unreadable", "phone"],
    ["a number with words around it", { phone: "WA 0812-3456-7006" }, 400, "phone-unreadable", "phone"],
    ["an extension", { phone: "0812-3456-7006 ext 5" }, 400, "phone-unreadable", "phone"],
    ["nothing", { phone: " " }, 400, "bad-request", "phone"],
    ["over-long", { phone: "0".repeat(41) }, 400, "bad-request", "phone"],
    ["a number that is no text", { phone: 81_234_567_006 }, 400, "bad-request", "phone"],
    ["other words", { purpose: "Promosi" }, 409, "purpose-changed", "purpose"],
    ["the words with a dot less", { purpose: purpose.id.slice(0, -1) }, 409, "purpose-changed", "purpose"],
    ["the words of another language", { language: "en" }, 409, "purpose-changed", "purpose"],
    ["words over-long", { purpose: "x".repeat(601) }, 400, "bad-request", "purpose"],
    ["no language", { language: "Bahasa" }, 400, "bad-request", "language"],
    ["more than was asked", { name: "Dewi" }, 400, "bad-request", "name"],
  ])("%s: a clear answer, and nothing is kept", async (_, given, status, code, field) => {
    const owner = await here.newOwner()
    const answer = await owner.ask("POST", { ...consent("0812-3456-7006"), ...given })
    expect(answer).toMatchObject({ status, body: { code, field } })
    expect(answer.text).not.toContain("7006")
    expect(await here.kept(owner.ticketId)).toEqual([])
  })

  test("where the plan asks for none, for a ticket that has ended, for another's and for none at all", async () => {
    const { ticket, link } = await callerOf(server.url, await server.token("kiosk")).take("valas")
    const demo = link.split(".")[1] ?? ""
    const inDemo = (method: string, body?: unknown) =>
      here.askContact(demo, ticket.id, "demo", { method, body })
    expect((await inDemo("GET")).body).toEqual({ offer: null, kept: null })
    expect(await inDemo("POST", consent("0812-3456-7007"))).toMatchObject({
      status: 409,
      body: { code: "contact-not-offered" },
    })
    const owner = await here.newOwner()
    const customer = callerOf(server.url, owner.secret, branch)
    expect((await customer.post(`/tickets/${(await here.newOwner()).ticketId}/contact`, {})).status).toBe(403)
    await customer.post(`/tickets/${owner.ticketId}/withdraw`)
    expect(await owner.ask("POST", consent("0812-3456-7007"))).toMatchObject({
      status: 409,
      body: { code: "ticket-in-other-status", ticketStatus: "withdrawn" },
    })
    const kiosk = await server.token("kiosk", branch)
    for (const ticketId of ["A".repeat(22), "x"])
      expect(await here.askContact(kiosk, ticketId, branch, { method: "GET" })).toMatchObject({
        status: 404,
        body: { code: "unknown-ticket" },
      })
    expect((await here.askContact("", owner.ticketId, branch, { method: "GET" })).status).toBe(401)
    // A ticket's secret opens nothing in a branch that is not its own.
    expect((await here.askContact(owner.secret, owner.ticketId, "lain", { method: "GET" })).status).toBe(404)
  })

  test("PRIVACY-2: a later plan lengthens nothing that was promised, and takes the offer away", async () => {
    const manager = await here.at("manager", "lain")
    const { plan } = (await manager.get("/plan")).body
    const owner = await here.newOwner("lain")
    const { until } = (await owner.ask("POST", consent("0812-3456-7008"))).body.kept
    await manager.put("/plan", { plan: { ...plan, contact: { purpose, keepHours: 720 } } })
    expect((await owner.ask("GET")).body.kept.until).toBe(until)
    const { contact: _, ...without } = plan
    await manager.put("/plan", { plan: without })
    expect((await owner.ask("GET")).body).toMatchObject({ offer: null, kept: { phoneEnd: "008" } })
    expect((await owner.ask("DELETE")).body.kept).toBeNull()
    await manager.put("/plan", { plan })
    const refused = await manager.put("/plan", {
      plan: { ...plan, contact: { purpose: { ...purpose, en: " " }, keepHours: 24 } },
    })
    expect(refused).toMatchObject({ status: 400, body: { code: "plan-invalid" } })
  })
})

describe("why somebody asks for care", () => {
  test.each(CareReason.options)(
    "CLASS-6: %s is told to staff, and in no answer or view of kiosk, display and phone",
    async (reason) => {
      const kiosk = await here.at("kiosk")
      const taken = await kiosk.post("/tickets", { serviceId: "a", claim: { kind: "care", reason } })
      const { ticket, link } = taken.body
      const customer = callerOf(server.url, String(link).split(".")[1] ?? "", branch)
      const display = await here.at("display")
      const teller = await here.at("teller")
      const seen = async () => [
        await kiosk.get("/views/kiosk"),
        await kiosk.get(`/tickets/${ticket.id}`),
        await display.get("/views/display"),
        await customer.get(`/tickets/${ticket.id}`),
        await customer.get(`/tickets/${ticket.id}/contact`),
      ]
      const waiting = await seen()
      expect((await teller.get("/views/counter?counter=2")).text).toContain(`"reason":"${reason}"`)
      await teller.post("/counters/2/open", { teller: { id: "rina", name: "Rina" } })
      const called = await teller.post(`/tickets/${ticket.id}/call`, { counterId: "2", reason: "x" })
      expect(called.status).toBe(200)
      const answers = [taken, ...waiting, ...(await seen())]
      await teller.post(`/tickets/${ticket.id}/serve`, { counterId: "2" })
      await teller.post(`/tickets/${ticket.id}/finish`, { counterId: "2" })
      expect(answers.map(({ status }) => status)).toEqual([201, ...Array.from({ length: 10 }, () => 200)])
      for (const { text } of answers) expect(text).not.toMatch(new RegExp(`"${reason}"|"ground"|"claim"`))
    },
  )
})

describe("what is sealed", () => {
  test("is read by its key alone, and not when it was changed", () => {
    const sealed = seal(customerKey, "+6281234567890")
    expect(unseal(customerKey, sealed)).toBe("+6281234567890")
    expect(seal(customerKey, "+6281234567890")).not.toBe(sealed)
    expect(unseal(Buffer.alloc(32, 1), sealed)).toBeNull()
    expect(unseal(customerKey, `${sealed.slice(0, -2)}AA`)).toBeNull()
    for (const word of ["", "x", "A".repeat(37)]) expect(unseal(customerKey, word)).toBeNull()
  })
})

test("PRIVACY-1: the number is in no log and, in the clear, in no table; nor is the key", async () => {
  const owner = await here.newOwner()
  expect((await owner.ask("POST", consent("0812-3456-7201"))).status).toBe(200)
  // Malformed on purpose: the answer says where, and the log not what.
  const malformed = await callerOf(server.url, owner.secret, branch).post(
    `/tickets/${owner.ticketId}/contact`,
    `{"phone": "0812-3456-7201"`,
  )
  expect([malformed.status, malformed.text.includes("7201")]).toEqual([400, false])
  await (await here.at("manager")).post("/privacy/export", { phone: "0812-3456-7201" })
  expect(await here.kept(owner.ticketId)).toHaveLength(1)
  const spelled = ["81234567201", "812-3456-7201", "812 3456 7201", "3456-7201", "34567201"]
  const secrets = [customerKey.toString("base64"), customerKey.toString("hex")]
  for (const [name, text] of await everyTable(server.databaseUrl))
    for (const word of [...spelled, ...secrets])
      expect(text.includes(word), `${word} stands in ${name}`).toBe(false)
  const log = server.output()
  expect(log).toContain("the demo branch is set up")
  for (const word of [...spelled, ...secrets]) expect(log).not.toContain(word)
})

test("without a key nothing is asked for, and a branch with the offer works", async () => {
  const keyless = await startTestServer({ plans: [planOf({ branchId: branch, contact: { purpose } })] })
  try {
    const kiosk = callerOf(keyless.url, await keyless.token("kiosk", branch), branch)
    const { ticket, link } = await kiosk.take("a")
    const customer = callerOf(keyless.url, link.split(".")[1] ?? "", branch)
    expect((await customer.get(`/tickets/${ticket.id}/contact`)).body).toEqual({ offer: null, kept: null })
    expect(await customer.post(`/tickets/${ticket.id}/contact`, consent("0812-3456-7301"))).toMatchObject({
      status: 409,
      body: { code: "contact-not-offered" },
    })
  } finally {
    await keyless.stop()
  }
})

describe("the retention report", () => {
  test("is a manager's and a supervisor's, of the own branch, with nothing over its time", async () => {
    const { status, body } = await (await here.at("supervisor")).get("/reports/retention")
    expect(status).toBe(200)
    const report = RetentionReport.parse(body)
    expect(report.branch).toBe(branch)
    expect(report.held.map(({ kind }) => kind)).toEqual([
      "contacts",
      "answers",
      "customers",
      "audit",
      "events",
    ])
    expect(report.held.every(({ dueCount, overdueCount }) => dueCount + overdueCount === 0)).toBe(true)
    const [{ count } = { count: 0 }] = await query<{ count: number }>(
      server.databaseUrl,
      `SELECT count(*)::int AS count FROM "TicketContact" WHERE "branchId" = $1`,
      [branch],
    )
    expect(report.held[0]?.count).toBe(count)
    expect((await (await here.at("teller")).get("/reports/retention")).status).toBe(403)
    const ledgers = await useHouse(server.databaseUrl, (ledger) => ledger.headSeqs())
    expect(report.held.at(-1)?.count).toBe(ledgers.get(branch as BranchId))
    await useHouse(server.databaseUrl, (ledger) =>
      ledger.contacts.find(branch as BranchId, "A".repeat(22) as TicketId, report.at),
    ).then((none) => expect(none).toBeNull())
  })
})
