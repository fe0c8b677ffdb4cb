import { useHouse } from "../support/house.ts"
import type { BranchId, TicketId } from "@giliran/contract/basics"
import { PersonExport, RetentionReport, TicketContactAnswer } from "@giliran/contract/privacy"
import { CareReason } from "@giliran/contract/ticket"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { seal, unseal } from "../../server/access/sealed.ts"
import { callerOf, type Told } from "../support/caller.ts"
import { giliran } from "../support/command-line.ts"
import { customerEnv, customerKey } from "../support/customers.ts"
import { everyTable } from "../support/every-table.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const purpose = {
  id: "Kami mengirim satu pesan saat giliran Anda dekat. Tidak untuk hal lain.",
  en: "We send one message when your turn is near. For nothing else.",
}
const branch = "uji"
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({
    plans: [
      planOf({ branchId: branch, contact: { purpose } }),
      planOf({ branchId: "lain", contact: { purpose } }),
    ],
    env: { ...customerEnv, LOG_LEVEL: "trace" },
  })
})

afterAll(async () => {
  await server.stop()
})

const at = async (role: Parameters<TestServer["token"]>[0], where = branch) =>
  callerOf(server.url, await server.token(role, where), where)

interface Owner {
  readonly ticketId: string
  readonly number: string
  readonly secret: string
  readonly path: string
  ask(method: string, body?: unknown, language?: string): Promise<Told>
}

/** A customer with a ticket, and the secret of its link. */
async function newOwner(where = branch): Promise<Owner> {
  const { ticket, link } = await (await at("kiosk", where)).take("a")
  const secret = link.split(".")[1] ?? ""
  return {
    ticketId: ticket.id,
    number: ticket.number,
    secret,
    path: `/tickets/${ticket.id}/contact`,
    ask: (method, body, language = "en") => askContact(secret, ticket.id, where, { method, body, language }),
  }
}

async function askContact(
  token: string,
  ticketId: string,
  where: string,
  { method, body, language = "en" }: { method: string; body?: unknown; language?: string },
): Promise<Told> {
  const answer = await fetch(`${server.url}/v1/branches/${where}/tickets/${ticketId}/contact`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "accept-language": language,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
}

const consent = (phone: string) => ({ phone, purpose: purpose.id, language: "id" })

const kept = (ticketId: string) =>
  query<{ phone: string; phoneDigest: string; forgetAt: Date }>(
    server.databaseUrl,
    `SELECT phone, "phoneDigest", "forgetAt" FROM "TicketContact" WHERE "ticketId" = $1`,
    [ticketId],
  )

const audit = (act: string, ticketId: string) =>
  query<{ actor: string; address: string; body: Record<string, unknown> }>(
    server.databaseUrl,
    `SELECT actor, address, body FROM "AuditEntry" WHERE act = $1 AND body->>'ticketId' = $2 ORDER BY seq`,
    [act, ticketId],
  )

const privacy = (words: readonly string[], typed?: string) =>
  giliran(["privacy", ...words], { ...customerEnv, DATABASE_URL: server.databaseUrl }, typed)

/** All that reports and the chain are made of. */
const figures = async () => ({
  tickets: await query(server.databaseUrl, `SELECT * FROM "Ticket" ORDER BY id`),
  events: await query(server.databaseUrl, `SELECT * FROM "Event" ORDER BY "branchId", seq`),
})

const verified = () => giliran(["verify"], { DATABASE_URL: server.databaseUrl })

describe("a phone number", () => {
  test("PRIVACY-1: is left by the ticket's customer for the plan's words, and kept sealed", async () => {
    const owner = await newOwner()
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
    const [row] = await kept(owner.ticketId)
    expect(unseal(customerKey, row?.phone ?? "")).toBe("+6281234567001")
    expect(row?.phoneDigest).toMatch(/^[0-9a-f]{64}$/)
    const entries = await audit("contact-left", owner.ticketId)
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
    const owner = await newOwner()
    for (const typed of ["0812 3456 7002", "+62 812-3456-7002", "6281234567002", "０８１２３４５６７００２"])
      expect((await owner.ask("POST", consent(typed))).body.kept.phoneEnd).toBe("002")
    expect(await audit("contact-left", owner.ticketId)).toHaveLength(1)
    const other = await owner.ask("POST", consent("+65 8123 4567"))
    expect(other.body.kept.phoneEnd).toBe("567")
    expect(await kept(owner.ticketId)).toHaveLength(1)
    expect(await audit("contact-left", owner.ticketId)).toHaveLength(2)
  })

  test("PRIVACY-3: is taken back as easily, at any time, and then nothing of it is kept", async () => {
    const owner = await newOwner()
    await owner.ask("POST", consent("0812-3456-7003"))
    const withdrawn = await owner.ask("DELETE")
    expect(withdrawn).toMatchObject({ status: 200, body: { kept: null, offer: { purpose } } })
    expect(await kept(owner.ticketId)).toEqual([])
    expect((await owner.ask("DELETE")).status).toBe(200)
    expect(await audit("contact-withdrawn", owner.ticketId)).toMatchObject([
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
    const asTaker = (method: string, body?: unknown) => askContact(token, ticket.id, branch, { method, body })
    expect((await asTaker("POST", consent("0812-3456-7004"))).body.kept.phoneEnd).toBe("004")
    expect(await audit("contact-left", ticket.id)).toMatchObject([
      { actor: expect.stringMatching(/^teller [0-9a-f]{8}$/), address: "127.0.0.1" },
    ])
    expect((await asTaker("DELETE")).body.kept).toBeNull()
    await asTaker("POST", consent("0812-3456-7004"))
    const others = await Promise.all(
      (["kiosk", "teller", "greeter", "supervisor"] as const).map(async (role) => server.token(role, branch)),
    )
    for (const other of others)
      for (const [method, body] of [["GET"], ["POST", consent("0812-3456-7005")], ["DELETE"]] as const)
        expect((await askContact(other, ticket.id, branch, { method, body })).status).toBe(403)
    const manager = await server.token("manager", branch)
    expect((await askContact(manager, ticket.id, branch, { method: "GET" })).status).toBe(403)
    expect((await askContact(manager, ticket.id, branch, { method: "DELETE" })).status).toBe(200)
    expect(await kept(ticket.id)).toEqual([])
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
    const owner = await newOwner()
    const answer = await owner.ask("POST", { ...consent("0812-3456-7006"), ...given })
    expect(answer).toMatchObject({ status, body: { code, field } })
    expect(answer.text).not.toContain("7006")
    expect(await kept(owner.ticketId)).toEqual([])
  })

  test("where the plan asks for none, for a ticket that has ended, for another's and for none at all", async () => {
    const { ticket, link } = await callerOf(server.url, await server.token("kiosk")).take("valas")
    const demo = link.split(".")[1] ?? ""
    const inDemo = (method: string, body?: unknown) => askContact(demo, ticket.id, "demo", { method, body })
    expect((await inDemo("GET")).body).toEqual({ offer: null, kept: null })
    expect(await inDemo("POST", consent("0812-3456-7007"))).toMatchObject({
      status: 409,
      body: { code: "contact-not-offered" },
    })
    const owner = await newOwner()
    const customer = callerOf(server.url, owner.secret, branch)
    expect((await customer.post(`/tickets/${(await newOwner()).ticketId}/contact`, {})).status).toBe(403)
    await customer.post(`/tickets/${owner.ticketId}/withdraw`)
    expect(await owner.ask("POST", consent("0812-3456-7007"))).toMatchObject({
      status: 409,
      body: { code: "ticket-in-other-status", ticketStatus: "withdrawn" },
    })
    const kiosk = await server.token("kiosk", branch)
    for (const ticketId of ["A".repeat(22), "x"])
      expect(await askContact(kiosk, ticketId, branch, { method: "GET" })).toMatchObject({
        status: 404,
        body: { code: "unknown-ticket" },
      })
    expect((await askContact("", owner.ticketId, branch, { method: "GET" })).status).toBe(401)
    // A ticket's secret opens nothing in a branch that is not its own.
    expect((await askContact(owner.secret, owner.ticketId, "lain", { method: "GET" })).status).toBe(404)
  })

  test("PRIVACY-2: a later plan lengthens nothing that was promised, and takes the offer away", async () => {
    const manager = await at("manager", "lain")
    const { plan } = (await manager.get("/plan")).body
    const owner = await newOwner("lain")
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

describe("a person's rights", () => {
  test("PRIVACY-4: everything about a number is shown, of others nothing, and erased without a change to the chain", async () => {
    const owner = await newOwner()
    const bystander = await newOwner()
    await owner.ask("POST", consent("0812-3456-7101"))
    await bystander.ask("POST", consent("0812-3456-7102"))
    const teller = await at("teller")
    await teller.post("/counters/1/open", { teller: { id: "dewi.l", name: "Dewi Lestari" } })
    await teller.post(`/tickets/${owner.ticketId}/call`, { counterId: "1", reason: "sudah ditunggu" })
    await teller.post(`/tickets/${owner.ticketId}/serve`, { counterId: "1" })
    await teller.post(`/tickets/${owner.ticketId}/finish`, { counterId: "1" })

    const shown = await privacy(["export", "--phone", "+6281234567101"])
    expect([shown.status, shown.stderr]).toEqual([0, ""])
    const person = PersonExport.parse(JSON.parse(shown.stdout))
    expect(person.tickets).toMatchObject([
      {
        ticketId: owner.ticketId,
        branchId: branch,
        number: owner.number,
        status: "finished",
        waitSeconds: expect.any(Number),
        contact: { phone: "+6281234567101", purpose: purpose.id, language: "id" },
      },
    ])
    expect(person.tickets[0]?.events.map(({ type }) => type)).toEqual([
      "ticket-taken",
      "ticket-called",
      "serving-started",
      "ticket-finished",
    ])
    expect(person.audit.map(({ act }) => act)).toEqual(["contact-left"])
    for (const other of [bystander.ticketId, bystander.number, "7102", "dewi.l", "Dewi"])
      expect(shown.stdout).not.toContain(other)

    const before = await figures()
    expect((await verified()).status).toBe(0)
    const unsure = await privacy(["erase", "--phone", "+6281234567101"])
    expect([unsure.status, unsure.stdout]).toEqual([2, ""])
    expect(unsure.stderr).toContain("1 phone number would be erased")
    expect(await kept(owner.ticketId)).toHaveLength(1)
    const erased = await privacy(["erase", "--phone", "-", "--yes"], "0812 3456 7101\n")
    expect(erased).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("1 phone number") })
    expect(await kept(owner.ticketId)).toEqual([])
    expect(await kept(bystander.ticketId)).toHaveLength(1)
    expect((await verified()).status).toBe(0)
    expect(await figures()).toEqual(before)

    const again = await privacy(["erase", "--phone", "+6281234567101", "--yes"])
    expect([again.status, again.stdout]).toEqual([
      0,
      "Nothing is held about this: there is nothing to erase.\n",
    ])
    const after = PersonExport.parse(
      JSON.parse((await privacy(["export", "--phone", "0812-3456-7101"])).stdout),
    )
    expect(after.tickets).toEqual([])
    expect(after.audit.map(({ act }) => act)).toEqual(["contact-left", "contact-exported", "contact-erased"])
  })

  test("a ticket by its id, or by its number and day; its link's stored answer goes once it has ended", async () => {
    const kiosk = await at("kiosk")
    const taken = await kiosk.post("/tickets", { serviceId: "b" }, { "idempotency-key": "take-for-erasure" })
    const { ticket, link } = taken.body
    const secret = String(link).split(".")[1] ?? ""
    await askContact(secret, ticket.id, branch, { method: "POST", body: consent("0812-3456-7103") })
    for (const words of [
      ["--ticket", ticket.id],
      ["--ticket", ticket.number, "--branch", branch],
      [
        "--ticket",
        String(ticket.number).toLowerCase(),
        "--branch",
        branch,
        "--day",
        (await kiosk.get("/views/kiosk")).body.day,
      ],
    ]) {
      const { tickets } = PersonExport.parse(JSON.parse((await privacy(["export", ...words])).stdout))
      expect(tickets).toMatchObject([
        { ticketId: ticket.id, contact: { phone: "+6281234567103" }, storedAnswers: 1 },
      ])
    }
    const manager = await at("manager")
    const erase = () => manager.post("/privacy/erase", { ticket: ticket.number })
    expect((await erase()).body).toEqual({ contacts: 1, storedAnswers: 0 })
    await callerOf(server.url, secret, branch).post(`/tickets/${ticket.id}/withdraw`)
    expect((await erase()).body).toEqual({ contacts: 0, storedAnswers: 1 })
    expect((await erase()).body).toEqual({ contacts: 0, storedAnswers: 0 })
    expect((await everyTable(server.databaseUrl)).get('"Answer"')).not.toContain(secret)
  })

  test("by HTTP a manager shows and erases in the own branch, and nobody below may", async () => {
    const owner = await newOwner()
    await owner.ask("POST", consent("0812-3456-7104"))
    const elsewhere = await newOwner("lain")
    await elsewhere.ask("POST", consent("0812-3456-7104"))
    const manager = await at("manager")
    const shown = await manager.post("/privacy/export", { phone: "0812-3456-7104" })
    expect(shown.status).toBe(200)
    expect(PersonExport.parse(shown.body).tickets.map(({ ticketId }) => ticketId)).toEqual([owner.ticketId])
    expect((await manager.post("/privacy/erase", { phone: "+6281234567104" })).body).toEqual({
      contacts: 1,
      storedAnswers: 0,
    })
    expect(await kept(elsewhere.ticketId)).toHaveLength(1)
    for (const [body, status, code, field] of [
      [{ phone: "0812" }, 400, "phone-unreadable", "phone"],
      [{ phone: "0812-3456-7999" }, 404, "nothing-held", undefined],
      [{ ticket: "A".repeat(22) }, 404, "nothing-held", undefined],
      [{ ticket: elsewhere.ticketId }, 404, "nothing-held", undefined],
      [{ ticket: "A0999" }, 404, "nothing-held", undefined],
      [{}, 400, "bad-request", "phone"],
      [{ phone: "0812-3456-7104", ticket: owner.ticketId }, 400, "bad-request", "ticket"],
    ] as const) {
      const answer = await manager.post("/privacy/export", body)
      expect([answer.status, answer.body.code, answer.body.field]).toEqual([status, code, field])
    }
    for (const role of ["kiosk", "display", "greeter", "teller", "supervisor"] as const)
      for (const verb of ["export", "erase"])
        expect((await (await at(role)).post(`/privacy/${verb}`, { phone: "0812-3456-7104" })).status).toBe(
          403,
        )
  })

  test.each([
    [["export", "--phone", "0812"], 2, "This is no phone number"],
    [["erase", "--phone", "hello", "--yes"], 2, "This is no phone number"],
    [["export", "--phone", "+6281234567998"], 1, "Nothing is held about this"],
    [["export", "--ticket", "A".repeat(22)], 1, "Nothing is held about this"],
    [["export", "--ticket", "A001"], 2, "--branch"],
    [["export", "--ticket", "A001", "--branch", "nirwana"], 2, 'There is no branch "nirwana"'],
    [["export", "--ticket", "A001", "--branch", "uji", "--day", "today"], 2, "--day 2026-08-24"],
    [["export"], 2, "Say about whom"],
    [["erase", "--phone", "0812", "--ticket", "A001"], 2, "Say about whom"],
    [["forget"], 2, "privacy report|export|erase"],
    [["report", "--all"], 2, "--all"],
  ])("giliran privacy %j: exit %i and what to do", async (words, status, advice) => {
    const told = await privacy(words)
    expect([told.status, told.stdout]).toEqual([status, ""])
    expect(told.stderr).toContain(advice)
  })
})

describe("why somebody asks for care", () => {
  test.each(CareReason.options)(
    "CLASS-6: %s is told to staff, and in no answer or view of kiosk, display and phone",
    async (reason) => {
      const kiosk = await at("kiosk")
      const taken = await kiosk.post("/tickets", { serviceId: "a", claim: { kind: "care", reason } })
      const { ticket, link } = taken.body
      const customer = callerOf(server.url, String(link).split(".")[1] ?? "", branch)
      const display = await at("display")
      const teller = await at("teller")
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
  const owner = await newOwner()
  expect((await owner.ask("POST", consent("0812-3456-7201"))).status).toBe(200)
  // Malformed on purpose: the answer says where, and the log not what.
  const malformed = await callerOf(server.url, owner.secret, branch).post(
    `/tickets/${owner.ticketId}/contact`,
    `{"phone": "0812-3456-7201"`,
  )
  expect([malformed.status, malformed.text.includes("7201")]).toEqual([400, false])
  await (await at("manager")).post("/privacy/export", { phone: "0812-3456-7201" })
  expect(await kept(owner.ticketId)).toHaveLength(1)
  const spelled = ["81234567201", "812-3456-7201", "812 3456 7201", "3456-7201", "34567201"]
  const secrets = [customerKey.toString("base64"), customerKey.toString("hex")]
  for (const [name, text] of await everyTable(server.databaseUrl))
    for (const word of [...spelled, ...secrets])
      expect(text.includes(word), `${word} stands in ${name}`).toBe(false)
  const log = server.output()
  expect(log).toContain("listening")
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
    const { status, body } = await (await at("supervisor")).get("/reports/retention")
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
    expect((await (await at("teller")).get("/reports/retention")).status).toBe(403)
    const ledgers = await useHouse(server.databaseUrl, (ledger) => ledger.headSeqs())
    expect(report.held.at(-1)?.count).toBe(ledgers.get(branch as BranchId))
    await useHouse(server.databaseUrl, (ledger) =>
      ledger.contacts.find(branch as BranchId, "A".repeat(22) as TicketId, report.at),
    ).then((none) => expect(none).toBeNull())
  })
})
