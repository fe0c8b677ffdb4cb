import { realpathSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { Client, escapeLiteral } from "pg"
import { realWorld, type World } from "../world.ts"
import { lockDataDir } from "./data-dir-lock.ts"
import { stopLeftOver } from "./left-over-postgres.ts"
import type { DatabaseLog } from "./database-log.ts"
import { accountForPostgres } from "./postgres-account.ts"
import { findPostgresBinaries } from "./postgres-binaries.ts"
import { type Cluster, prepareCluster, serverRole, superuser } from "./postgres-cluster.ts"
import { fitsSocketPath, shortFolderFor } from "./socket-folder.ts"
import { supervise } from "./supervise-postgres.ts"

export interface EmbeddedPostgres {
  /** Of the database `giliran`, as the server's role; the same for as long as the server runs, restarts of the child included. */
  readonly url: string
  /** The same as the superuser, who owns the tables. */
  readonly ownerUrl: string
  /** The child's process id now; null while it is being started again. */
  readonly pid: () => number | null
  readonly stop: () => Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: DatabaseLog
  readonly world?: World
  /** A socket that only this account reaches, or TCP on 127.0.0.1 with a password. */
  readonly reach?: "socket" | "loopback"
  readonly settings?: Readonly<Record<string, string>>
  /** Called when its process was started and is not ready yet. */
  readonly whileStarting?: () => void
}

/**
 * Runs PostgreSQL as a child of this process, data in `<dataDir>/postgres`, until it is told to stop: a child that dies is
 * started again. Throws when another live server holds the data directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { world = realWorld } = options
  const lock = await lockDataDir(options.dataDir)
  try {
    const dataDir = realpathSync(options.dataDir)
    const reach = options.reach ?? (process.platform === "win32" ? "loopback" : "socket")
    const account = accountForPostgres(join(dataDir, "postgres"), dataDir)
    const binaries = findPostgresBinaries(account)
    const cluster = prepareCluster(dataDir, { binaries, account, usesPassword: reach === "loopback" })
    const address = reach === "socket" ? socketAddress(cluster) : await loopbackAddress(cluster)
    if (await stopLeftOver(cluster.dir, { socketFolder: address.socketFolder, binaries, account, world })) {
      options.log.warn("stopped the database that a killed server left running")
    }
    const child = await supervise({
      binaries,
      cluster,
      log: options.log,
      world,
      logFile: join(dataDir, "postgres.log"),
      settings: { ...ownSettings, ...options.settings, ...address.settings },
      whileStarting: options.whileStarting ?? (() => {}),
    })
    try {
      await makeDatabase(address, cluster)
    } catch (error) {
      await child.stop()
      throw error
    }
    const url = address.url(serverRole, databaseName)
    lock.publish(url)
    return {
      url,
      ownerUrl: address.url(superuser, databaseName),
      pid: child.pid,
      async stop() {
        await child.stop()
        if (address.socketFolder !== cluster.dir)
          rmSync(address.socketFolder, { recursive: true, force: true })
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

const databaseName = "giliran"

/**
 * For one branch on a small machine: one process less for each thing that a branch does not need. Durability stays as it
 * is: fsync and synchronous_commit are on.
 */
const ownSettings: Readonly<Record<string, string>> = {
  max_connections: "24",
  shared_buffers: "32MB",
  io_method: "sync",
  jit: "off",
  max_parallel_workers: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "256MB",
  min_wal_size: "64MB",
  // A race lost between two servers is an ERROR to PostgreSQL and an answer to us.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
}

type Role = typeof superuser | typeof serverRole

interface Address {
  readonly url: (role: Role, database: string) => string
  readonly socketFolder: string
  readonly settings: Readonly<Record<string, string>>
}

function socketAddress({ dir, dirAsSeen, account }: Cluster): Address {
  const fits = fitsSocketPath(join(dir, ".s.PGSQL.5432"))
  const folder = fits ? dir : shortFolderFor(dir, account)
  return {
    url: (role, database) =>
      `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(folder)}&port=5432`,
    socketFolder: folder,
    settings: { listen_addresses: "", unix_socket_directories: fits ? dirAsSeen : folder, port: "5432" },
  }
}

async function loopbackAddress({ dir, passwords }: Cluster): Promise<Address> {
  const port = await freePort()
  return {
    url: (role, database) => {
      const password = role === superuser ? passwords?.owner : passwords?.server
      return `postgresql://${role}:${password ?? ""}@127.0.0.1:${port}/${database}`
    },
    socketFolder: dir,
    settings: { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(port) },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no free port")),
      )
    })
  })
}

/** Also in a cluster that is older than the server's role. */
async function makeDatabase({ url }: Address, { passwords }: Cluster): Promise<void> {
  const client = new Client({ connectionString: url(superuser, "postgres") })
  await client.connect()
  try {
    const database = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName])
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`)
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [serverRole])
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${serverRole} LOGIN`)
    if (passwords) await client.query(`ALTER ROLE ${serverRole} PASSWORD ${escapeLiteral(passwords.server)}`)
  } finally {
    await client.end()
  }
}
