import { BranchId, Millis } from "@giliran/contract/basics"
import { CounterList, TicketCalled, TicketChanged, TicketTaken } from "@giliran/contract/http-answers"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Caller, callerOf, told } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let manager: Caller

beforeAll(async () => {
  server = await startTestServer({
    plans: [planOf({ branchId: BranchId.parse("uji"), calls: { recallGapMs: Millis.parse(0) } })],
  })
  manager = callerOf(server.url, await server.token("manager", "uji"), "uji")
})

afterAll(async () => {
  await server.stop()
})

const budi = { teller: { id: "budi", name: "Budi" } }

describe("every route does what its button does", () => {
  test("take: a number, a place, a range, and a link that opens this ticket only", async () => {
    const { status, body } = await manager.post("/tickets", { serviceId: "b", class: "care", language: "en" })
    expect(status).toBe(201)
    const taken = TicketTaken.parse(body)
    expect(taken.ticket).toMatchObject({
      number: "B001",
      class: "care",
      language: "en",
      status: "waiting",
      position: 1,
    })
    expect(taken.ticket.wait).not.toBeNull()
    expect(taken.link).toMatch(/^\/ticket\/#uji\.[A-Za-z0-9_-]{22}$/)
    await manager.post(`/tickets/${taken.ticket.id}/withdraw`, {})
  })

  test("call next → recall → serve → finish", async () => {
    await manager.post("/counters/1/open", budi)
    const { ticket } = await manager.take("a")
    const called = await manager.post("/counters/1/call-next")
    expect(called.status).toBe(200)
    expect(TicketCalled.parse(called.body)).toMatchObject({
      ticket: { id: ticket.id, status: "called", counterId: "1" },
      counter: { counterId: "1", state: { status: "open", teller: budi.teller } },
    })
    expect((await manager.post(`/tickets/${ticket.id}/recall`)).body.ticket.status).toBe("called")
    expect((await manager.post(`/tickets/${ticket.id}/serve`, { counterId: "1" })).body.ticket.status).toBe(
      "serving",
    )
    const finished = await manager.post(`/tickets/${ticket.id}/finish`, {
      outcome: "referred",
      note: "ke cabang utama",
    })
    expect(TicketChanged.parse(finished.body).ticket).toMatchObject({
      status: "finished",
      position: null,
      wait: null,
    })
    expect((await manager.get(`/tickets/${ticket.id}`)).body).toEqual(finished.body.ticket)
  })

  test("finish and call next is one command; without anybody waiting it says so", async () => {
    const first = (await manager.take("a")).ticket
    const second = (await manager.take("a")).ticket
    await manager.post("/counters/1/call-next")
    await manager.post(`/tickets/${first.id}/serve`)
    const { body } = await manager.post(`/tickets/${first.id}/finish`, { callNext: true })
    expect(body).toMatchObject({ ticket: { status: "finished" }, next: { id: second.id, status: "called" } })
    await manager.post(`/tickets/${second.id}/serve`)
    expect((await manager.post(`/tickets/${second.id}/finish`, { callNext: true })).body.next).toBeNull()
  })

  test("call by number with a reason, and undo it to the exact place", async () => {
    const first = (await manager.take("a")).ticket
    const second = (await manager.take("a")).ticket
    const called = await manager.post(`/tickets/${second.id}/call`, {
      counterId: "1",
      reason: "Sudah berjanji",
    })
    expect(TicketCalled.parse(called.body).ticket).toMatchObject({ id: second.id, status: "called" })
    expect((await manager.post(`/tickets/${second.id}/undo-call`)).body.ticket).toMatchObject({
      status: "waiting",
      position: 2,
    })
    for (const { id } of [first, second]) await manager.post(`/tickets/${id}/withdraw`)
  })

  test("no-show → return → withdraw", async () => {
    const { id } = (await manager.take("a")).ticket
    await manager.post("/counters/1/call-next")
    expect((await manager.post(`/tickets/${id}/no-show`)).body.ticket.status).toBe("no-show")
    expect((await manager.post(`/tickets/${id}/return`)).body.ticket.status).toBe("waiting")
    expect((await manager.post(`/tickets/${id}/withdraw`)).body.ticket.status).toBe("withdrawn")
  })

  test("park → resume → transfer", async () => {
    const { id } = (await manager.take("a")).ticket
    await manager.post("/counters/1/call-next")
    await manager.post(`/tickets/${id}/serve`)
    expect((await manager.post(`/tickets/${id}/park`, { wakeAfterMs: 60_000 })).body.ticket.status).toBe(
      "parked",
    )
    expect((await manager.post(`/tickets/${id}/resume`)).body.ticket.status).toBe("serving")
    const sent = await manager.post(`/tickets/${id}/transfer`, {
      to: { kind: "service", serviceId: "b" },
      place: "last",
    })
    expect(sent.body.ticket).toMatchObject({ status: "waiting", serviceId: "b" })
    await manager.post(`/tickets/${id}/withdraw`)
  })

  test("pause → resume → close; a counter opened without a name is held by its own staff", async () => {
    expect((await manager.post("/counters/1/pause", { reason: "break" })).body.counter.state).toMatchObject({
      status: "paused",
      reason: "break",
    })
    expect((await manager.post("/counters/1/resume")).body.counter.state.status).toBe("open")
    expect((await manager.post("/counters/1/close")).body.counter.state).toEqual({ status: "closed" })
    expect((await manager.post("/counters/2/open")).body.counter.state.teller).toEqual({
      id: "counter-2",
      name: "Loket 2",
    })
    const { body } = await manager.get("/counters")
    expect(CounterList.parse(body)).toMatchObject({
      branch: { id: "uji", name: "Bandung" },
      counters: [
        { id: "1", status: "closed", teller: null },
        { id: "2", status: "open", teller: { id: "counter-2", name: "Loket 2" } },
      ],
    })
    await manager.post("/counters/2/close")
  })

  test("views are what the contract says", async () => {
    const kiosk = KioskView.parse((await manager.get("/views/kiosk")).body)
    const display = DisplayView.parse((await manager.get("/views/display")).body)
    const counter = CounterView.parse((await manager.get("/views/counter?counter=1")).body)
    expect(kiosk.version).toBeGreaterThan(0)
    expect([display.version, counter.version]).toEqual([kiosk.version, kiosk.version])
    expect(counter.counterId).toBe("1")
  })

  test("events are told in order, from where one asks", async () => {
    const { body } = await manager.get("/events")
    expect(body.events[0]).toMatchObject({ seq: 1, type: "day-opened", actor: "clock" })
    expect(body.events.map(({ seq }: { seq: number }) => seq)).toEqual(
      Array.from({ length: body.events.length }, (_, index) => index + 1),
    )
    expect(body.next).toBe(body.events.length)
    const rest = await manager.get(`/events?after=${body.next - 2}`)
    expect(rest.body.events).toEqual(body.events.slice(-2))
    expect((await manager.get(`/events?after=${body.next}`)).body).toEqual({ events: [], next: body.next })
  })

  test("the plan is read, changed and read again", async () => {
    const { plan } = (await manager.get("/plan")).body
    const changed = { ...plan, name: "Bandung Dago" }
    expect((await manager.put("/plan", { plan: changed })).body.plan).toEqual(changed)
    expect((await manager.get("/views/kiosk")).body.branch.name).toBe("Bandung Dago")
    const refused = await manager.put("/plan", { plan: { ...plan, zone: "Asia/Makassar" } })
    expect(refused).toMatchObject({ status: 400, body: { code: "plan-invalid", field: "plan" } })
    await manager.put("/plan", { plan })
  })

  test("PLAN-5: a bank's own phrases are held to what the screens say, and go to the screen that says them", async () => {
    const { plan } = (await manager.get("/plan")).body
    const withPhrases = (id: Readonly<Record<string, string>>) =>
      manager.put("/plan", { plan: { ...plan, phrases: { id } } })

    expect(await withPhrases({ "kiosk.openUntil": "Buka sampai {jam}" })).toMatchObject({
      status: 400,
      body: {
        code: "plan-invalid",
        field: "plan",
        detail: expect.stringContaining(
          "phrases.id.kiosk.openUntil asks for {jam}; the screen gives it {time}",
        ),
      },
    })
    expect(await withPhrases({ invite: "Halo" })).toMatchObject({
      status: 400,
      body: { code: "bad-request", field: expect.stringContaining("plan.phrases.id") },
    })

    expect((await withPhrases({ "kiosk.invite": "Halo", "display.closed": "Tutup dulu" })).status).toBe(200)
    expect((await manager.get("/views/kiosk")).body.branch.phrases).toEqual({
      id: { "kiosk.invite": "Halo" },
    })
    expect((await manager.get("/views/display")).body.branch.phrases).toEqual({
      id: { "display.closed": "Tutup dulu" },
    })
    await manager.put("/plan", { plan })
    expect((await manager.get("/views/kiosk")).body.branch.phrases).toBeUndefined()
  })
})

describe("beside the queue", () => {
  test("alive and ready", async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready" })
  })

  test("OpenAPI 3.1 has the bodies of the contract", async () => {
    const document = (await told(`${server.url}/openapi.json`)).body
    expect(document.openapi).toBe("3.1.0")
    const take = document.paths["/v1/branches/{branch}/tickets"].post
    expect(take.requestBody.content["application/json"].schema).toMatchObject({
      required: ["serviceId"],
      additionalProperties: false,
    })
    expect(Object.keys(take.responses)).toEqual([
      "201",
      "400",
      "401",
      "403",
      "404",
      "409",
      "413",
      "422",
      "429",
      "503",
    ])
  })

  test("the front page leads to the apps, and nothing leads out of their folders", async () => {
    const front = await fetch(server.url)
    expect(await front.text()).toContain('href="/kiosk/"')
    expect(front.headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(front.headers.get("referrer-policy")).toBe("no-referrer")
    for (const path of ["/kiosk/..%2f..%2fpackage.json", "/kiosk/%2e%2e/package.json", "/nowhere"])
      expect((await fetch(server.url + path)).status).toBe(404)
  })
})
