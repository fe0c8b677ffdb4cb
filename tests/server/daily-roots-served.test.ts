import { AuditHealth, DailyRootList } from "@giliran/contract/audit"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readStatement } from "../../server/audit/root-statement.ts"
import { silent } from "../../server/database/database-log.ts"
import { at, batchOf, branch } from "../support/batches.ts"
import { callerOf } from "../support/caller.ts"
import { openHouse } from "../support/house.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"
import { startTestServer } from "../support/server.ts"
import { days, keyFrom, opened, pem } from "../support/signed-days.ts"

describe("a running server", () => {
  const cabang = branch("cabang")
  const secret = pem()
  const key = keyFrom(secret)
  let own: FreshDatabase

  /** Two days that are over and a third that was open when the last server stopped, long ago. */
  beforeAll(async () => {
    own = await freshDatabase()
    const before = await openHouse({ databaseUrl: own.url, dataDir: "/nowhere", log: silent })
    await before.plans.save({
      id: cabang,
      name: "Cabang",
      createdAt: at(0),
      plan: planOf({ branchId: cabang }),
    })
    await before.append(
      batchOf(cabang, 0, { events: days.slice(0, 3).map((day) => opened(cabang, day)), replies: [] }),
    )
    await before.close()
  })

  afterAll(() => own.drop())

  test("without a key signs nothing, and says so in its log and to who asks", async () => {
    const server = await startTestServer({ databaseUrl: own.url })
    try {
      expect(server.output()).toContain("no day is signed")
      const manager = callerOf(server.url, await server.token("manager", cabang), cabang)
      expect((await manager.get("/health/audit")).body).toMatchObject({ signedBy: null, lastSignedDay: null })
      expect((await manager.get("/roots")).body).toEqual({ roots: [], publicKey: null })
    } finally {
      await server.stop()
    }
  })

  test("signs the days that are over, the one that its clock closed as well, and tells who asks", async () => {
    const server = await startTestServer({ databaseUrl: own.url, env: { GILIRAN_SIGNING_KEY: secret } })
    try {
      const manager = callerOf(server.url, await server.token("manager", cabang), cabang)
      const health = async () => AuditHealth.parse((await manager.get("/health/audit")).body)
      await expect.poll(async () => (await health()).lastSignedDay, { timeout: 30_000 }).toBe(days[2])
      expect(await health()).toMatchObject({ signedBy: key.keyId, database: "may-rewrite" })
      const list = DailyRootList.parse((await manager.get("/roots")).body)
      expect(list.roots.map(({ day }) => day)).toEqual(days.slice(0, 3))
      expect(list.publicKey).toBe(key.publicKey)
      const [, , last] = list.roots
      expect(readStatement(last?.statement ?? "")?.events).toMatchObject({ first: 3, last: 4 })
    } finally {
      await server.stop()
    }
  })
})
