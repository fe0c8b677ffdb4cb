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

/**
 * The server built from the sources as they are, and one PostgreSQL for the whole run, reached as an outside one is: by TCP, with a
 * password.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildServer()
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-tests-"))
  const server = await startEmbeddedPostgres({
    dataDir,
    log: silent,
    reach: "loopback",
    settings: { max_connections: "120" },
  })
  const client = new Client({ connectionString: server.ownerUrl })
  await client.connect()
  await migrate(client)
  await client.end()
  project.provide("templateUrl", server.ownerUrl)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
