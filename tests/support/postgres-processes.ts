import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"

/** The embedded PostgreSQL of a data directory, as the operating system sees it: the postmaster first, then its children. */
export function postgresProcesses(dataDir: string): readonly number[] {
  const pidFile = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8")
  const postmaster = Number(pidFile.split("\n")[0])
  return [postmaster, ...childrenOf(postmaster)]
}

/** Null while there is none. */
function postmasterOf(dataDir: string): number | null {
  try {
    return postgresProcesses(dataDir)[0] ?? null
  } catch {
    return null
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
