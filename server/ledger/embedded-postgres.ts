import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { lockDataDir } from "./data-dir-lock.ts"
import { postmasterOf, stopLeftOver, waitUntilNobodyUses } from "./left-over-postgres.ts"
import type { LedgerLog } from "./ledger-log.ts"
import { accountForPostgres } from "./postgres-account.ts"
import { type PostgresBinaries, findPostgresBinaries } from "./postgres-binaries.ts"
import { type Cluster, prepareCluster, spawnOptions, superuser } from "./postgres-cluster.ts"
import { fitsSocketPath, shortFolderFor } from "./socket-folder.ts"

export interface EmbeddedPostgres {
  /** Of the database `giliran`; the same for as long as the server runs, restarts of the child included. */
  readonly url: string
  /** The child's process id now; null while it is being started again. */
  pid(): number | null
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: LedgerLog
  /** A socket that only this account reaches, or TCP on 127.0.0.1 with a password. */
  readonly reach?: "socket" | "loopback"
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * Runs PostgreSQL as a child of this process, data in `<dataDir>/postgres`, until it is told to stop: a child that dies is
 * started again. Throws when another live server holds the data directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const lock = await lockDataDir(options.dataDir)
  try {
    const dataDir = realpathSync(options.dataDir)
    const reach = options.reach ?? (process.platform === "win32" ? "loopback" : "socket")
    const account = accountForPostgres(join(dataDir, "postgres"), dataDir)
    const binaries = findPostgresBinaries(account)
    const cluster = prepareCluster(dataDir, { binaries, account, usesPassword: reach === "loopback" })
    const address = reach === "socket" ? socketAddress(cluster) : await loopbackAddress(cluster)
    if (await stopLeftOver(cluster.dir, { socketFolder: address.socketFolder, binaries, account })) {
      options.log.warn("stopped the database that a killed server left running")
    }
    const child = await supervise({
      binaries,
      cluster,
      log: options.log,
      logFile: join(dataDir, "postgres.log"),
      flags: flags(address, options.settings),
    })
    try {
      await makeDatabase(address.url)
    } catch (error) {
      await child.stop()
      throw error
    }
    const url = address.url(databaseName)
    lock.publish(url)
    return {
      url,
      pid: child.pid,
      async stop() {
        await child.stop()
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

interface Address {
  url(database: string): string
  readonly socketFolder: string
  readonly settings: Readonly<Record<string, string>>
}

function socketAddress({ dir, dirAsSeen, account }: Cluster): Address {
  const fits = fitsSocketPath(join(dir, ".s.PGSQL.5432"))
  const folder = fits ? dir : shortFolderFor(dir, account)
  return {
    url: (database) =>
      `postgresql://${superuser}@localhost/${database}?host=${encodeURIComponent(folder)}&port=5432`,
    socketFolder: folder,
    settings: { listen_addresses: "", unix_socket_directories: fits ? dirAsSeen : folder, port: "5432" },
  }
}

async function loopbackAddress({ dir, password }: Cluster): Promise<Address> {
  const port = await freePort()
  return {
    url: (database) => `postgresql://${superuser}:${password ?? ""}@127.0.0.1:${port}/${database}`,
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

function flags(address: Address, settings: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries({ ...ownSettings, ...settings, ...address.settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ])
}

async function makeDatabase(url: Address["url"]): Promise<void> {
  const client = new pg.Client({ connectionString: url("postgres") })
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`)
  } finally {
    await client.end()
  }
}

interface Supervised {
  pid(): number | null
  stop(): Promise<void>
}

interface Runnable {
  readonly binaries: PostgresBinaries
  readonly cluster: Cluster
  readonly log: LedgerLog
  readonly logFile: string
  readonly flags: readonly string[]
}

async function supervise(runnable: Runnable): Promise<Supervised> {
  let isStopping = false
  let child: ChildProcess | null = null
  let restarting: Promise<void> = Promise.resolve()

  const watch = (started: ChildProcess) => {
    child = started
    started.once("exit", () => {
      child = null
      if (!isStopping) restarting = startAgain()
    })
  }

  const startAgain = async () => {
    const since = performance.now()
    runnable.log.warn("the database ended by itself and is started again")
    for (let pauseMs = 50; !isStopping; pauseMs = Math.min(pauseMs * 2, 2000)) {
      try {
        await waitUntilNobodyUses(runnable.cluster.dir)
        if (isStopping) return
        watch(await run(runnable))
        runnable.log.info(`the database is back after ${Math.round(performance.now() - since)} ms`)
        return
      } catch (error) {
        runnable.log.error(
          `the database does not start: ${error instanceof Error ? error.message : String(error)}`,
        )
        await sleep(pauseMs)
      }
    }
  }

  watch(await run(runnable))
  return {
    pid: () => child?.pid ?? null,
    async stop() {
      isStopping = true
      await restarting
      if (child !== null) await shutDown(child, runnable)
    },
  }
}

/** One start; resolves when it accepts connections. */
async function run({ binaries, cluster, flags, logFile }: Runnable): Promise<ChildProcess> {
  const output = openLog(logFile)
  const child = spawn(binaries.postgres, ["-D", cluster.dirAsSeen, ...flags], {
    ...spawnOptions(cluster),
    stdio: ["ignore", output, output],
    // Ctrl-C in a terminal goes to the whole group: the database must outlive what is still being written to it.
    detached: true,
  })
  closeSync(output)
  let failure: Error | null = null
  child.once("error", (error) => (failure = error))
  for (;;) {
    if (failure !== null || hasEnded(child)) break
    const postmaster = postmasterOf(cluster.dir)
    if (postmaster !== null && postmaster.pid === child.pid && postmaster.isReady) return child
    await sleep(10)
  }
  throw new Error(
    `PostgreSQL ended while starting. ${failure === null ? lastWords(logFile) : String(failure)}`,
  )
}

async function shutDown(child: ChildProcess, { binaries, cluster, log }: Runnable): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  if (hasEnded(child)) return
  if (process.platform === "win32") spawnSync(binaries.pgCtl, ["stop", "-D", cluster.dir, "-m", "fast", "-w"])
  else child.kill("SIGINT") // fast: open transactions roll back, everything committed is on the disk
  const impatient = setTimeout(() => {
    log.warn("the database takes long to stop and is stopped hard; it will repair itself at the next start")
    child.kill("SIGQUIT")
  }, 30_000)
  await ended
  clearTimeout(impatient)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

const logLimit = 1_000_000

function openLog(file: string): number {
  mkdirSync(join(file, ".."), { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logLimit) renameSync(file, `${file}.1`)
  return openSync(file, "a", 0o600)
}

function lastWords(logFile: string): string {
  return readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n")
}
