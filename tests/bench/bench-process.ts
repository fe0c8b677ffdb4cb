import { type TestHouse, openHouse } from "../support/house.ts"
import { type ChildProcess, fork } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { seedDemoBranch } from "../../server/demo/seed.ts"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import { superuser } from "../../server/database/postgres-cluster.ts"
import { silent } from "../../server/database/database-log.ts"
import { postgresProcesses } from "../support/postgres-processes.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"
import type { Load, LoadFigures } from "./load.ts"

/** A Giliran server on an embedded database of its own. */
export interface BenchServer extends ServerProcess {
  readonly dataDir: string
  /** How its database is reached. */
  readonly databaseUrl: string
}

/** The first start with new sources is another one than all that follow, and `npm start` makes it before it serves. */
let setUp: Promise<void> | undefined

/**
 * Prepares the ledger while no server has it, then runs the server for as long as `use` takes: at a start that is not the
 * first, with the demo branch there already.
 */
export async function withServer<Prepared, Result>(
  prepare: (ledger: TestHouse) => Promise<Prepared>,
  use: (server: BenchServer, prepared: Prepared) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-bench-"))
  try {
    const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
    const prepared = await seedDemoBranch(ledger)
      .then(() => prepare(ledger))
      .finally(() => ledger.close())
    setUp ??= startServerProcess({ dataDir }).then(async (server) => void (await server.stop()))
    await setUp
    const server = await startServerProcess({ dataDir })
    try {
      const databaseUrl = await connectionUrlOf(dataDir)
      if (databaseUrl === null) throw new Error("The server's database cannot be found")
      return await use({ ...server, dataDir, databaseUrl }, prepared)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The baselines, on a database of their own in the same PostgreSQL. */
export async function withBareServer<Result>(
  databaseUrl: string,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const url = new URL(databaseUrl)
  url.username = superuser
  const client = new Client({ connectionString: url.href })
  await client.connect()
  await client.query("CREATE DATABASE bare")
  await client.end()
  url.pathname = "/bare"
  const child = fork(join(import.meta.dirname, "bare-server.ts"), {
    env: { ...process.env, DATABASE_URL: url.href, NODE_ENV: "production" },
    execArgv: [],
  })
  try {
    return await use(await answerFrom<string>(child))
  } finally {
    await ended(child)
  }
}

export interface Loader {
  run(load: Load): Promise<LoadFigures>
  stop(): Promise<void>
}

export function startLoader(): Loader {
  const child = fork(join(import.meta.dirname, "load.ts"), { execArgv: [] })
  return {
    async run(load) {
      child.send(load)
      const figures = await answerFrom<LoadFigures | { failed: string }>(child)
      if ("failed" in figures) throw new Error(figures.failed)
      if (figures.refused > 0)
        throw new Error(`${figures.refused} were refused; the first: ${figures.firstRefusal}`)
      return figures
    },
    stop: () => ended(child),
  }
}

/** Memory that would be free again if it ended, shared pages by their share (PSS), in MB. */
export function memoryOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]
  return Number(kilobytes) / 1024
}

export function postgresMemory({ dataDir }: BenchServer): number {
  return postgresProcesses(dataDir).reduce((sum, pid) => sum + memoryOf(pid), 0)
}

/** Processor time that it has used so far, in milliseconds. */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function answerFrom<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      child.off("exit", fail)
      resolve(message as Answer)
    }
    const fail = () => {
      child.off("message", hear)
      reject(new Error("A bench process ended by itself"))
    }
    child.once("message", hear)
    child.once("exit", fail)
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGKILL")
  await once(child, "exit")
}
