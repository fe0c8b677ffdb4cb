import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import type { TestProject } from "vitest/node"
import { buildServer } from "../../server/build.ts"
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.ts"
import { silent } from "../../server/database/database-log.ts"
import { migrate } from "../../server/database/migrate.ts"

declare module "vitest" {
  export interface ProvidedContext {
    /** A migrated database that nobody is connected to: the template of every test's own. */
    templateUrl: string
  }
}

interface Postgres {
  readonly templateUrl: string
  stop(): Promise<void>
}

/** Vitest loads this file once a project, in one process: what all projects share hangs on the process. */
const shared = globalThis as { giliranTests?: { readonly postgres: Promise<Postgres>; projectCount: number } }

/**
 * The server built from the sources as they are, and one PostgreSQL for the whole run, reached as an outside one is: by TCP, with a
 * password. The first project of a run that asks starts both, and the last one to end stops the database.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = (shared.giliranTests ??= { postgres: start(), projectCount: 0 })
  run.projectCount += 1
  const postgres = await run.postgres
  project.provide("templateUrl", postgres.templateUrl)
  return async () => {
    run.projectCount -= 1
    if (run.projectCount > 0) return
    delete shared.giliranTests
    await postgres.stop()
  }
}

async function start(): Promise<Postgres> {
  await buildServer()
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-tests-"))
  const server = await startEmbeddedPostgres({
    dataDir,
    log: silent,
    reach: "loopback",
    settings: { max_connections: "200", ...forgetful },
  })
  const client = new Client({ connectionString: server.ownerUrl })
  await client.connect()
  await migrate(client)
  await client.end()
  return {
    templateUrl: server.ownerUrl,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** No test of this database cuts its power, or lives long: those that do have a cluster of their own, with its durability on. */
const forgetful = { fsync: "off", full_page_writes: "off", autovacuum: "off" }
