import { spawnSync } from "node:child_process"
import { readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { World } from "../world.ts"
import type { Account } from "./postgres-account.ts"
import type { PostgresBinaries } from "./postgres-binaries.ts"

const patienceMs = 60_000
/** A fast shutdown writes a checkpoint; then it is asked to stop at once, then made to. */
const gentleMs = 15_000
const harshMs = 5_000

interface LeftOverNeeds {
  readonly socketFolder: string
  readonly binaries: PostgresBinaries
  readonly account: Account | null
  readonly world: World
}

/**
 * A server that was killed leaves its PostgreSQL behind. It is stopped cleanly, or its stale `postmaster.pid` cleared. Call
 * only while holding the lock of the data directory. Returns whether there was one alive.
 */
export async function stopLeftOver(
  clusterDir: string,
  { socketFolder, binaries, account, world }: LeftOverNeeds,
): Promise<boolean> {
  const wasAlive =
    process.platform === "linux"
      ? await stopByWorkingDirectory(realpathSync(clusterDir), postmasterOf(clusterDir)?.pid, world)
      : stopByPidFile(clusterDir, binaries, account)
  // PostgreSQL clears these itself unless the process id in them is taken, if only by the dead one that nobody buried.
  rmSync(join(clusterDir, "postmaster.pid"), { force: true })
  for (const name of [".s.PGSQL.5432", ".s.PGSQL.5432.lock"])
    rmSync(join(socketFolder, name), { force: true })
  return wasAlive
}

/** What a running PostgreSQL wrote about itself; null when there is no such file, or it is still being written. */
export function postmasterOf(clusterDir: string): { pid: number; isReady: boolean } | null {
  let lines: string[]
  try {
    lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n")
  } catch {
    return null
  }
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === "ready" } : null
}

/** When a postmaster is killed its children need a moment to notice and leave; until then nobody else may start. */
export async function waitUntilNobodyUses(
  clusterDir: string,
  world: World,
  withinMs = patienceMs,
): Promise<void> {
  if (process.platform !== "linux") return
  const folder = realpathSync(clusterDir)
  for (const until = world.elapsedMs() + withinMs; world.elapsedMs() < until; await world.sleep(20)) {
    if (usersOf(folder).length === 0) return
  }
}

/**
 * Every process of a PostgreSQL has the cluster as its working directory, which tells the real owner from a stranger who
 * got its process id after a restart of the machine.
 */
async function stopByWorkingDirectory(
  folder: string,
  postmaster: number | undefined,
  world: World,
): Promise<boolean> {
  const users = usersOf(folder)
  if (users.length === 0) return false
  if (postmaster !== undefined && users.includes(postmaster)) process.kill(postmaster, "SIGINT") // fast shutdown
  await waitUntilNobodyUses(folder, world, gentleMs)
  // One that was killed while it started has written no process id yet, and a child may miss that its postmaster died. The
  // lock is ours, so nobody works with them any more, and what was acknowledged is in the write-ahead log.
  for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
    for (const pid of usersOf(folder)) endIfThere(pid, signal)
    await waitUntilNobodyUses(folder, world, harshMs)
  }
  const stubborn = usersOf(folder)
  if (stubborn.length > 0)
    throw new Error(`Another PostgreSQL uses ${folder} (processes ${stubborn.join(", ")}): stop it first.`)
  return true
}

function endIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}

function usersOf(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return false
        const state = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.[0]
        return state !== "Z"
      } catch {
        return false // it ended, or is not ours to look at
      }
    })
    .map(Number)
}

function stopByPidFile(clusterDir: string, { pgCtl }: PostgresBinaries, account: Account | null): boolean {
  const left = postmasterOf(clusterDir)
  if (left === null || !isPostgres(left.pid)) return false
  const { status, stderr, error } = spawnSync(
    pgCtl,
    ["stop", "-D", clusterDir, "-m", "fast", "-w", "-t", String(patienceMs / 1000)],
    {
      encoding: "utf8",
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    },
  )
  if (status !== 0)
    throw new Error(`The PostgreSQL left in ${clusterDir} does not stop: ${error?.message ?? stderr}`)
  return true
}

function isPostgres(pid: number): boolean {
  const { stdout } =
    process.platform === "win32"
      ? spawnSync("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], { encoding: "utf8" })
      : spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" })
  return typeof stdout === "string" && stdout.includes("postgres")
}
