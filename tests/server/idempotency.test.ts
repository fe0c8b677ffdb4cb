import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { freshDatabase, type FreshDatabase, query } from "../support/postgres.ts"
import { startServerApart, type ServerApart } from "../support/server.ts"

let database: FreshDatabase
let server: ServerApart

beforeEach(async () => {
  database = await freshDatabase()
  server = await startServerApart({ databaseUrl: database.url })
})

afterEach(async () => {
  await server.stop()
  await database.drop()
})

const keyed = (key: string = randomUUID()) => ({ "idempotency-key": key })
const valas = { serviceId: "valas" }

const eventCount = async (type: string) => {
  const [row] = await query<{ count: number }>(
    database.url,
    `SELECT count(*)::int AS count FROM "Event" WHERE type = $1`,
    [type],
  )
  return row?.count
}

describe("the same key", () => {
  test("gives the same answer, byte for byte, and one ticket", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const key = keyed()
    const first = await kiosk.post("/tickets", valas, key)
    const again = await kiosk.post("/tickets", `{ "class": "regular",\n "serviceId": "valas" }`, key)
    expect(first.status).toBe(201)
    expect([again.status, again.text]).toEqual([201, first.text])
    expect(await eventCount("ticket-taken")).toBe(1)
  })

  test("sent thirty times at once takes one ticket", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const key = keyed()
    const answers = await Promise.all(Array.from({ length: 30 }, () => kiosk.post("/tickets", valas, key)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await eventCount("ticket-taken")).toBe(1)
  })

  test("gives the same answer after kill -9 and a new start", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const key = keyed()
    const first = await kiosk.post("/tickets", valas, key)
    await server.kill()
    server = await startServerApart({ databaseUrl: database.url })
    const again = await callerOf(server.url, await server.token("kiosk")).post("/tickets", valas, key)
    expect([again.status, again.text]).toEqual([201, first.text])
    expect((await callerOf(server.url, await server.token("kiosk")).take("valas")).ticket.number).toBe("E002")
  })

  test("gives a refusal again, even when it would now be allowed", async () => {
    const teller = callerOf(server.url, await server.token("teller"))
    await teller.post("/counters/3/open", { teller: { id: "sari", name: "Sari" } })
    const key = keyed()
    const refused = await teller.post("/counters/3/call-next", {}, key)
    expect(refused).toMatchObject({ status: 409, body: { code: "queue-empty" } })
    await teller.take("valas")
    expect((await teller.post("/counters/3/call-next", {}, key)).text).toBe(refused.text)
    expect((await teller.post("/counters/3/call-next", {}, keyed())).status).toBe(200)
  })

  test("with another body, path or role is a mistake of the caller's: 422", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const teller = callerOf(server.url, await server.token("teller"))
    const key = keyed()
    const { ticket } = (await kiosk.post("/tickets", valas, key)).body
    const reused = { status: 422, body: { code: "key-reused" } }
    expect(await kiosk.post("/tickets", { serviceId: "kredit" }, key)).toMatchObject(reused)
    expect(await kiosk.post(`/tickets/${ticket.id}/withdraw`, {}, key)).toMatchObject(reused)
    expect(await teller.post("/tickets", valas, key)).toMatchObject(reused)
    await server.kill()
    server = await startServerApart({ databaseUrl: database.url })
    const later = callerOf(server.url, await server.token("kiosk"))
    expect(await later.post("/tickets", { serviceId: "kredit" }, key)).toMatchObject(reused)
    expect(await eventCount("ticket-taken")).toBe(1)
  })

  test("is the branch's: a request that could not be read does not use it up", async () => {
    const kiosk = callerOf(server.url, await server.token("kiosk"))
    const key = keyed()
    expect((await kiosk.post("/tickets", { serviceId: 1 }, key)).status).toBe(400)
    expect((await kiosk.post("/tickets", valas, key)).status).toBe(201)
  })
})

test("without a key each request is its own", async () => {
  const kiosk = callerOf(server.url, await server.token("kiosk"))
  expect([(await kiosk.take("valas")).ticket.number, (await kiosk.take("valas")).ticket.number]).toEqual([
    "E001",
    "E002",
  ])
})

test("of two servers on one database, the second gives the first one's answer", async () => {
  const other = await startServerApart({ databaseUrl: database.url })
  try {
    const token = await server.token("kiosk")
    const key = keyed()
    const first = await callerOf(server.url, token).post("/tickets", valas, key)
    const again = await callerOf(other.url, token).post("/tickets", valas, key)
    expect(again.text).toBe(first.text)
    expect(await eventCount("ticket-taken")).toBe(1)
  } finally {
    await other.stop()
  }
})
