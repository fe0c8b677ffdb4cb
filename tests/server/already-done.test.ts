import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf, type Told } from "../support/caller.ts"
import { newDevice } from "../support/device.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { inBank, inBranch, type Member, signedInMember } from "../support/staff.ts"

let server: TestServer
let manager: Member

beforeAll(async () => {
  server = await startTestServer()
  manager = await signedInMember(server, "manager", [inBranch("manager"), inBank("admin")])
})

afterAll(async () => {
  await server.stop()
})

const branch = "/v1/branches/demo"
const post = (key: string, path: string, body: object = {}): Promise<Told> =>
  manager.browser.ask("POST", branch + path, body, { "idempotency-key": key })

/** What the server keeps of a key's first answer. */
const kept = (key: string) =>
  query<{ status: number; body: string }>(
    server.databaseUrl,
    `SELECT status, body FROM "Answer" WHERE "commandId" = $1`,
    [key],
  )

const acts = async (act: string) =>
  (await query(server.databaseUrl, `SELECT seq FROM "AuditEntry" WHERE act = $1`, [act])).length

/** Asks three times by one key, the last two at once: it was done once, and nobody hears the secret again. */
async function onceShown(path: string, body: object, hint: RegExp): Promise<Told> {
  const key = randomUUID()
  const first = await post(key, path, body)
  expect(first.status, first.text).toBeLessThan(300)
  const again = await Promise.all([post(key, path, body), post(key, path, body)])
  for (const { status, body: problem } of again) {
    expect([status, problem.code]).toEqual([409, "already-done"])
    expect(problem.detail).toMatch(hint)
  }
  const rows = await kept(key)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.body).toBe("")
  return first
}

const sari = { staffId: "sari", name: "Sari", grants: [inBranch("teller")] }

describe("what is shown this once", () => {
  test("a member's one-time secret: one member, one entry, and how to make another", async () => {
    const before = await acts("staff-added")
    const { body } = await onceShown("/staff", sari, /Reset the account/)
    expect(body.secret.words).toMatch(/\S/)
    expect(await acts("staff-added")).toBe(before + 1)
    const reset = await onceShown("/staff/sari/reset", {}, /Reset the account/)
    expect(reset.body.secret.words).not.toBe(body.secret.words)
    expect(await acts("staff-reset")).toBe(1)
  })

  test("a key of a script's", async () => {
    const before = await acts("key-made")
    const { body } = await onceShown("/keys", { role: "display", label: "Papan" }, /./)
    expect(body.token).toMatch(/^gil_/)
    expect(await acts("key-made")).toBe(before + 1)
  })

  test("the PIN of the machines' settings", async () => {
    const { body } = await onceShown("/machine-settings/pin", {}, /./)
    expect(body.pin).toMatch(/^\d{6}$/)
  })

  test("a screen that is paired: the code is used up, and the retry is no wrong code", async () => {
    const device = await newDevice()
    const { userCode } = (await device.begin(server.url, "kiosk")).body
    await onceShown("/devices", { code: userCode, name: "Kiosk" }, /list of screens/)
    expect(await acts("pairing-refused")).toBe(0)
  })

  test("a no is no answer that would be kept: the same key may do it after all", async () => {
    const key = randomUUID()
    expect((await post(key, "/staff", sari)).body.code).toBe("staff-exists")
    expect(await kept(key)).toEqual([])
    expect((await post(key, "/staff", { ...sari, staffId: "tono", name: "Tono" })).status).toBe(201)
  })

  test("with another body under the same key is a mistake of the caller's: 422, and nothing is done", async () => {
    const key = randomUUID()
    expect((await post(key, "/keys", { role: "display", label: "Satu" })).status).toBeLessThan(300)
    const other = await post(key, "/keys", { role: "display", label: "Dua" })
    expect([other.status, other.body.code]).toEqual([422, "key-reused"])
  })
})

describe("what may be said again", () => {
  test("a member's roles: the retry gets the first answer to the byte, and one entry is written", async () => {
    const key = randomUUID()
    const roles = { grants: [inBranch("greeter")] }
    const first = await post(key, "/staff/sari/grants", roles)
    expect(first.status).toBe(200)
    expect((await post(key, "/staff/sari/grants", roles)).text).toBe(first.text)
    expect(await acts("grants-changed")).toBe(1)
    expect((await post(key, "/staff/sari/grants", { grants: [] })).body.code).toBe("key-reused")
  })

  test("an erasure: never taken for the one of another person", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const [one, two] = [(await kiosk.take("valas")).ticket, (await kiosk.take("valas")).ticket]
    const key = randomUUID()
    const first = await post(key, "/privacy/erase", { ticket: one.id })
    expect(first.status, first.text).toBe(200)
    expect((await post(key, "/privacy/erase", { ticket: one.id })).text).toBe(first.text)
    expect((await post(key, "/privacy/erase", { ticket: two.id })).body.code).toBe("key-reused")
  })
})
