import { BranchId } from "@giliran/contract/basics"
import { createConnection } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Caller, callerOf } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let manager: Caller
const zone = "Asia/Jakarta"
const unheard = "AAAAAAAAAAAAAAAAAAAAAA"

beforeAll(async () => {
  server = await startTestServer({
    plans: [
      planOf({
        branchId: BranchId.parse("uji"),
        zone,
        services: { a: "A", closed: "B", paused: "C", full: "D" },
        about: { closed: { hours: elsewhen() }, paused: { isPaused: true }, full: { dailyLimit: 1 } },
      }),
      planOf({ branchId: BranchId.parse("tutup"), hours: [] }),
      planOf({ branchId: BranchId.parse("jeda"), isTakingPaused: true }),
    ],
  })
  manager = callerOf(server.url, await server.token("manager", "uji"), "uji")
})

afterAll(async () => {
  await server.stop()
})

const id = { "accept-language": "id-ID,id;q=0.9,en;q=0.5" }
const en = { "accept-language": "en-GB" }
const problem = (status: number, code: string, field?: string) => ({
  status,
  body: { status, code, type: `urn:giliran:problem:${code}`, ...(field === undefined ? {} : { field }) },
})

describe("what is not there: 404", () => {
  test.each([
    ["a branch", "nirwana", "/tickets", { serviceId: "a" }, "unknown-branch"],
    ["a branch that could not be", "Not%20A%20Branch", "/tickets", { serviceId: "a" }, "unknown-branch"],
    ["a service", "uji", "/tickets", { serviceId: "z" }, "unknown-service"],
    ["a later service", "uji", "/tickets", { serviceId: "a", thenServiceIds: ["z"] }, "unknown-service"],
    ["a ticket", "uji", `/tickets/${unheard}/serve`, {}, "unknown-ticket"],
    ["a ticket that could not be", "uji", "/tickets/A001/serve", {}, "unknown-ticket"],
    ["a counter", "uji", "/counters/9/open", {}, "unknown-counter"],
    ["a counter that could not be", "uji", "/counters/%20/open", {}, "unknown-counter"],
  ])("%s", async (_, branch, path, body, code) => {
    const caller = callerOf(server.url, await server.token("manager", "uji"), branch)
    const told = await caller.post(path, body)
    expect(told).toMatchObject(problem(404, code))
    expect(told.headers.get("content-type")).toBe("application/problem+json")
  })

  test("looked at", async () => {
    expect(await manager.get(`/tickets/${unheard}`)).toMatchObject(problem(404, "unknown-ticket"))
    expect(await manager.get("/views/counter?counter=9")).toMatchObject(problem(404, "unknown-counter"))
  })
})

describe("what cannot be read: 400 and 413, with the field's name", () => {
  test.each([
    ["malformed JSON", "/tickets", '{\n  "serviceId": "a",\n}', "body"],
    ["half a body", "/tickets", '{"serviceId"', "body"],
    ["a list for an object", "/tickets", "[]", "body"],
    ["nothing", "/tickets", "", "serviceId"],
    ["a number for a word", "/tickets", { serviceId: 7 }, "serviceId"],
    ["a class that is none", "/tickets", { serviceId: "a", class: "vip" }, "class"],
    ["an unknown field", "/tickets", { serviceId: "a", hurry: true }, "hurry"],
    [
      "an unknown field inside",
      "/counters/1/open",
      { teller: { id: "budi", name: "Budi", age: 30 } },
      "teller.age",
    ],
    ["a reason too long", `/tickets/${unheard}/call`, { counterId: "1", reason: "x".repeat(201) }, "reason"],
    ["no reason", `/tickets/${unheard}/call`, { counterId: "1" }, "reason"],
    ["a destination of no kind", `/tickets/${unheard}/transfer`, { to: { kind: "moon" } }, "to.kind"],
    [
      "a destination without a service",
      `/tickets/${unheard}/transfer`,
      { to: { kind: "service" } },
      "to.serviceId",
    ],
    ["a time below zero", `/tickets/${unheard}/park`, { wakeAfterMs: -1 }, "wakeAfterMs"],
    [
      "too many services",
      "/tickets",
      { serviceId: "a", thenServiceIds: Array(6).fill("a") },
      "thenServiceIds",
    ],
  ])("%s", async (_, path, body, field) => {
    const told = await manager.post(path, body, en)
    expect(told).toMatchObject(problem(400, "bad-request", field))
    expect(told.body.detail).toContain(field === "body" ? "JSON" : field)
  })

  test("malformed JSON says where", async () => {
    const { body } = await manager.post("/tickets", '{\n  "serviceId": "a",\n}', en)
    expect(body.detail).toContain("line 3, column 1")
  })

  test("a query that is wrong", async () => {
    expect(await manager.get("/events?after=soon")).toMatchObject(problem(400, "bad-request", "after"))
    expect(await manager.get("/events?before=3")).toMatchObject(problem(400, "bad-request", "before"))
    expect(await manager.get("/views/counter")).toMatchObject(problem(400, "bad-request", "counter"))
  })

  test.each(["short", "with a space", "x".repeat(129)])("the key %j", async (key) => {
    const told = await manager.post("/tickets", { serviceId: "a" }, { "idempotency-key": key })
    expect(told).toMatchObject(problem(400, "bad-request", "Idempotency-Key"))
  })

  test.each([
    ["a NUL", '{"counterId":"1","reason":"a\\u0000b"}', "reason"],
    ["half a character", '{"counterId":"1","reason":"\\ud83d"}', "reason"],
    ["a NUL in a field's name", '{"counterId":"1","\\u0000":1}', "body"],
    ["a NUL deep inside", '{"to":{"kind":"counter","more":[{"x":"\\u0000"}]}}', "to.more.0.x"],
  ])("%s, which no ledger can keep", async (_, body, field) => {
    const told = await manager.post(`/tickets/${unheard}/call`, body, en)
    expect(told).toMatchObject(problem(400, "bad-request", field))
  })

  test("an address with a NUL in it", async () => {
    expect(await manager.get("/tickets/%00")).toMatchObject(problem(400, "bad-request"))
    expect(await manager.get("/events?after=%00")).toMatchObject(problem(400, "bad-request"))
  })

  test("more than 64 kB", async () => {
    const told = await manager.post("/tickets", { serviceId: "x".repeat(65_536) })
    expect(told).toMatchObject(problem(413, "body-too-large", "body"))
  })

  test("more than 64 kB by a caller that does not say how much it sends", async () => {
    const token = await server.token("manager", "uji")
    const answer = await raw(
      `POST /v1/branches/uji/tickets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `10000\r\n${"x".repeat(65_536)}\r\n`.repeat(2),
    )
    expect(answer).toContain("413 Payload Too Large")
  })
})

describe("what cannot be done as things stand: 409, in the caller's language", () => {
  test("a service that is closed says from when", async () => {
    const body = { serviceId: "closed" }
    expect(await manager.post("/tickets", body, id)).toMatchObject(problem(409, "service-closed"))
    expect((await manager.post("/tickets", body, id)).body.detail).toMatch(
      /^Layanan ini sedang tutup\. Silakan coba .*mulai \d\d\.\d\d, atau tanya petugas\.$/,
    )
    expect((await manager.post("/tickets", body, en)).body.detail).toMatch(
      /^This service is closed\. Please try .*from \d\d:\d\d, or ask our staff\.$/,
    )
  })

  test("a day that is full says from when", async () => {
    await manager.take("full")
    const refused = await manager.post("/tickets", { serviceId: "full" }, id)
    expect(refused).toMatchObject(problem(409, "service-full"))
    expect(refused.body.detail).toBe(
      "Layanan ini sudah penuh hari ini. Silakan coba besok mulai 00.00, atau tanya petugas.",
    )
    expect((await manager.post("/tickets", { serviceId: "full" }, en)).body.detail).toBe(
      "This service is full for today. Please try tomorrow from 00:00, or ask our staff.",
    )
  })

  test.each([
    [
      "tutup",
      "a",
      "branch-closed",
      "Cabang sedang tutup. Silakan tanya petugas.",
      "The branch is closed. Please ask our staff.",
    ],
    [
      "jeda",
      "a",
      "taking-paused",
      "Pengambilan nomor dihentikan sementara. Mohon tunggu sebentar, atau hubungi petugas.",
      "Tickets are paused for the moment. Please wait a little, or ask our staff.",
    ],
    [
      "uji",
      "paused",
      "service-paused",
      "Layanan ini dihentikan sementara. Silakan pilih layanan lain, atau tanya petugas.",
      "This service is paused for the moment. Please choose another, or ask our staff.",
    ],
  ])("branch %s, service %s: %s", async (branch, serviceId, code, indonesian, english) => {
    const kiosk = callerOf(server.url, await server.token("kiosk", branch), branch)
    expect(await kiosk.post("/tickets", { serviceId }, id)).toMatchObject({
      status: 409,
      body: { code, detail: indonesian },
    })
    expect(await kiosk.post("/tickets", { serviceId }, en)).toMatchObject({
      status: 409,
      body: { code, detail: english },
    })
  })

  test("a counter that is closed, held, empty, busy, paused", async () => {
    const call = () => manager.post("/counters/1/call-next", {}, id)
    expect(await call()).toMatchObject(problem(409, "counter-closed"))
    await manager.post("/counters/1/open", { teller: { id: "budi", name: "Budi" } })
    const held = await manager.post("/counters/1/open", { teller: { id: "sari", name: "Sari" } }, en)
    expect(held).toMatchObject(problem(409, "counter-held"))
    expect(held.body).toMatchObject({
      teller: { id: "budi", name: "Budi" },
      detail: expect.stringContaining("Budi is using this counter"),
    })
    expect(await manager.post("/counters/2/open", { teller: { id: "budi", name: "Budi" } })).toMatchObject(
      problem(409, "teller-at-other-counter"),
    )
    const fullTicket = (await manager.get("/views/counter?counter=1")).body.waiting.tickets[0]
    await manager.post(`/tickets/${fullTicket.id}/withdraw`)
    expect(await call()).toMatchObject(problem(409, "queue-empty"))
    const first = (await manager.take("a")).ticket
    await manager.take("a")
    expect((await call()).status).toBe(200)
    expect(await call()).toMatchObject(problem(409, "counter-busy"))
    expect(await manager.post(`/tickets/${first.id}/recall`, {}, en)).toMatchObject({
      status: 409,
      body: { code: "recall-too-soon", detail: expect.stringMatching(/Call it again in \d+ seconds?\.$/) },
    })
    await manager.post(`/tickets/${first.id}/serve`)
    await manager.post(`/tickets/${first.id}/finish`)
    await manager.post("/counters/1/pause")
    expect(await call()).toMatchObject(problem(409, "counter-paused"))
    expect((await call()).body.detail).toBe("Loket ini sedang jeda. Lanjutkan loket dahulu, lalu coba lagi.")
    expect(await manager.post(`/tickets/${first.id}/serve`, {}, en)).toMatchObject({
      status: 409,
      body: {
        code: "ticket-in-other-status",
        ticketStatus: "finished",
        status: 409,
        detail: expect.stringContaining("the ticket is finished"),
      },
    })
  })

  test("without a language of ours the branch's first is spoken", async () => {
    const { body } = await manager.post("/tickets", { serviceId: "paused" }, { "accept-language": "fr" })
    expect(body.detail).toMatch(/^Layanan/)
  })
})

test("a path that is none is a problem too", async () => {
  const answer = await fetch(`${server.url}/v1/nothing`, { headers: en })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({
    code: "not-found",
    detail: "There is nothing at this address.",
  })
})

/** Opening hours of one minute, twelve hours away from now. */
function elsewhen() {
  const local = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })
  const at = (ms: number) => local.format(Date.now() + ms)
  return [{ days: [1, 2, 3, 4, 5, 6, 7], from: at(12 * 3_600_000), to: at(12 * 3_600_000 + 60_000) }]
}

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(server.port, "127.0.0.1", () => socket.write(request))
    socket.once("data", (part) => {
      resolve(part.toString())
      socket.destroy()
    })
    socket.once("error", reject)
  })
}
