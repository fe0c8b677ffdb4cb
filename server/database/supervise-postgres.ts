import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs"
import type { World } from "../world.ts"
import { wordsOf } from "./database-errors.ts"
import { postmasterOf, waitUntilNobodyUses } from "./left-over-postgres.ts"
import type { DatabaseLog } from "./database-log.ts"
import type { PostgresBinaries } from "./postgres-binaries.ts"
import { type Cluster, spawnOptions } from "./postgres-cluster.ts"

export interface Supervised {
  readonly pid: () => number | null
  readonly stop: () => Promise<void>
}

export interface Runnable {
  readonly binaries: PostgresBinaries
  readonly cluster: Cluster
  readonly log: DatabaseLog
  readonly world: World
  readonly logFile: string
  readonly settings: Readonly<Record<string, string>>
  /** Called at each start, when its process was started and is not ready yet. */
  readonly whileStarting: () => void
}

/** Runs it, and again whenever it ends by itself, until it is stopped. */
export async function supervise(runnable: Runnable): Promise<Supervised> {
  const { world, cluster, log } = runnable
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
    const since = world.elapsedMs()
    log.warn("the database ended by itself and is started again")
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2000)) {
      try {
        await waitUntilNobodyUses(cluster.dir, world)
        if (isStopping) return
        watch(await run(runnable))
        log.info(`the database is back after ${Math.round(world.elapsedMs() - since)} ms`)
        return
      } catch (error) {
        log.error(`the database does not start: ${wordsOf(error)}`)
        await world.sleep(pauseMs)
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
async function run({
  binaries,
  cluster,
  settings,
  logFile,
  whileStarting,
  world,
}: Runnable): Promise<ChildProcess> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
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
  whileStarting()
  for (;;) {
    if (failure !== null || hasEnded(child)) break
    const postmaster = postmasterOf(cluster.dir)
    if (postmaster !== null && postmaster.pid === child.pid && postmaster.isReady) return child
    await world.sleep(10)
  }
  throw new Error(
    `PostgreSQL ended while starting. ${failure === null ? lastWords(logFile) : String(failure)}`,
  )
}

const stopPatienceMs = 30_000

async function shutDown(child: ChildProcess, { binaries, cluster, log, world }: Runnable): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  if (hasEnded(child)) return
  if (process.platform === "win32") spawnSync(binaries.pgCtl, ["stop", "-D", cluster.dir, "-m", "fast", "-w"])
  else child.kill("SIGINT") // fast: open transactions roll back, everything committed is on the disk
  const impatient = world.after(stopPatienceMs, () => {
    log.warn("the database takes long to stop and is stopped hard; it will repair itself at the next start")
    child.kill("SIGQUIT")
  })
  await ended
  impatient.cancel()
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Bytes; what is longer begins anew at the next start, and one old file is kept. */
const logLimit = 1_000_000

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logLimit) renameSync(file, `${file}.1`)
  return openSync(file, "a", 0o600)
}

function lastWords(logFile: string): string {
  return readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n")
}
