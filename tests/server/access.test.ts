import { giliranApart } from "../support/command-line.ts"
import { useHouse } from "../support/house.ts"
import { request } from "node:http"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { digestOf } from "../../server/access/tokens.ts"
import { callerOf } from "../support/caller.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

describe("a customer", () => {
  test("sees, withdraws and returns the own ticket, and does nothing else with it", async () => {
    const teller = callerOf(server.url, await server.token("teller"))
    const { ticket, link } = await teller.take("valas")
    const customer = callerOf(server.url, link.split(".")[1] ?? "")
    expect((await customer.get(`/tickets/${ticket.id}`)).body.id).toBe(ticket.id)
    for (const verb of ["call", "serve", "finish", "recall", "transfer", "park", "no-show"])
      expect((await customer.post(`/tickets/${ticket.id}/${verb}`, { counterId: "3" })).status).toBe(403)
    expect((await customer.post("/tickets", { serviceId: "valas" })).status).toBe(403)
    const other = (await teller.take("valas")).ticket
    expect((await customer.get(`/tickets/${other.id}`)).status).toBe(403)
    expect((await customer.post(`/tickets/${other.id}/withdraw`)).status).toBe(403)
    expect((await customer.post(`/tickets/${ticket.id}/return`)).status).toBe(409)
    expect((await customer.post(`/tickets/${ticket.id}/withdraw`)).body.ticket.status).toBe("withdrawn")
  })

  test("is named to the auditor by the ticket, and the secret is in no event and no log", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const { ticket, link } = await kiosk.take("kredit")
    const secret = link.split(".")[1] ?? ""
    await callerOf(server.url, secret).post(`/tickets/${ticket.id}/withdraw`)
    const rows = await query<{ type: string; actor: string; body: string }>(
      server.databaseUrl,
      `SELECT type, actor, body::text FROM "Event" WHERE body->>'ticketId' = $1 ORDER BY seq`,
      [ticket.id],
    )
    expect(rows.map(({ type, actor }) => [type, actor])).toEqual([
      ["ticket-taken", expect.stringMatching(/^kiosk [0-9a-f]{8} from 127\.0\.0\.1$/)],
      ["ticket-withdrawn", `customer ${ticket.id}`],
    ])
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(server.output()).not.toContain(secret)
  })
})

describe("tokens", () => {
  test("only their digest is stored", async () => {
    const token = await server.token("kiosk")
    const rows = await query<{ row: string }>(
      server.databaseUrl,
      `SELECT row_to_json(t)::text AS row FROM "AccessToken" t`,
    )
    expect(rows.some(({ row }) => row.includes(digestOf(token)))).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test("one that was revoked opens nothing", async () => {
    const token = await server.token("kiosk")
    await useHouse(server.databaseUrl, async (ledger) => {
      const row = await ledger.keys.find(digestOf(token))
      const at = Date.now() as Instant
      const entry = { chain: "demo" as BranchId, at, actor: "test", address: "here", body: {} }
      if (row)
        await ledger.database.transaction((tx) =>
          ledger.keys.save(tx, { ...row, revokedAt: at }, { ...entry, act: "key-revoked" }),
        )
    })
    expect((await callerOf(server.url, token).get("/views/kiosk")).status).toBe(401)
  })
})

const giliran = (...words: string[]) => giliranApart(words, { DATABASE_URL: server.databaseUrl })

describe("giliran token", () => {
  test("prints a token that works, and nothing else", async () => {
    const { status, stdout, stderr } = await giliran("token", "--role", "teller", "--branch", "demo")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toMatch(/^gil_[A-Za-z0-9_-]{43}\n$/)
    const token = stdout.trim()
    expect((await callerOf(server.url, token).get("/counters")).status).toBe(200)
    expect((await callerOf(server.url, token).get("/plan")).status).toBe(403)
  })

  test.each([
    [["token"], "--role kiosk|display|greeter|teller|supervisor|manager"],
    [
      ["token", "--role", "king", "--branch", "demo"],
      "--role kiosk|display|greeter|teller|supervisor|manager",
    ],
    [["token", "--role", "kiosk"], "--branch"],
    [["token", "--role", "kiosk", "--branch", "nirwana"], 'There is no branch "nirwana"'],
    [["token", "--roll", "kiosk"], "--roll"],
    [["tokn"], 'There is no "giliran tokn"'],
  ])("%j: says what is wrong and exits with 2", async (words, advice) => {
    const { status, stdout, stderr } = await giliran(...words)
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toContain(advice)
  })
})

const host = () => `127.0.0.1:${server.port}`

const enter = (headers: Record<string, string>, screen = "kiosk") =>
  new Promise<{ status: number; body: { token: string; branch: string } }>((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port: server.port,
        path: "/v1/demo/session",
        method: "POST",
        headers: { host: host(), ...headers },
      },
      (answer) => {
        let text = ""
        answer.on("data", (part) => (text += part))
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }))
      },
    )
    asked.once("error", reject)
    asked.end(JSON.stringify({ screen }))
  })

describe("the demo's door", () => {
  test.each([
    ["kiosk", "/views/kiosk"],
    ["display", "/views/display"],
    ["counter", "/views/counter?counter=1"],
  ])("gives the %s its token", async (screen, view) => {
    const { status, body } = await enter(
      { origin: `http://${host()}`, "sec-fetch-site": "same-origin" },
      screen,
    )
    expect([status, body.branch]).toEqual([200, "demo"])
    expect((await callerOf(server.url, body.token).get(view)).status).toBe(200)
    expect((await enter({}, screen)).body.token).toBe(body.token)
  })

  test.each([
    ["by another name", { host: "giliran.example" }],
    ["by a name that ends in ours", { host: "localhost.evil.example" }],
    ["from another site's page", { "sec-fetch-site": "cross-site" }],
    ["from a page of another port", { "sec-fetch-site": "same-site" }],
    ["from another origin", { origin: "http://evil.example" }],
    ["from a page without an origin", { origin: "null" }],
    ["through a proxy", { "x-forwarded-for": "10.0.0.7" }],
    ["through a modern proxy", { forwarded: "for=10.0.0.7" }],
  ])("is closed %s", async (_, headers) => {
    expect((await enter(headers)).status).toBe(403)
  })

  test("is closed when the server listens to the network", async () => {
    const open = await startTestServer({ env: { HOST: "0.0.0.0" } })
    try {
      const answer = await fetch(`${open.url}/v1/demo/session`, {
        method: "POST",
        body: '{"screen":"kiosk"}',
      })
      expect(answer.status).toBe(403)
    } finally {
      await open.stop()
    }
  })
})
