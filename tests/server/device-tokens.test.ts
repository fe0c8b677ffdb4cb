import { setTimeout as sleep } from "node:timers/promises"
import type { DeviceToken } from "@giliran/contract/devices"
import { BranchId } from "@giliran/contract/basics"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { newDevice, pairedDevice, post } from "../support/device.ts"
import { joinLive } from "../support/live-screen.ts"
import { planOf } from "../support/plan-of.ts"
import { freshDatabase, query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: BranchId.parse("other") })] })
})

afterAll(async () => {
  await server.stop()
})

const opens = async (token: string) => (await callerOf(server.url, token).get("/views/kiosk")).status === 200

/** As if it had been replaced so long ago that everything remembered of it is forgotten. */
const longAgo = async ({ deviceId }: DeviceToken) => {
  await query(
    server.databaseUrl,
    `UPDATE "DeviceToken" SET "replacedAt" = "replacedAt" - interval '61 seconds' WHERE "deviceId" = $1`,
    [deviceId],
  )
  await forgetting()
}

/** As a change of anybody's access anywhere makes every server forget what it knew. */
const forgetting = async () => {
  await query(server.databaseUrl, `UPDATE "AccessVersion" SET version = version + 1`)
  await sleep(1_300)
}

const refusals = ({ deviceId }: DeviceToken) =>
  query<{ why: string; actor: string; address: string }>(
    server.databaseUrl,
    `SELECT body->>'why' AS why, actor, address FROM "AuditEntry"
     WHERE act = 'device-token-refused' AND body->>'deviceId' = $1 ORDER BY seq`,
    [deviceId],
  )

describe("a paired screen's token", () => {
  test("is stored as its digest only", async () => {
    const { paired } = await pairedDevice(server)
    const rows = await query<{ row: string }>(
      server.databaseUrl,
      `SELECT row_to_json(t)::text AS row FROM "DeviceToken" t`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(paired.token)
    expect(server.output()).not.toContain(paired.token)
  })

  test("is replaced by the next, and good for a minute more", async () => {
    const { device, paired } = await pairedDevice(server)
    const { status, body: next } = await device.renew(server.url, paired.token)
    expect(status).toBe(200)
    expect(next).toMatchObject({ deviceId: paired.deviceId, branch: "demo", name: paired.name })
    expect(next.token).not.toBe(paired.token)
    expect([await opens(next.token), await opens(paired.token)]).toEqual([true, true])
    await longAgo(paired)
    expect([await opens(next.token), await opens(paired.token)]).toEqual([true, false])
  })

  test("that was replaced long ago gets nothing, and whoever shows it is written down, once", async () => {
    const { device, paired } = await pairedDevice(server)
    const next = (await device.renew(server.url, paired.token)).body as DeviceToken
    expect(await opens(next.token)).toBe(true)
    await longAgo(paired)
    expect((await device.renew(server.url, paired.token)).status).toBe(401)
    for (let n = 0; n < 3; n++) expect(await opens(paired.token)).toBe(false)
    expect(await refusals(paired)).toEqual([
      { why: "older-token", actor: `kiosk ${paired.deviceId}`, address: "127.0.0.1" },
    ])
    expect(await opens(next.token)).toBe(true)
  })

  test("whose successors were all lost on the way is still good for the next, however late", async () => {
    const { device, paired } = await pairedDevice(server)
    await device.renew(server.url, paired.token)
    await device.renew(server.url, paired.token)
    await longAgo(paired)
    const { status, body } = await device.renew(server.url, paired.token)
    expect(status).toBe(200)
    expect(await opens(body.token)).toBe(true)
    expect(await refusals(paired)).toEqual([])
  })

  test("that ran out opens nothing, and is good for the next up to ninety days later", async () => {
    const { device, paired } = await pairedDevice(server)
    const off = async (days: number) => {
      await query(
        server.databaseUrl,
        `UPDATE "DeviceToken" SET until = now() - make_interval(days => $2) WHERE "deviceId" = $1`,
        [paired.deviceId, days],
      )
      await forgetting()
    }
    await off(89)
    expect(await opens(paired.token)).toBe(false)
    const { status, body } = await device.renew(server.url, paired.token)
    expect([status, await opens(body.token)]).toEqual([200, true])
    await off(91)
    expect((await device.renew(server.url, body.token)).status).toBe(401)
    expect((await refusals(paired)).map(({ why }) => why)).toEqual(["off-too-long"])
  })

  test("is not given to another key, nor to a signature that was seen before", async () => {
    const { device, paired } = await pairedDevice(server)
    const thief = await newDevice()
    expect((await thief.renew(server.url, paired.token)).status).toBe(401)
    const forged = { token: paired.token, at: Date.now(), signature: "A".repeat(86) }
    expect((await post(`${server.url}/v1/devices/token`, forged)).status).toBe(401)
    const at = Date.now()
    expect((await device.renew(server.url, paired.token, at)).status).toBe(200)
    expect((await device.renew(server.url, paired.token, at)).status).toBe(401)
    expect((await device.renew(server.url, paired.token, at - 1)).status).toBe(401)
    expect((await device.renew(server.url, paired.token, at + 1)).status).toBe(200)
    expect((await refusals(paired)).map(({ why }) => why)).toEqual(["wrong-signature", "asked-before"])
  })

  test("nobody knows is refused, and fills no audit", async () => {
    const before = await query(server.databaseUrl, `SELECT FROM "AuditEntry"`)
    const unknown = `gid_${"x".repeat(43)}`
    expect(await opens(unknown)).toBe(false)
    expect((await (await newDevice()).renew(server.url, unknown)).status).toBe(401)
    expect(await query(server.databaseUrl, `SELECT FROM "AuditEntry"`)).toHaveLength(before.length)
  })

  test("of another branch gets no data, by HTTP and by socket", async () => {
    const { paired } = await pairedDevice(server, "kiosk", {
      branch: "other",
      caller: otherManager,
    })
    const answer = await callerOf(server.url, paired.token).get("/views/kiosk")
    expect([answer.status, answer.body.code]).toEqual([403, "not-allowed"])
    expect(answer.text).not.toMatch(/waitingCount|services/)
    await expect(joinLive(server.url, { token: paired.token, view: "kiosk" })).rejects.toThrow("not-allowed")
    const own = await joinLive(server.url, { token: paired.token, view: "kiosk", branch: "other" })
    own.close()
  })

  test("that is forged gets no data, by HTTP and by socket", async () => {
    const forged = `gid_${"f".repeat(43)}`
    const answer = await callerOf(server.url, forged).get("/views/kiosk")
    expect([answer.status, answer.body.code]).toEqual([401, "not-signed-in"])
    await expect(joinLive(server.url, { token: forged, view: "kiosk" })).rejects.toThrow("not-signed-in")
  })

  test("is seen, and the list says when", async () => {
    const { paired } = await pairedDevice(server, "display", { name: "Hall" })
    const manager = callerOf(server.url, await server.token("manager"))
    const listed = async () =>
      (await manager.get("/devices")).body.devices.find(
        ({ deviceId }: { deviceId: string }) => deviceId === paired.deviceId,
      )
    expect(await listed()).toEqual({
      deviceId: paired.deviceId,
      kind: "display",
      name: "Hall",
      counterId: null,
      pairedAt: expect.any(Number),
      approvedBy: "staff sari",
      lastSeenAt: null,
      revokedAt: null,
      health: null,
    })
    await callerOf(server.url, paired.token).get("/views/display")
    expect(Math.abs((await listed()).lastSeenAt - Date.now())).toBeLessThan(5_000)
  })
})

const otherManager = {
  kind: "staff",
  staffId: "made" as never,
  name: "Made",
  grants: [{ branchId: BranchId.parse("other"), role: "manager" }],
  session: { digest: "", provedAt: Date.now() as never, isLimited: false },
} as const

describe("a screen's name", () => {
  test("is changed by the branch's manager, and the auditor reads both", async () => {
    const { paired } = await pairedDevice(server, "kiosk", { name: "Kiosk A" })
    const manager = callerOf(server.url, await server.token("manager"))
    const renamed = await manager.post(`/devices/${paired.deviceId}/rename`, { name: "  Kiosk B " })
    expect([renamed.status, renamed.body.device.name]).toEqual([200, "Kiosk B"])
    const [entry] = await query<{ body: object }>(
      server.databaseUrl,
      `SELECT body FROM "AuditEntry" WHERE act = 'device-renamed'`,
    )
    expect(entry?.body).toEqual({ deviceId: paired.deviceId, from: "Kiosk A", to: "Kiosk B" })
  })

  test.each(["revoke", "rename"])(
    "%s: not of another branch's screen, not of one that is not",
    async (verb) => {
      const { paired } = await pairedDevice(server)
      const body = verb === "rename" ? { name: "Mine" } : {}
      const manager = callerOf(server.url, await server.token("manager", "other"), "other")
      for (const id of [paired.deviceId, "A".repeat(16), "x"]) {
        const answer = await manager.post(`/devices/${id}/${verb}`, body)
        expect([answer.status, answer.body.code]).toEqual([404, "unknown-device"])
      }
      expect(await opens(paired.token)).toBe(true)
      const teller = callerOf(server.url, await server.token("teller"))
      expect((await teller.post(`/devices/${paired.deviceId}/${verb}`, body)).status).toBe(403)
      expect((await teller.get("/devices")).status).toBe(403)
    },
  )
})

describe("a revoked screen", () => {
  test("is cut off within two seconds on every server, and its token opens nothing", async () => {
    const database = await freshDatabase()
    const nodes = [
      await startTestServer({ databaseUrl: database.url }),
      await startTestServer({ databaseUrl: database.url }),
    ] as const
    try {
      const [here] = nodes
      const { device, paired } = await pairedDevice(here)
      const { token } = paired
      const stays = await here.token("kiosk")
      const screens = await Promise.all(nodes.map(({ url }) => joinLive(url, { token, view: "kiosk" })))
      const others = await Promise.all(nodes.map(({ url }) => joinLive(url, { token: stays, view: "kiosk" })))
      const manager = callerOf(here.url, await here.token("manager"))
      const isCut = screens.map(
        ({ socket }) => new Promise((cut) => socket.once("disconnect", () => cut(performance.now()))),
      )
      const started = performance.now()
      const revoked = await manager.post(`/devices/${paired.deviceId}/revoke`)
      expect([revoked.status, typeof revoked.body.device.revokedAt]).toEqual([200, "number"])
      expect((await callerOf(here.url, token).get("/views/kiosk")).status).toBe(401)
      const cutAt = (await Promise.all(isCut)) as number[]
      expect(Math.max(...cutAt) - started).toBeLessThan(2_000)
      for (const { url } of nodes) expect((await callerOf(url, token).get("/views/kiosk")).status).toBe(401)
      expect((await device.renew(nodes[1].url, token)).status).toBe(401)
      expect(others.every(({ socket }) => socket.connected)).toBe(true)

      const again = await manager.post(`/devices/${paired.deviceId}/revoke`)
      expect(again.body).toEqual(revoked.body)
      const entries = await query<{ act: string; why: string | null }>(
        database.url,
        `SELECT act, body->>'why' AS why FROM "AuditEntry" WHERE body->>'deviceId' = $1 ORDER BY seq`,
        [paired.deviceId],
      )
      expect(entries.filter(({ act }) => act === "device-revoked")).toHaveLength(1)
      expect(entries.some(({ why }) => why === "revoked")).toBe(true)
      for (const screen of [...screens, ...others]) screen.close()
    } finally {
      for (const node of nodes) await node.stop()
      await database.drop()
    }
  })
})
