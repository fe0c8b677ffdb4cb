import { Client } from "pg"
import type { World } from "../world.ts"
import { failureOf, wordsOf } from "./database-errors.ts"
import type { DatabaseLog } from "./database-log.ts"
import { migrate } from "./migrate.ts"
import { grantToServer, isWalled, roleOf } from "./server-role.ts"

export interface Prepared {
  /** As the role that the server runs as. */
  readonly url: string
  /** As the tables' owner; the same where there is one role for both. */
  readonly ownerUrl: string
  readonly log: DatabaseLog
  readonly world: World
}

/**
 * Brings the tables up to date, and the server's role to what it may do with them. With one role for both everything works, and the
 * database would let that role rewrite the record: only the hashes and the signed roots would tell.
 */
export async function prepare({ url, ownerUrl, log, world }: Prepared): Promise<void> {
  const [owner, server] = [
    await firstConnection(ownerUrl, { log, world }),
    await firstConnection(url, { log, world }),
  ]
  try {
    for (const name of await migrated(owner, ownerUrl === url)) log.info(`the database got ${name}`)
    const role = await roleOf(server)
    if (role !== (await roleOf(owner))) await grantToServer(owner, role)
    if (!(await isWalled(server)))
      log.warn(
        `the database lets the role ${role} change and remove what happened: give the server a role of its own in DATABASE_URL and the owner's in DATABASE_OWNER_URL`,
      )
  } finally {
    await Promise.all([owner.end(), server.end()])
  }
}

/** A role that may not make tables needs the owner's help when there is something new to make. */
async function migrated(owner: Client, isServerRole: boolean): Promise<readonly string[]> {
  try {
    return await migrate(owner)
  } catch (error) {
    if (!isServerRole || !wordsOf(error).includes("permission denied")) throw error
    throw new Error(
      `${wordsOf(error)}\nThe role of DATABASE_URL may not change the tables: give their owner in DATABASE_OWNER_URL, or apply the migrations first.`,
      { cause: error },
    )
  }
}

/** A database that starts together with this server may be some seconds behind. */
const startPatienceMs = 15_000

async function firstConnection(
  url: string,
  { log, world }: Pick<Prepared, "log" | "world">,
): Promise<Client> {
  for (const until = world.elapsedMs() + startPatienceMs; ; await world.sleep(250)) {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 3000,
      application_name: "giliran",
    })
    client.on("error", () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => {})
      const { kind } = failureOf(error)
      if ((kind !== "lost" && kind !== "unable") || world.elapsedMs() > until) {
        throw new Error(
          `The database of DATABASE_URL (${withoutPassword(url)}) cannot be opened: ${wordsOf(error)}`,
          { cause: error },
        )
      }
      log.warn(`waiting for the database: ${wordsOf(error)}`)
    }
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "not a url"
  const { protocol, hostname, port, pathname } = new URL(url)
  return `${protocol}//${hostname}${port === "" ? "" : `:${port}`}${pathname}`
}
