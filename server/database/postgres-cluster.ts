import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Account } from "./postgres-account.ts"
import type { PostgresBinaries } from "./postgres-binaries.ts"

/** The folder that PostgreSQL keeps its data in, and how its programs are started there. */
export interface Cluster {
  readonly dir: string
  /** What PostgreSQL is told the folder is. */
  readonly dirAsSeen: string
  readonly account: Account | null
  /** Null where only processes of this account can reach the socket. */
  readonly passwords: Passwords | null
}

export interface Passwords {
  readonly owner: string
  readonly server: string
}

/** Owns everything: for initdb, for starting, and for migrations. */
export const superuser = "giliran"
/** What the server and its commands work as. */
export const serverRole = "giliran_server"

/** The cluster in this data directory, made when there is none. */
export function prepareCluster(
  dataDir: string,
  {
    binaries,
    account,
    usesPassword,
  }: { binaries: PostgresBinaries; account: Account | null; usesPassword: boolean },
): Cluster {
  const dir = join(dataDir, "postgres")
  const passwords = usesPassword
    ? {
        owner: passwordIn(dataDir, "postgres.password"),
        server: passwordIn(dataDir, "postgres.server-password"),
      }
    : null
  if (!existsSync(dir)) initialise(dir, { binaries, account, password: passwords?.owner ?? null })
  if (account === null) sayWhoseItIs(dir)
  return { dir, dirAsSeen: dirAsSeen(dir, account), account, passwords }
}

export function spawnOptions({ dir, account }: Pick<Cluster, "dir" | "account">) {
  const passed = ["PATH", "SystemRoot", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]
  const env: Record<string, string> = { LC_ALL: "C", LC_MESSAGES: "C", TZ: "UTC" }
  for (const name of passed) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return {
    cwd: dir,
    env,
    windowsHide: true,
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  }
}

/**
 * A process may be put into a folder by root and work there without being able to walk to it. So on Linux, when root
 * hands the database to another account, the cluster is named by where the process stands, and a DATA_DIR below /root
 * works like any other.
 */
function dirAsSeen(dir: string, account: Account | null): string {
  return account !== null && process.platform === "linux" ? "/proc/self/cwd" : dir
}

/** Made aside and renamed, so that a crash in the middle leaves no half of one. */
function initialise(
  dir: string,
  {
    binaries,
    account,
    password,
  }: { binaries: PostgresBinaries; account: Account | null; password: string | null },
): void {
  const unfinished = `${dir}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  chmodSync(unfinished, 0o700)
  if (account !== null) chownSync(unfinished, account.uid, account.gid)

  const secret = password === null ? null : secretFile(password, account)
  const auth = secret === null ? ["--auth=trust"] : ["--auth=scram-sha-256", `--pwfile=${secret.path}`]
  const { status, error, stderr } = spawnSync(
    binaries.initdb,
    [
      "-D",
      dirAsSeen(unfinished, account),
      "-U",
      superuser,
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
      ...auth,
    ],
    { ...spawnOptions({ dir: unfinished, account }), encoding: "utf8" },
  )
  secret?.remove()
  if (status !== 0) {
    const whom = account === null ? "" : ` as ${account.name}`
    throw new Error(
      `The database could not be made in ${dir}${whom}: ${error?.message ?? stderr.trim()}\n` +
        "Free some room there or choose another DATA_DIR, or set DATABASE_URL to a PostgreSQL that runs elsewhere.",
    )
  }
  renameSync(unfinished, dir)
}

/** initdb takes a password by file only. */
function secretFile(password: string, account: Account | null): { path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "giliran-"))
  const path = join(folder, "password")
  writeFileSync(path, password, { mode: 0o600 })
  if (account !== null) for (const each of [folder, path]) chownSync(each, account.uid, account.gid)
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function sayWhoseItIs(dir: string): void {
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Error(
      `${dir} belongs to another account, most likely because the server was first started as root. ` +
        "Start it as root again, or give the folder to this account with chown.",
      { cause: error },
    )
  }
}

function passwordIn(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 })
  return readFileSync(file, "utf8")
}
