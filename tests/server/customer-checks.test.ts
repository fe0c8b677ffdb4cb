import { CustomerChecked, DirectoryHealth } from "@giliran/contract/http-answers"
import { CounterView } from "@giliran/contract/counter-view"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Caller, callerOf } from "../support/caller.ts"
import { customerEnv, customerKey, memberNumber, otherMemberNumber } from "../support/customers.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let kiosk: Caller

beforeAll(async () => {
  server = await startTestServer({
    plans: [planOf({ branchId: "uji" })],
    env: { ...customerEnv, LOG_LEVEL: "trace" },
  })
  kiosk = callerOf(server.url, await server.token("kiosk"))
})

afterAll(async () => {
  await server.stop()
})

const newKiosk = async (branch = "demo") => callerOf(server.url, await server.token("kiosk", branch), branch)

const checkOf = async (caller: Caller, identifier: string) => {
  const { status, body } = await caller.post("/customer-checks", { identifier })
  expect(status).toBe(200)
  const checked = CustomerChecked.parse(body)
  if (!checked.isPriority) throw new Error(`Not known: ${checked.why}`)
  return checked
}

describe("a priority customer", () => {
  test("CLASS-2: shows a number at the kiosk and takes a priority ticket with the proof, which staff sees and the customer does not", async () => {
    const { check, until } = await checkOf(kiosk, memberNumber)
    expect(until).toBeGreaterThan(Date.now())
    const { ticket, link } = await kiosk.take("valas", { proof: check })
    expect(ticket).toMatchObject({ class: "priority", number: expect.stringMatching(/^E\d{3}$/) })
    const staff = callerOf(server.url, await server.token("teller"))
    const view = CounterView.parse((await staff.get("/views/counter?counter=3")).body)
    const services = view.services.filter(({ isMine }) => isMine).map(({ id }) => id)
    expect(services).toContain("valas")
    expect(view.waiting.tickets.find(({ id }) => id === ticket.id)).toMatchObject({
      class: "priority",
      ground: { by: "proof" },
    })
    await callerOf(server.url, link.split(".")[1] ?? "").post(`/tickets/${ticket.id}/withdraw`)
  })

  test.each(["12345678", "1234-5678", " 1234 5678 ", "1234\u20115678", "１２３４５６７８"])(
    "%j is the same number",
    async (identifier) => {
      expect((await checkOf(kiosk, identifier)).check).toMatch(/^[\w-]{16}\./)
    },
  )

  test("PROOF-1: a proof takes one ticket; a retry of that command gets that ticket again", async () => {
    const { check } = await checkOf(kiosk, memberNumber)
    const body = { serviceId: "valas", proof: check }
    const key = { "idempotency-key": "take-with-proof-1" }
    const first = await kiosk.post("/tickets", body, key)
    expect(first.status).toBe(201)
    expect((await kiosk.post("/tickets", body, key)).text).toBe(first.text)
    const second = await kiosk.post("/tickets", body, { "accept-language": "en" })
    expect(second).toMatchObject({ status: 409, body: { code: "proof-expired" } })
    expect(second.body.detail).toContain("check once more")
  })

  test("a proof of another branch, one that was changed, and one that never was are none", async () => {
    const { check } = await checkOf(kiosk, memberNumber)
    const [name, day, until, signature] = check.split(".")
    const forged = [
      [name, day, Number(until) + 60_000, signature].join("."),
      [`${name}x`, day, until, signature].join("."),
      [name, day, until].join("."),
      "",
      "....",
      memberNumber,
    ]
    for (const proof of forged)
      expect(await kiosk.post("/tickets", { serviceId: "valas", proof })).toMatchObject({
        status: 409,
        body: { code: "proof-expired", field: "proof" },
      })
    const elsewhere = await (await newKiosk("uji")).post("/tickets", { serviceId: "a", proof: check })
    expect(elsewhere).toMatchObject({ status: 409, body: { code: "proof-expired" } })
  })

  test("is not known in a branch where nobody imported them", async () => {
    const answer = await (await newKiosk("uji")).post("/customer-checks", { identifier: memberNumber })
    expect(answer.body).toEqual({ isPriority: false, why: "unknown" })
  })
})

describe("who may have which class", () => {
  test("CLASS-2: at a kiosk regular and care; priority asks for a proof, kindly and in the customer's language", async () => {
    const care = await kiosk.take("kredit", { claim: { kind: "care", reason: "pregnant" } })
    expect(care.ticket.class).toBe("care")
    expect((await kiosk.take("kredit", { class: "care" })).ticket.class).toBe("care")
    const refused = await kiosk.post(
      "/tickets",
      { serviceId: "kredit", class: "priority" },
      { "accept-language": "id" },
    )
    expect(refused).toMatchObject({ status: 403, body: { code: "proof-needed", field: "proof" } })
    expect(refused.body.detail).toContain("nomor nasabah")
  })

  test("CLASS-2: teller and greeter say why; a manager's script need not", async () => {
    for (const role of ["teller", "greeter"] as const) {
      const staff = callerOf(server.url, await server.token(role))
      const refused = await staff.post("/tickets", { serviceId: "kredit", class: "priority" })
      expect(refused).toMatchObject({ status: 400, body: { code: "bad-request", field: "reason" } })
      expect((await staff.take("kredit", { class: "priority", reason: "known" })).ticket.class).toBe(
        "priority",
      )
    }
    const manager = callerOf(server.url, await server.token("manager"))
    expect((await manager.take("kredit", { class: "priority" })).ticket.class).toBe("priority")
  })

  test("a claim, a proof and a class that contradict each other are no request", async () => {
    const { check } = await checkOf(kiosk, memberNumber)
    const claim = { kind: "care", reason: "elderly" }
    for (const [body, field] of [
      [{ claim, proof: check }, "proof"],
      [{ claim, class: "priority" }, "class"],
      [{ proof: check, class: "care" }, "class"],
    ] as const)
      expect(await kiosk.post("/tickets", { serviceId: "kredit", ...body })).toMatchObject({
        status: 400,
        body: { code: "bad-request", field },
      })
  })

  test("CLASS-3: staff re-classes a ticket, once, and the auditor reads who and why", async () => {
    const { ticket, link } = await kiosk.take("deposito")
    const greeter = callerOf(server.url, await server.token("greeter"))
    const path = `/tickets/${ticket.id}/reclass`
    expect((await kiosk.post(path, { class: "care", reason: "elderly" })).status).toBe(403)
    const changed = await greeter.post(path, { class: "care", reason: "elderly" })
    expect(changed).toMatchObject({ status: 200, body: { ticket: { number: ticket.number, class: "care" } } })
    expect(await greeter.post(path, { class: "care", reason: "elderly" })).toMatchObject({
      status: 409,
      body: { code: "ticket-has-class" },
    })
    const rows = await query<{ actor: string; body: object }>(
      server.databaseUrl,
      `SELECT actor, body FROM "Event" WHERE type = 'ticket-reclassed'`,
    )
    expect(rows).toMatchObject([
      { actor: expect.stringMatching(/^greeter /), body: { from: "regular", to: "care", reason: "elderly" } },
    ])
    await callerOf(server.url, link.split(".")[1] ?? "").post(`/tickets/${ticket.id}/withdraw`)
    const [row] = await query<{ class: string }>(
      server.databaseUrl,
      `SELECT class FROM "Ticket" WHERE id = $1`,
      [ticket.id],
    )
    expect(row?.class).toBe("care")
  })
})

describe("guessing", () => {
  test("ten wrong numbers a minute at one kiosk, then a polite wait; the right one waits as well, other kiosks do not", async () => {
    const guesser = await newKiosk()
    for (let n = 0; n < 10; n++)
      expect((await guesser.post("/customer-checks", { identifier: `9999 00${n}0` })).body).toEqual({
        isPriority: false,
        why: "unknown",
      })
    const limited = await guesser.post(
      "/customer-checks",
      { identifier: memberNumber },
      { "accept-language": "en" },
    )
    expect(limited).toMatchObject({ status: 429, body: { code: "too-many-checks" } })
    expect(Number(limited.headers.get("retry-after"))).toBe(limited.body.retryAfterSeconds)
    expect(limited.body.retryAfterSeconds).toBeGreaterThan(50)
    expect(limited.body.detail).toContain("regular ticket")
    await checkOf(await newKiosk(), memberNumber)
  })

  test("all at the same moment is no way around", async () => {
    const guesser = await newKiosk("uji")
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, n) => guesser.post("/customer-checks", { identifier: `8888 00${n}` })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
  })

  test("the right number costs nothing, and a retry counts once", async () => {
    const patient = await newKiosk()
    for (let n = 0; n < 15; n++) await checkOf(patient, memberNumber)
    const first = await patient.post(
      "/customer-checks",
      { identifier: "7777" },
      { "idempotency-key": "check-1x" },
    )
    for (let n = 0; n < 15; n++)
      expect(
        (await patient.post("/customer-checks", { identifier: "7777" }, { "idempotency-key": "check-1x" }))
          .text,
      ).toBe(first.text)
    expect(
      await patient.post("/customer-checks", { identifier: "7778" }, { "idempotency-key": "check-1x" }),
    ).toMatchObject({ status: 422, body: { code: "key-reused" } })
    await checkOf(patient, memberNumber)
  })

  test.each([
    ["no identifier", {}, "identifier"],
    ["an empty one", { identifier: "  " }, "identifier"],
    ["a number that is no text", { identifier: 12345678 }, "identifier"],
    ["more than was asked", { identifier: memberNumber, name: "Dewi" }, "name"],
  ])("%s is a bad request", async (_, body, field) => {
    expect(await kiosk.post("/customer-checks", body)).toMatchObject({
      status: 400,
      body: { code: "bad-request", field },
    })
  })
})

describe("who the customers are", () => {
  test("is nowhere: not in the ledger, its answers or any other table, and in no line of the log", async () => {
    const spelled = ["1234 5678", "12345678", "1234-5678", "1234 5689", "12345689"]
    const { check } = await checkOf(kiosk, otherMemberNumber)
    await kiosk.post(
      "/tickets",
      { serviceId: "valas", proof: check },
      { "idempotency-key": "take-private-1" },
    )
    await kiosk.post(
      "/customer-checks",
      { identifier: memberNumber },
      { "idempotency-key": "check-private-1" },
    )
    // Malformed on purpose: the answer says where, and the log not what.
    const malformed = await kiosk.post("/customer-checks", `{"identifier": "${memberNumber}"`)
    expect(malformed.status).toBe(400)
    expect(malformed.text).not.toContain(memberNumber)

    const tables = await query<{ name: string }>(
      server.databaseUrl,
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['"Event"', '"Answer"', '"Customer"']),
    )
    for (const { name } of tables) {
      const rows = await query<{ row: string }>(server.databaseUrl, `SELECT t::text AS row FROM ${name} t`)
      const text = rows.map(({ row }) => row).join("\n")
      for (const word of [...spelled, customerKey.toString("base64"), customerKey.toString("hex")])
        expect(text.includes(word), `${word} stands in ${name}`).toBe(false)
    }
    const log = server.output()
    expect(log).toContain("the demo branch is set up")
    for (const word of spelled) expect(log).not.toContain(word)
    const customers = await query<{ digest: string }>(server.databaseUrl, `SELECT digest FROM "Customer"`)
    expect(customers).toHaveLength(20)
    for (const { digest } of customers) expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test("the operator sees counts and times, and nobody else does", async () => {
    const manager = callerOf(server.url, await server.token("manager"))
    const { status, body } = await manager.get("/health/customer-directory")
    const health = DirectoryHealth.parse(body)
    expect(status).toBe(200)
    expect(health.directory).toBe("built-in")
    expect(health.checks.priority).toBeGreaterThan(15)
    expect(health.checks.unknown).toBeGreaterThan(20)
    expect(health.checks.failed).toEqual({ timeout: 0, unreachable: 0, status: 0, nonsense: 0 })
    expect(health.latencyMs?.p50).toBeGreaterThan(0)
    expect((await kiosk.get("/health/customer-directory")).status).toBe(403)
  })
})

test("without a key, and on an outside database, nobody is asked and everybody is served", async () => {
  const keyless = await startTestServer()
  try {
    const at = callerOf(keyless.url, await keyless.token("kiosk"))
    expect((await at.post("/customer-checks", { identifier: memberNumber })).body).toEqual({
      isPriority: false,
      why: "not-now",
    })
    expect((await at.take("valas")).ticket.class).toBe("regular")
    const [row] = await query<{ count: number }>(
      keyless.databaseUrl,
      `SELECT count(*)::int AS count FROM "Customer"`,
    )
    expect(row?.count).toBe(0)
  } finally {
    await keyless.stop()
  }
})
