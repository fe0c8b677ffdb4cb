import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { digestOf } from "../../server/access/tokens.ts"
import { browserOf } from "../support/browser.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { addStaff, goodPassword, inBank, inBranch, setUpTotp, signedInMember } from "../support/staff.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

describe("the first sign-in", () => {
  test("V6.4.1 the one-time secret opens nothing but the choice of a password, and counts once", async () => {
    const secret = await addStaff(server.databaseUrl, "dewi", [inBranch("teller")])
    expect(secret.split(" ")).toHaveLength(6)
    const browser = browserOf(server.url)
    const early = await browser.post("/v1/session", { staffId: "dewi", password: secret })
    expect([early.status, early.body.code]).toEqual([403, "new-password-needed"])
    expect(browser.token()).toBeNull()

    const chosen = await browser.post("/v1/session/password", {
      staffId: "dewi",
      password: secret,
      newPassword: goodPassword,
    })
    expect([chosen.status, chosen.body]).toEqual([
      200,
      expect.objectContaining({ staffId: "dewi", name: "Nama dewi", limitedTo: null, hasTotp: false }),
    ])
    expect((await browser.get("/v1/session")).body).toMatchObject({ staffId: "dewi" })
    expect((await browser.get("/v1/branches")).body.branches).toMatchObject([{ branchId: "demo" }])
    const again = await browserOf(server.url).post("/v1/session", { staffId: "dewi", password: secret })
    expect(again.body.code).toBe("sign-in-failed")
  })

  test("V7.2.2 V7.2.3 V3.3.1 V3.3.2 V3.3.3 V3.3.4 the cookie has every protection, and its token is stored as a digest", async () => {
    await signedInMember(server, "budi", [inBranch("teller")])
    const answer = await browserOf(server.url).post("/v1/session", {
      staffId: "budi",
      password: goodPassword,
    })
    const [cookie = ""] = answer.headers.getSetCookie()
    expect(cookie).toMatch(
      /^__Host-giliran=gis_[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    )
    const token = cookie.slice("__Host-giliran=".length).split(";")[0] ?? ""
    const rows = await query<{ row: string }>(
      server.databaseUrl,
      `SELECT row_to_json(t)::text AS row FROM "StaffSession" t`,
    )
    expect(JSON.stringify(rows)).toContain(digestOf(token))
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(server.output()).not.toContain(token)
  })
})

describe("the authenticator", () => {
  test("V6.3.3 a manager may do nothing before it is set up, and then everything at once", async () => {
    const secret = await addStaff(server.databaseUrl, "ratna", [inBranch("manager")])
    const browser = browserOf(server.url)
    const first = await browser.post("/v1/session/password", {
      staffId: "ratna",
      password: secret,
      newPassword: goodPassword,
    })
    expect(first.body.limitedTo).toBe("totp")
    for (const path of ["/v1/branches", "/v1/branches/demo/staff", "/v1/branches/demo/plan"])
      expect((await browser.get(path)).body.code).toBe("totp-needed")
    const before = browser.copy()
    const { code, recoveryCodes } = await setUpTotp(browser)
    expect(recoveryCodes).toHaveLength(10)
    expect((await browser.get("/v1/branches/demo/plan")).status).toBe(200)
    expect((await browser.get("/v1/session")).body).toMatchObject({ limitedTo: null, hasTotp: true })
    expect((await before.get("/v1/session")).status).toBe(401)

    const next = browserOf(server.url)
    const typed = { staffId: "ratna", password: goodPassword }
    expect((await next.post("/v1/session", typed)).body.code).toBe("code-needed")
    const digits = code()
    expect((await next.post("/v1/session", { ...typed, code: digits })).status).toBe(200)
    expect((await next.post("/v1/session", { ...typed, code: digits })).body.code).toBe("sign-in-failed")
  })

  test("V6.5.1 V6.5.2 a recovery code counts once, and is stored as a digest of more than 112 bits", async () => {
    const { recoveryCodes } = await signedInMember(server, "agus", [inBank("auditor")])
    const typed = { staffId: "agus", password: goodPassword, code: recoveryCodes[3]?.toLowerCase() }
    expect(recoveryCodes[3]?.replaceAll("-", "").length).toBe(24)
    expect((await browserOf(server.url).post("/v1/session", typed)).status).toBe(200)
    expect((await browserOf(server.url).post("/v1/session", typed)).body.code).toBe("sign-in-failed")
    const [row] = await query<{ recoveryCodes: string[]; totpSecret: string }>(
      server.databaseUrl,
      `SELECT "recoveryCodes", "totpSecret" FROM "Staff" WHERE id = 'agus'`,
    )
    expect(row?.recoveryCodes).toHaveLength(9)
    for (const digest of row?.recoveryCodes ?? []) expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })
})
