import { createHash } from "node:crypto"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { afterEach, beforeEach, expect, test } from "vitest"
import { migrate, migrationsFolder } from "../../server/database/migrate.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"

let database: FreshDatabase
let client: Client
let folder: string

beforeEach(async () => {
  database = await freshDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
  folder = mkdtempSync(join(tmpdir(), "giliran-migrations-"))
  cpSync(migrationsFolder, folder, { recursive: true })
})
afterEach(async () => {
  await client.end()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const shipped = readdirSync(migrationsFolder).filter((name) => !name.endsWith(".toml"))

function add(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, "migration.sql"), sql)
}

async function bookkeeping() {
  const { rows } = await client.query(
    `SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at >= started_at AS is_finished
     FROM _prisma_migrations ORDER BY migration_name`,
  )
  return rows
}

test("applies all, once, and records each as Prisma does", async () => {
  expect(await migrate(client)).toEqual(shipped)
  expect(await bookkeeping()).toEqual(
    shipped.map((name) => ({
      migration_name: name,
      checksum: createHash("sha256")
        .update(readFileSync(join(migrationsFolder, name, "migration.sql")))
        .digest("hex"),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      is_finished: true,
    })),
  )
  expect(await migrate(client)).toEqual([])
})

test("a new migration is applied alone", async () => {
  await migrate(client, folder)
  add("29991231000000_later", "CREATE TABLE later (word text); INSERT INTO later VALUES ('kept')")
  expect(await migrate(client, folder)).toEqual(["29991231000000_later"])
  expect((await client.query("SELECT word FROM later")).rows).toEqual([{ word: "kept" }])
})

test("two servers that start together apply each migration once", async () => {
  const second = new Client({ connectionString: database.url })
  await second.connect()
  const applied = await Promise.all([migrate(client, folder), migrate(second, folder)])
  await second.end()
  expect(applied.flat()).toEqual(shipped)
})

test("a migration that fails is undone, says its name, and can be tried again", async () => {
  await migrate(client, folder)
  add("29991231000000_later", "CREATE TABLE later (word text); SELECT 1/0")
  await expect(migrate(client, folder)).rejects.toThrow(
    "29991231000000_later failed and was undone: division by zero",
  )
  add("29991231000000_later", "CREATE TABLE later (word text)")
  expect(await migrate(client, folder)).toEqual(["29991231000000_later"])
})

test("refuses a database made with another text of the same migration, or one left half-way by Prisma", async () => {
  await migrate(client, folder)
  const [first = ""] = shipped
  add(first, "SELECT 1")
  await expect(migrate(client, folder)).rejects.toThrow(
    `${first} is not the one that this database was made with`,
  )
  await client.query("UPDATE _prisma_migrations SET finished_at = NULL")
  await expect(migrate(client, folder)).rejects.toThrow(`${first} was begun by Prisma and not finished`)
})
