import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { told } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { BranchId } from "@giliran/contract/basics"
import { startTestServer, type TestServer } from "../support/server.ts"

const plans = [planOf({ branchId: BranchId.parse("uji"), zone: "Asia/Jakarta", services: { a: "A" } })]
let believing: TestServer
let plain: TestServer

beforeAll(async () => {
  ;[believing, plain] = await Promise.all([
    startTestServer({ plans, env: { TRUSTED_PROXIES: "127.0.0.1,10.0.0.0/8,fd00::/8" } }),
    startTestServer({ plans }),
  ])
})

afterAll(async () => {
  await Promise.all([believing.stop(), plain.stop()])
})

/** Where the ledger says that a ticket was taken from. */
async function takenFrom(server: TestServer, headers: Readonly<Record<string, string>>): Promise<string> {
  const { status, body } = await told(`${server.url}/v1/branches/uji/tickets`, {
    method: "POST",
    headers: { authorization: `Bearer ${await server.token("kiosk", "uji")}`, ...headers },
    body: '{"serviceId":"a"}',
  })
  if (status !== 201) throw new Error(`No ticket: ${JSON.stringify(body)}`)
  const [row] = await query<{ actor: string }>(
    server.databaseUrl,
    `SELECT actor FROM "Event" WHERE type = 'ticket-taken' AND body->>'ticketId' = $1`,
    [body.ticket.id],
  )
  return row?.actor.replace(/^.* from /, "") ?? ""
}

describe("behind a proxy that is trusted", () => {
  test.each([
    ["the one whom the proxy heard", { "x-forwarded-for": "203.0.113.9" }, "203.0.113.9"],
    ["not what that one claims", { "x-forwarded-for": "1.2.3.4, 203.0.113.9" }, "203.0.113.9"],
    ["through two proxies of ours", { "x-forwarded-for": "203.0.113.9, 10.1.2.3" }, "203.0.113.9"],
    ["through one by IPv6", { "x-forwarded-for": "2001:db8::7, fd00::1" }, "2001:db8::7"],
    ["with a port", { "x-forwarded-for": "203.0.113.9:4711" }, "203.0.113.9"],
    ["in the newer header", { forwarded: 'for=1.2.3.4, for="[2001:db8::7]:80";proto=https' }, "2001:db8::7"],
    [
      "not in the newer one where the proxy writes the older",
      { forwarded: "for=1.2.3.4", "x-forwarded-for": "203.0.113.9" },
      "203.0.113.9",
    ],
    ["an inner caller", { "x-forwarded-for": "10.9.9.9" }, "10.9.9.9"],
    ["nobody who could be told: the proxy itself", { "x-forwarded-for": "unknown, <script>" }, "127.0.0.1"],
    ["none said", {}, "127.0.0.1"],
  ])("%s", async (_, headers, address) => {
    expect(await takenFrom(believing, headers)).toBe(address)
  })

  test("HSTS goes along where the browser came by TLS, and only there", async () => {
    expect(await hstsWith(believing, "https")).toContain("max-age=31536000")
    expect(await hstsWith(believing, "http, https")).toContain("max-age=31536000")
    expect(await hstsWith(believing, "http")).toBeNull()
    expect(await hstsWith(plain, "https")).toBeNull()
  })
})

test("whoever is no proxy of ours is where it is, whatever it says", async () => {
  expect(await takenFrom(plain, { "x-forwarded-for": "203.0.113.9" })).toBe("127.0.0.1")
  expect(await takenFrom(plain, { forwarded: "for=203.0.113.9" })).toBe("127.0.0.1")
})

async function hstsWith(server: TestServer, proto: string): Promise<string | null> {
  const { headers } = await told(server.url, { headers: { "x-forwarded-proto": proto } })
  return headers.get("strict-transport-security")
}
