import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"

/** The embedded PostgreSQL of a data directory, as the operating system sees it: the postmaster first, then its children. */
export function postgresProcesses(dataDir: string): readonly number[] {
  const pidFile = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8")
  const postmaster = Number(pidFile.split("\n")[0])
  return [postmaster, ...childrenOf(postmaster)]
}

/** PostgreSQL's helpers come and go: one that is gone already needs no signal. */
export function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | null {
  try {
    // The name before it is in brackets and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])
  } catch {
    return null
  }
}
