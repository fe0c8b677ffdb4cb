// Over 20 s: databases of every kind of set-up are made and opened.
import { openHouse } from "../support/house.ts"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.ts"
import { silent } from "../../server/database/database-log.ts"
import { superuser } from "../../server/database/postgres-cluster.ts"
import { callerOf } from "../support/caller.ts"
import { freshDatabase, query } from "../support/postgres.ts"
import { startServerApart, type ServerApart } from "../support/server.ts"

/** The database itself lets the server add to the record, and never change it. */

const folder = mkdtempSync(join(tmpdir(), "giliran-wall-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const denied = { code: "42501", message: expect.stringContaining("permission denied") }
const raised = { code: "42501", message: expect.stringContaining("are added and never changed or removed") }
const tables = ["Event", "AuditEntry", "DailyRoot"]
const tamperings = tables.flatMap((table) => [
  `UPDATE "${table}" SET "${table === "DailyRoot" ? "signature" : "actor"}" = 'staff nobody'`,
  `DELETE FROM "${table}"`,
  `TRUNCATE "${table}"`,
])
const tricks = [
  `ALTER TABLE "Event" DISABLE TRIGGER ALL`,
  `SET session_replication_role = replica`,
  `DROP TABLE "Event"`,
  `CREATE OR REPLACE FUNCTION "giliran_append_only"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
  `GRANT UPDATE ON "Event" TO CURRENT_USER`,
  `COPY "Event" TO PROGRAM 'cat'`,
]

const withoutVersions = (rows: object[]) => rows.map((row) => ({ ...row, xmin: "" }))

async function takesTickets(server: ServerApart): Promise<void> {
  const kiosk = callerOf(server.url, await server.token("kiosk"))
  expect((await kiosk.take("valas")).ticket.number).toMatch(/^[A-Z]+\d+$/)
}

const healthOf = async (server: ServerApart) =>
  (await callerOf(server.url, await server.token("manager")).get("/health/audit")).body

async function isHeldBy(url: string): Promise<void> {
  for (const tampering of tamperings) await expect(query(url, tampering)).rejects.toMatchObject(denied)
  // The owner's grant to somebody who is not the owner is a warning and no grant; what follows is denied as before.
  for (const trick of tricks)
    await query(url, trick).then(
      () => expect(query(url, `DELETE FROM "Event"`)).rejects.toMatchObject(denied),
      (error: unknown) => expect(error).toMatchObject({ code: "42501" }),
    )
}

describe("beside the embedded database", () => {
  test("the server's own role cannot change, remove or empty what happened", async () => {
    const dataDir = join(folder, "embedded")
    const server = await startServerApart({ dataDir })
    try {
      await takesTickets(server)
      expect(new URL(server.databaseUrl).username).toBe("giliran_server")
      await isHeldBy(server.databaseUrl)
      expect(await healthOf(server)).toMatchObject({ database: "append-only", signedBy: expect.any(String) })
      expect(server.output()).not.toContain("change and remove")
      const asOwner = new URL(server.databaseUrl)
      asOwner.username = superuser
      for (const tampering of tamperings)
        await expect(query(asOwner.href, tampering)).rejects.toMatchObject(raised)
      expect(readFileSync(join(dataDir, "signing.key"), "utf8")).toContain("BEGIN PRIVATE KEY")
    } finally {
      await server.stop()
    }
  })

  test("a data directory of before gets the role, and keeps what it had", async () => {
    const dataDir = join(folder, "older")
    const first = await startServerApart({ dataDir })
    await takesTickets(first)
    const asOwner = new URL(first.databaseUrl)
    asOwner.username = superuser
    await first.stop()
    const between = await startEmbeddedPostgres({ dataDir, log: silent })
    await query(between.ownerUrl, "DROP OWNED BY giliran_server")
    await query(between.ownerUrl, "DROP ROLE giliran_server")
    await between.stop()
    const second = await startServerApart({ dataDir })
    try {
      await takesTickets(second)
      expect(
        await query(second.databaseUrl, `SELECT 1 FROM "Event" WHERE type = 'ticket-taken'`),
      ).toHaveLength(2)
      await isHeldBy(second.databaseUrl)
    } finally {
      await second.stop()
    }
  })

  test("what somebody gave away beside it is taken back at the next start, and otherwise a start writes no rights", async () => {
    const dataDir = join(folder, "given-away")
    const between = async (use: (ownerUrl: string) => Promise<void>) => {
      const postgres = await startEmbeddedPostgres({ dataDir, log: silent })
      await use(postgres.ownerUrl).finally(postgres.stop)
    }
    const oneStart = async () => {
      const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
      expect(await ledger.audit.isWalled()).toBe(true)
      await ledger.close()
    }
    const rights = `SELECT relname, xmin::text, relacl::text, (SELECT json_agg(attacl) FROM pg_attribute
      WHERE attrelid = pg_class.oid AND attacl IS NOT NULL) AS columns FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`
    let first: object[] = []
    await oneStart()
    await between(async (url) => void (first = await query(url, rights)))
    await oneStart()
    await between(async (url) => {
      expect(await query(url, rights)).toEqual(first)
      for (const gift of [
        `GRANT UPDATE (actor) ON "Event" TO giliran_server`,
        `GRANT DELETE ON "AuditEntry" TO PUBLIC`,
        `GRANT INSERT ON "_prisma_migrations" TO giliran_server`,
        `GRANT SELECT ON "Ticket" TO giliran_server WITH GRANT OPTION`,
        `REVOKE INSERT ON "Answer" FROM giliran_server`,
      ])
        await query(url, gift)
      expect(withoutVersions(await query(url, rights))).not.toEqual(withoutVersions(first))
    })
    await oneStart()
    await between(async (url) => {
      expect(withoutVersions(await query(url, rights))).toEqual(withoutVersions(first))
    })
  })

  test("over loopback each role has a password of its own", async () => {
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, "loopback"),
      log: silent,
      reach: "loopback",
    })
    try {
      const [url, owner] = [new URL(server.url), new URL(server.ownerUrl)]
      expect([url.username, owner.username]).toEqual(["giliran_server", superuser])
      expect(url.password).not.toBe(owner.password)
      expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }])
      for (const [role, password] of [
        [superuser, url.password],
        ["giliran_server", owner.password],
        ["giliran_server", ""],
      ]) {
        const guess = new URL(server.url)
        guess.username = role ?? ""
        guess.password = password ?? ""
        await expect(query(guess.href, "SELECT 1")).rejects.toThrow(/password/)
      }
    } finally {
      await server.stop()
    }
  })
})

describe("with an outside database", () => {
  test("and an owner of its tables, the server's role is walled, and stays so for new tables", async () => {
    const database = await freshDatabase()
    const role = `server_${Date.now()}`
    await query(database.url, `CREATE ROLE ${role} LOGIN PASSWORD 'of a test'`)
    const asServer = new URL(database.url)
    asServer.username = role
    asServer.password = "of a test"
    try {
      const server = await startServerApart({
        databaseUrl: database.url,
        env: { DATABASE_URL: asServer.href, DATABASE_OWNER_URL: database.url },
      })
      try {
        await takesTickets(server)
        await isHeldBy(asServer.href)
        expect(await healthOf(server)).toMatchObject({ database: "append-only" })
        expect(server.output()).not.toContain("change and remove")
      } finally {
        await server.stop()
      }
      // Where the bank has applied the migrations itself, the server's role alone is enough.
      const alone = await openHouse({ databaseUrl: asServer.href, dataDir: "/nowhere", log: silent })
      expect(await alone.audit.isWalled()).toBe(true)
      await alone.close()
    } finally {
      await query(database.url, `DROP OWNED BY ${role}`)
      await query(database.url, `DROP ROLE ${role}`)
      await database.drop()
    }
  })

  test("and one role for both, it works, and says clearly that nothing but the hashes would tell", async () => {
    const server = await startServerApart()
    try {
      await takesTickets(server)
      expect(server.output()).toContain("lets the role giliran change and remove what happened")
      expect(await healthOf(server)).toMatchObject({ database: "may-rewrite" })
      for (const tampering of tamperings)
        await expect(query(server.databaseUrl, tampering)).rejects.toMatchObject(raised)
    } finally {
      await server.stop()
    }
  })
})
