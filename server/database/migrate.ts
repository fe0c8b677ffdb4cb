import { createHash, randomUUID } from "node:crypto"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { ClientBase } from "pg"

export const migrationsFolder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url))

/**
 * Applies what the database does not have yet, in order, each in a transaction, and records it in `_prisma_migrations` as
 * `prisma migrate deploy` does, under the same lock: a bank may use either. Returns the names of those it applied.
 */
export async function migrate(
  client: ClientBase,
  folder: string = migrationsFolder,
): Promise<readonly string[]> {
  await client.query("SELECT pg_advisory_lock($1)", [prismaLock])
  try {
    if (!(await hasBookkeeping(client))) await client.query(bookkeeping)
    const { rows } = await client.query<AppliedMigration>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    )
    const known = new Map(rows.map((row) => [row.migration_name, row]))
    const applied: string[] = []
    for (const migration of readMigrations(folder)) {
      const before = known.get(migration.name)
      if (before === undefined) {
        await apply(client, migration)
        applied.push(migration.name)
      } else {
        checkUnchanged(before, migration)
      }
    }
    return applied
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [prismaLock])
  }
}

/** The number that Prisma's schema engine locks with, so that its `deploy` and ours wait for each other. */
const prismaLock = 72707369

const bookkeeping = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/** Asked first: a role that may not make tables may find that there is nothing to do. */
async function hasBookkeeping(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ name: string | null }>(
    "SELECT to_regclass('_prisma_migrations')::text AS name",
  )
  return rows[0]?.name != null
}

interface AppliedMigration {
  readonly migration_name: string
  readonly checksum: string
  readonly finished_at: Date | null
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8")
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") }
    })
}

async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN")
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query("COMMIT")
  } catch (error) {
    await client.query("ROLLBACK")
    throw new Error(
      `The migration ${name} failed and was undone: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}

function checkUnchanged(before: AppliedMigration, { name, checksum }: Migration): void {
  if (before.finished_at === null) {
    throw new Error(
      `The migration ${name} was begun by Prisma and not finished: see \`prisma migrate resolve\`.`,
    )
  }
  if (before.checksum !== checksum) {
    throw new Error(
      `The migration ${name} is not the one that this database was made with: its file was changed since.`,
    )
  }
}
