import { randomBytes } from "node:crypto"
import { Client, type QueryResultRow } from "pg"
import { inject } from "vitest"

export interface FreshDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A migrated, empty database of one's own on the server that `global-postgres.ts` started. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const template = new URL(inject("templateUrl"))
  const name = `test_${randomBytes(6).toString("hex")}`
  // Copying the files costs a third less than writing each page into the log, which is read by nobody here.
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)} STRATEGY file_copy`)
  const url = new URL(template)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) }
}

/** One without a table, for a kept one to be loaded into. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const url = new URL(inject("templateUrl"))
  const name = `test_${randomBytes(6).toString("hex")}`
  await onServer(`CREATE DATABASE ${name}`)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) }
}

/** One statement beside the database under test. */
export async function query<Row extends QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

async function onServer(sql: string): Promise<void> {
  const url = new URL(inject("templateUrl"))
  url.pathname = "/postgres"
  await query(url.href, sql)
}
