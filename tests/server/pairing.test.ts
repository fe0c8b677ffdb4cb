import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { approveBeside, newDevice, pairedDevice, post } from "../support/device.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

/** What the auditor reads of it, the newest last. */
const audit = (act: string) =>
  query<{ chain: string; actor: string; address: string; body: Record<string, unknown> }>(
    server.databaseUrl,
    `SELECT chain, actor, address, body FROM "AuditEntry" WHERE act = $1 ORDER BY at, seq`,
    [act],
  )

describe("a screen that asks to be paired", () => {
  test("gets a code of consonants, good for five minutes, and the page where a manager enters it", async () => {
    const device = await newDevice()
    const { status, body } = await device.begin(server.url)
    expect(status).toBe(200)
    expect(body.userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    expect(body.pathWithCode).toBe(`/office/#pair=${body.userCode.replace("-", "")}`)
    expect(body.expiresInSeconds).toBe(300)
    expect(Math.abs(body.until - Date.now() - 300_000)).toBeLessThan(5_000)
  })

  test("is told to wait, and to wait longer when it asks too often", async () => {
    const device = await newDevice()
    const { deviceCode } = (await device.begin(server.url)).body
    const first = await device.poll(server.url, deviceCode)
    expect([first.status, first.body.code]).toEqual([409, "pairing-pending"])
    const second = await device.poll(server.url, deviceCode)
    expect([second.status, second.body.code, second.headers.get("retry-after")]).toEqual([
      429,
      "pairing-too-fast",
      "3",
    ])
  })

  test("leaves nothing in the database by which it could be impersonated", async () => {
    const device = await newDevice()
    const { deviceCode, userCode } = (await device.begin(server.url)).body
    const rows = await query<{ row: string }>(
      server.databaseUrl,
      `SELECT row_to_json(p)::text AS row FROM "Pairing" p`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(deviceCode)
    expect(JSON.stringify(rows)).not.toContain(userCode.replace("-", ""))
    expect(server.output()).not.toContain(deviceCode)
  })

  test.each([
    ["no key", { kind: "kiosk" }, "publicKey"],
    [
      "a point that is not on the curve",
      {
        kind: "kiosk",
        publicKey: { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) },
      },
      "publicKey",
    ],
    ["another kind", { kind: "toaster" }, "kind"],
  ])("with %s is told what is wrong", async (_, body, field) => {
    const answer = await post(`${server.url}/v1/pairings`, body)
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([400, "bad-request", field])
  })
})

describe("an approved screen", () => {
  test("gets its token, which opens its branch and nothing else", async () => {
    const { paired } = await pairedDevice(server)
    expect(paired).toMatchObject({ branch: "demo", name: "Kiosk by the door", renewInSeconds: 43_200 })
    expect(paired.token).toMatch(/^gid_/)
    const kiosk = callerOf(server.url, paired.token)
    expect((await kiosk.get("/views/kiosk")).status).toBe(200)
    expect((await kiosk.get("/views/counter?counter=1")).status).toBe(403)
    expect((await kiosk.take("kredit")).ticket.number).toMatch(/^[A-Z]\d{3}$/)
  })

  test("is named to the auditor, with the screen's id in the events of what is done at it", async () => {
    const { paired } = await pairedDevice(server, "kiosk", { name: "Kiosk upstairs" })
    const { ticket } = await callerOf(server.url, paired.token).take("kredit")
    const [event] = await query<{ actor: string }>(
      server.databaseUrl,
      `SELECT actor FROM "Event" WHERE body->>'ticketId' = $1`,
      [ticket.id],
    )
    expect(event?.actor).toBe(`kiosk ${paired.deviceId} from 127.0.0.1`)
    const entry = (await audit("device-paired")).at(-1)
    expect(entry).toMatchObject({
      chain: "demo",
      actor: "staff sari",
      address: "10.0.0.9",
      body: { deviceId: paired.deviceId, kind: "kiosk", name: "Kiosk upstairs" },
    })
  })

  test("of a counter knows its counter", async () => {
    const { paired } = await pairedDevice(server, "counter", { counterId: "1" })
    expect(paired.counter).toBe("1")
    const pc = callerOf(server.url, paired.token)
    expect((await pc.get("/counters")).status).toBe(200)
    expect((await pc.get("/views/counter?counter=1")).status).toBe(403)
  })

  test("whose answer was lost may ask again for a minute, with the same key; once the token was used, no more", async () => {
    const device = await newDevice()
    const { userCode, deviceCode } = (await device.begin(server.url)).body
    await approveBeside(server.databaseUrl, { userCode })
    const lost = (await device.pollPatiently(server.url, deviceCode)).body.token as string
    const { status, body } = await device.pollPatiently(server.url, deviceCode)
    expect(status).toBe(200)
    expect(body.token).not.toBe(lost)
    expect((await callerOf(server.url, body.token).get("/views/kiosk")).status).toBe(200)
    const third = await device.pollPatiently(server.url, deviceCode)
    expect([third.status, third.body.code]).toEqual([404, "pairing-over"])
  })

  test("that asks after that minute gets nothing", async () => {
    const device = await newDevice()
    const { userCode, deviceCode } = (await device.begin(server.url)).body
    await approveBeside(server.databaseUrl, { userCode })
    await device.pollPatiently(server.url, deviceCode)
    await query(server.databaseUrl, `UPDATE "Pairing" SET "usedAt" = "usedAt" - interval '61 seconds'`)
    expect((await device.pollPatiently(server.url, deviceCode)).body.code).toBe("pairing-over")
  })

  test("approved in its last second, still gets its token", async () => {
    const device = await newDevice()
    const { userCode, deviceCode } = (await device.begin(server.url)).body
    await approveBeside(server.databaseUrl, { userCode })
    await query(server.databaseUrl, `UPDATE "Pairing" SET until = now() WHERE "usedAt" IS NULL`)
    expect((await device.pollPatiently(server.url, deviceCode)).status).toBe(200)
  })
})

describe("nobody gets a token", () => {
  test("with another device's key, or a forged signature, or an unknown code: all told the same", async () => {
    const [device, thief] = [await newDevice(), await newDevice()]
    const { userCode, deviceCode } = (await device.begin(server.url)).body
    await approveBeside(server.databaseUrl, { userCode })
    const tries = [
      await thief.poll(server.url, deviceCode),
      await post(`${server.url}/v1/pairings/poll`, { deviceCode, signature: "A".repeat(86) }),
      await post(`${server.url}/v1/pairings/poll`, { deviceCode, signature: "" }),
      await thief.poll(server.url, "never-given"),
    ]
    expect(new Set(tries.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(tries[0]?.body.code).toBe("pairing-over")
    // And the true one is neither kept waiting by them nor shut out.
    expect((await device.poll(server.url, deviceCode)).status).toBe(200)
  })

  test("by a code that ran out", async () => {
    const device = await newDevice()
    const { userCode, deviceCode } = (await device.begin(server.url)).body
    await query(server.databaseUrl, `UPDATE "Pairing" SET until = now() WHERE "deviceId" IS NULL`)
    expect(await approveBeside(server.databaseUrl, { userCode })).toEqual({ refused: "pairing-refused" })
    expect((await device.poll(server.url, deviceCode)).body.code).toBe("pairing-over")
    expect((await audit("pairing-refused")).at(-1)?.body).toEqual({ why: "expired-code" })
  })

  test("by a code that was used", async () => {
    const device = await newDevice()
    const { userCode } = (await device.begin(server.url)).body
    expect(await approveBeside(server.databaseUrl, { userCode })).toHaveProperty("device")
    expect(await approveBeside(server.databaseUrl, { userCode })).toEqual({ refused: "pairing-refused" })
    expect((await audit("pairing-refused")).at(-1)?.body).toEqual({ why: "used-code" })
  })

  test("twice by two managers at the same moment", async () => {
    const device = await newDevice()
    const { userCode } = (await device.begin(server.url)).body
    const both = await Promise.all([1, 2].map(() => approveBeside(server.databaseUrl, { userCode })))
    expect(both.filter((approved) => "device" in approved)).toHaveLength(1)
    expect(both.filter((approved) => "refused" in approved)).toHaveLength(1)
  })
})

describe("whoever asks for codes without end", () => {
  test("has to wait after forty in five minutes, and is told how long", async () => {
    const own = await startTestServer()
    try {
      const device = await newDevice()
      const answers = []
      for (let n = 0; n < 42; n++) answers.push(await device.begin(own.url))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(40)
      const refused = answers.filter(({ status }) => status === 429)
      expect(refused.map(({ body }) => (body as { code?: string }).code)).toEqual([
        "too-many-requests",
        "too-many-requests",
      ])
      expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(200)
    } finally {
      await own.stop()
    }
  })
})
