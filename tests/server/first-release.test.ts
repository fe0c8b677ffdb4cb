import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pino from "pino"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Instant } from "@giliran/contract/basics"
import { auditTable } from "../../server/audit/audit-table.ts"
import { checkingKeysIn, signingKeyOf } from "../../server/audit/signing-key.ts"
import { verifyAudit } from "../../server/audit/verify-audit.ts"
import type { RunningServer } from "../../server/doors.ts"
import { startServer } from "../../server/start-server.ts"
import { realWorld } from "../../server/world.ts"
import { configOf } from "../support/config-of.ts"
import { useHouse } from "../support/house.ts"
import { firstRelease, firstReleaseSql } from "../support/kept-release.ts"
import { emptyDatabase, type FreshDatabase, query } from "../support/postgres.ts"

/** Every release reads what the first one wrote: its kept database, with a whole demo day of every kind of event. */

let database: FreshDatabase
let server: RunningServer
let folder: string

/** Time goes on from the moment at which the database was left. */
const startedAt = realWorld.elapsedMs()
const world = {
  ...realWorld,
  now: () => Math.floor(firstRelease.asOf + realWorld.elapsedMs() - startedAt) as Instant,
}
const config = () =>
  configOf({
    ...firstRelease.env,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: "0",
    HOST: "127.0.0.1",
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "giliran-release-"))
  database = await emptyDatabase()
  await query(database.url, firstReleaseSql)
  server = await startServer({ config: config(), log: pino({ level: "silent" }), world })
})

afterAll(async () => {
  await server?.stop()
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

interface Request {
  readonly method?: string
  readonly key?: string
  readonly body?: string
}

async function ask(
  token: string,
  path: string,
  { method = "GET", key, body }: Request = {},
): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    ...(key === undefined ? {} : { "idempotency-key": key }),
  }
  return fetch(`${server.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
}

const tokenOf = (branch: string, role: string) => firstRelease.tokens[branch]?.[role] ?? ""

test("its day is as it was: every ticket and every counter", async () => {
  const { branch, counters, tickets } = firstRelease.openDay
  const listed = await ask(tokenOf(branch, "teller"), `/v1/branches/${branch}/counters`)
  expect(await listed.json()).toMatchObject({ counters: [...counters] })
  for (const ticket of Object.values(tickets)) {
    const answer = await ask(tokenOf(branch, "manager"), `/v1/branches/${branch}/tickets/${ticket.id}`)
    expect(await answer.json()).toMatchObject({ id: ticket.id, number: ticket.number, status: ticket.status })
  }
})

test("its retries get the bytes of then, and add no event", async () => {
  for (const { branch, role, path, idempotencyKey, body, status, answer } of firstRelease.retries) {
    const again = await ask(tokenOf(branch, role), `/v1/branches/${branch}${path}`, {
      method: "POST",
      key: idempotencyKey,
      body: JSON.stringify(body),
    })
    expect([again.status, await again.text()], path).toEqual([status, answer])
  }
  const rows = await query<{ branchId: string; seq: number; hash: string }>(
    database.url,
    `SELECT DISTINCT ON ("branchId") "branchId", seq, hash FROM "Event" ORDER BY "branchId", seq DESC`,
  )
  expect(rows).toEqual(firstRelease.heads.map(({ branch: branchId, seq, hash }) => ({ branchId, seq, hash })))
})

test("its chains and signed days are whole, and no row is lost", async () => {
  const key = signingKeyOf(config())
  const found = await useHouse(database.url, (house) =>
    verifyAudit(
      { ledger: house, audit: auditTable(house.database) },
      {
        branchIds: firstRelease.heads.map(({ branch }) => branch as never),
        keys: key ? checkingKeysIn(key.publicKey) : [],
        kept: [],
      },
    ),
  )
  expect(found.words).not.toContain("NOT WHOLE")
  expect(found.isWhole).toBe(true)
  for (const table of ["Event", "Ticket", "Staff", "Device", "VoiceFile", "DailyRoot"]) {
    const [row] = await query<{ count: number }>(
      database.url,
      `SELECT count(*)::int AS count FROM "${table}"`,
    )
    expect(row?.count, table).toBe(firstRelease.counts[table])
  }
})

test("goes on: the next ticket is taken", async () => {
  const { branch } = firstRelease.openDay
  const path = `/v1/branches/${branch}`
  const taken = await ask(tokenOf(branch, "kiosk"), `${path}/tickets`, {
    method: "POST",
    body: JSON.stringify({ serviceId: "setor-tarik" }),
  })
  expect(taken.status).toBe(201)
})
