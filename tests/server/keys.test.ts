import { KeyChanged, KeyList, KeyMade } from "@giliran/contract/keys"
import type { BranchId } from "@giliran/contract/basics"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { giliranApart } from "../support/command-line.ts"
import { type StaffedServer, staffedServer } from "../support/staffed-server.ts"
import { told } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"

let app: StaffedServer
let admin: Readonly<Record<string, string>>

beforeAll(async () => {
  app = await staffedServer([planOf({ branchId: "lain" })])
  admin = await app.signIn({ staffId: "ayu", grants: [{ branchId: "*", role: "admin" }] })
})

afterAll(async () => {
  await app.stop()
})

const keys = (branch = "demo") => `${app.url}/v1/branches/${branch}/keys`
const post = (url: string, body: object, headers = admin) =>
  told(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  })
const make = async (body: object) => KeyMade.parse((await post(keys(), body)).body)
const list = async (headers = admin) => KeyList.parse((await told(keys(), { headers })).body).keys
const statusWith = async (token: string, path = "/counters") =>
  (await told(`${app.url}/v1/branches/demo${path}`, { headers: { authorization: `Bearer ${token}` } })).status
const lastEntry = async () =>
  (
    await query<{ act: string; actor: string; address: string; body: Record<string, unknown> }>(
      app.databaseUrl,
      `SELECT act, actor, address, body FROM "AuditEntry" WHERE chain = 'demo' ORDER BY seq DESC LIMIT 1`,
    )
  )[0]

const body = { role: "manager", label: "gudang data", scopes: ["see-events", "see-counters"] }

describe("the keys of a branch", () => {
  test("one is made, shown once, narrowed to its scopes, and written down", async () => {
    const { key, token } = await make(body)
    expect(key).toMatchObject({ ...body, revokedAt: null })
    expect(await statusWith(token)).toBe(200)
    expect(await statusWith(token, "/plan")).toBe(403)
    expect((await list())[0]).toEqual(key)
    expect(JSON.stringify(await list())).not.toContain(token)
    expect(await lastEntry()).toEqual({
      act: "key-made",
      actor: "staff ayu",
      address: "127.0.0.1",
      body: { keyId: key.keyId, role: "manager", scopes: body.scopes, label: "gudang data" },
    })
  })

  test("one that is revoked opens nothing from then on, and may be revoked again", async () => {
    const { key, token } = await make(body)
    expect(await statusWith(token)).toBe(200)
    const revoked = KeyChanged.parse((await post(`${keys()}/${key.keyId}/revoke`, {})).body)
    expect(revoked.key.revokedAt).not.toBeNull()
    expect(await statusWith(token)).toBe(401)
    expect(await lastEntry()).toMatchObject({
      act: "key-revoked",
      actor: "staff ayu",
      body: { keyId: key.keyId },
    })
    const again = KeyChanged.parse((await post(`${keys()}/${key.keyId}/revoke`, {})).body)
    expect(again).toEqual(revoked)
    const entries = await query(
      app.databaseUrl,
      `SELECT 1 FROM "AuditEntry" WHERE act = 'key-revoked' AND body->>'keyId' = $1`,
      [key.keyId],
    )
    expect(entries).toHaveLength(1)
  })

  test("are of their branch only", async () => {
    const { key } = await make(body)
    expect(await post(`${keys("lain")}/${key.keyId}/revoke`, {})).toMatchObject({
      status: 404,
      body: { code: "unknown-key" },
    })
    expect(KeyList.parse((await told(keys("lain"), { headers: admin })).body).keys).toEqual([])
  })

  test("an unknown scope, role or field is refused by name, and nothing is made", async () => {
    const before = await list()
    expect(await post(keys(), { ...body, scopes: ["see-events", "rule-the-world"] })).toMatchObject({
      status: 400,
      body: { code: "bad-request", field: "scopes.1", detail: expect.stringContaining('"rule-the-world"') },
    })
    expect(await post(keys(), { ...body, role: "king" })).toMatchObject({
      status: 400,
      body: { field: "role" },
    })
    expect(await post(keys(), { ...body, isDemo: true })).toMatchObject({
      status: 400,
      body: { field: "isDemo" },
    })
    expect(await post(keys(), { role: "kiosk" })).toMatchObject({ status: 400, body: { field: "label" } })
    expect(await list()).toEqual(before)
  })

  test("are made by an admin who proved it lately, and by nobody else", async () => {
    const stale = await app.signIn({
      staffId: "ayu",
      grants: [{ branchId: "*", role: "admin" }],
      provedAt: Date.now() - 10 * 60_000,
    })
    expect(await post(keys(), body, stale)).toMatchObject({
      status: 403,
      body: { code: "fresh-sign-in-needed" },
    })
    const manager = await app.signIn({
      staffId: "budi",
      grants: [{ branchId: "demo" as BranchId, role: "manager" }],
    })
    expect((await post(keys(), body, manager)).status).toBe(403)
    expect(await list(manager)).toEqual(await list())
    const auditor = await app.signIn({ staffId: "ida", grants: [{ branchId: "*", role: "auditor" }] })
    expect((await post(keys(), body, auditor)).status).toBe(403)
    expect(await list(auditor)).toEqual(await list())
    const { origin: _, ...elsewhere } = admin
    expect(await post(keys(), body, { ...elsewhere, origin: "https://evil.example" })).toMatchObject({
      status: 403,
      body: { code: "cross-site" },
    })
  })
})

const giliran = (...words: string[]) => giliranApart(words, { DATABASE_URL: app.databaseUrl })

describe("giliran token revoke", () => {
  test("cuts a key on a running server within two seconds", async () => {
    const { key, token } = await make(body)
    expect(await statusWith(token)).toBe(200)
    expect(await giliran("token", "revoke", "--key", key.keyId)).toMatchObject({
      status: 0,
      stdout: `The key ${key.keyId} (manager of demo, gudang data) opens nothing any more.\n`,
      stderr: "",
    })
    await expect.poll(() => statusWith(token), { timeout: 2_000, interval: 50 }).toBe(401)
    expect(await lastEntry()).toMatchObject({ act: "key-revoked", actor: "command", address: "here" })
  })

  test("says what is wrong", async () => {
    expect(await giliran("token", "revoke")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--key"),
    })
    expect(await giliran("token", "revoke", "--key", "00000000")).toMatchObject({
      status: 2,
      stderr: 'There is no key "00000000".\n',
    })
  })
})
