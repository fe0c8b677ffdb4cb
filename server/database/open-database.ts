import { Pool } from "pg"
import { realWorld, type World } from "../world.ts"
import { watchAccess } from "./access-version.ts"
import type { Database } from "./database.ts"
import { wordsOf } from "./database-errors.ts"
import type { DatabaseLog } from "./database-log.ts"
import { startEmbeddedPostgres } from "./embedded-postgres.ts"
import type { PrismaClient } from "./generated/client.ts"
import { inTransaction, patiently } from "./patiently.ts"
import { prepare } from "./prepare-database.ts"

export interface DatabaseOptions {
  /** An outside PostgreSQL, as the server's role; null starts the embedded one in `dataDir`. */
  readonly databaseUrl: string | null
  /** The same database as its tables' owner, who applies migrations; left out, the server's role does. */
  readonly ownerUrl?: string | null
  readonly dataDir: string
  readonly log: DatabaseLog
  readonly world?: World
  /** Called when there is nothing to do but wait for the database. */
  readonly whileStarting?: () => void
}

/** Opens the database with all its tables up to date. Throws words that a person can act on. */
export async function openDatabase({
  databaseUrl,
  ownerUrl = null,
  dataDir,
  log,
  world = realWorld,
  whileStarting = () => {},
}: DatabaseOptions): Promise<Database> {
  if (databaseUrl !== null) {
    whileStarting()
    await prepare({ url: databaseUrl, ownerUrl: ownerUrl ?? databaseUrl, log, world })
    return databaseOn({ url: databaseUrl, isShared: true, log, world, onClosed: async () => {} })
  }
  const embedded = await startEmbeddedPostgres({ dataDir, log, world, whileStarting })
  const { url } = embedded
  try {
    await prepare({ url, ownerUrl: embedded.ownerUrl, log, world })
    return databaseOn({ url, isShared: false, log, world, onClosed: embedded.stop })
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

/**
 * The database that a running server has opened already, for a command beside it: it applies no migration and stops nothing when it
 * closes.
 */
export function joinDatabase(url: string, log: DatabaseLog, world: World = realWorld): Database {
  return databaseOn({ url, isShared: false, log, world, onClosed: async () => {} })
}

interface Connected extends Pick<Database, "url" | "isShared" | "log" | "world"> {
  readonly onClosed: () => Promise<void>
}

function databaseOn({ url, isShared, log, world, onClosed }: Connected): Database {
  const pool = new Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 2000,
    query_timeout: 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "giliran",
  })
  // Without this a database that restarts would end the server by the error of a connection that was doing nothing.
  // The embedded one may end before the last idle connection has said goodbye: nothing is lost by that.
  let isClosing = false
  pool.on("error", (error) => {
    if (!isClosing) log.warn(`a connection to the database was lost: ${error.message}`)
  })
  const access = watchAccess(pool, { world, log })
  let prisma: Promise<PrismaClient> | null = null

  return {
    url,
    isShared,
    pool,
    world,
    log,
    patiently: (work) => patiently(world, work),
    async transaction(work) {
      const { result, after } = await patiently(world, () => inTransaction(pool, work))
      // What was committed stays, whatever becomes of this: it is never done a second time.
      for (const then of after)
        await Promise.resolve(then()).catch((error: unknown) =>
          log.warn(`what follows a commit stumbled: ${wordsOf(error)}`),
        )
      return result
    },
    prisma: () => (prisma ??= loadPrisma(pool)),
    access,
    async isReady() {
      const asked = pool.query("SELECT 1").then(
        () => true,
        () => false,
      )
      return Promise.race([asked, world.sleep(1000, { keepsAlive: false }).then(() => false)])
    },
    async close() {
      isClosing = true
      access.close()
      await (await prisma)?.$disconnect()
      await pool.end()
      await onClosed()
    },
  }
}

async function loadPrisma(pool: Pool): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import("./generated/client.ts"),
    import("@prisma/adapter-pg"),
  ])
  return new PrismaClient({ adapter: new PrismaPg(pool) })
}
