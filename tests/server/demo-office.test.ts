import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { browserOf } from "../support/browser.ts"
import { callerOf } from "../support/caller.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { inBranch } from "../support/staff.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

const enter = { screen: "office" }

describe("the demo's office", () => {
  test("opens with one click on the server's own machine, as the demo branch's manager and nothing else", async () => {
    const browser = browserOf(server.url)
    expect((await browser.get("/v1/sign-in")).body).toEqual({ oidc: null, isDemo: true })
    const entered = await browser.post("/v1/demo/session", enter)
    expect([entered.status, entered.body]).toEqual([
      200,
      expect.objectContaining({ staffId: "demo-manager", grants: [inBranch("manager")], limitedTo: null }),
    ])
    expect((await browser.get("/v1/branches/demo/plan")).status).toBe(200)
    expect((await browser.get("/v1/bank/staff")).status).toBe(403)
    const added = await browser.post("/v1/branches/demo/staff", {
      staffId: "demo-teller",
      name: "Tari",
      grants: [inBranch("teller")],
    })
    expect(added.status).toBe(201)
    const entries = await query<{ actor: string; act: string; body: object }>(
      server.databaseUrl,
      `SELECT actor, act, body FROM "AuditEntry" WHERE act IN ('signed-in', 'staff-added') ORDER BY seq`,
    )
    expect(entries).toMatchObject([
      { actor: "demo", act: "staff-added", body: { staffId: "demo-manager" } },
      { actor: "staff demo-manager", act: "signed-in", body: { method: "demo" } },
      { actor: "staff demo-manager", act: "staff-added", body: { staffId: "demo-teller" } },
    ])
  })

  test("has no password that could be guessed", async () => {
    const browser = browserOf(server.url)
    await browser.post("/v1/demo/session", enter)
    for (const password of ["demo", "demo-manager", "password", ""]) {
      const { status } = await browserOf(server.url).post("/v1/session", {
        staffId: "demo-manager",
        password,
      })
      expect([400, 401]).toContain(status)
    }
  })

  test("is closed to another site's page and through a proxy", async () => {
    const browser = browserOf(server.url)
    for (const headers of [
      { origin: "http://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { "x-forwarded-for": "10.0.0.7" },
    ])
      expect((await browser.ask("POST", "/v1/demo/session", enter, headers)).status).toBe(403)
    expect(browser.token()).toBeNull()
  })

  test("opens nothing on a server that listens to the network: no door, no session, no key", async () => {
    const here = browserOf(server.url)
    await here.post("/v1/demo/session", enter)
    const { token } = (await here.post("/v1/demo/session", { screen: "kiosk" })).body
    const open = await startTestServer({ databaseUrl: server.databaseUrl, env: { HOST: "0.0.0.0" } })
    try {
      const there = browserOf(open.url, here.token())
      expect((await there.get("/v1/sign-in")).body.isDemo).toBe(false)
      expect((await there.post("/v1/demo/session", enter)).status).toBe(403)
      expect((await there.get("/v1/session")).status).toBe(401)
      expect((await there.get("/v1/branches/demo/plan")).status).toBe(401)
      expect((await callerOf(open.url, token).get("/views/kiosk")).status).toBe(401)
      expect((await here.get("/v1/session")).status).toBe(200)
      expect((await callerOf(server.url, token).get("/views/kiosk")).status).toBe(200)
    } finally {
      await open.stop()
    }
  })
})
