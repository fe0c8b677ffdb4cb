import { spawnSync } from "node:child_process"
import { existsSync, statSync } from "node:fs"

/** An unprivileged account of the system. */
export interface Account {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

/**
 * PostgreSQL refuses to run as root. As root it gets the account that owns the data, else `postgres`, else `nobody`; null
 * when we are not root and it runs as we do.
 */
export function accountForPostgres(clusterDir: string, dataDir: string): Account | null {
  if (process.getuid?.() !== 0) return null
  const account =
    ownerOf(clusterDir) ?? ownerOf(dataDir) ?? accountNamed("postgres") ?? accountNamed("nobody")
  if (account !== null) return account
  throw new Error(
    "PostgreSQL does not run as root, and this machine has neither an account `postgres` nor one `nobody`. " +
      "Start the server as another user, or set DATABASE_URL to a PostgreSQL that runs elsewhere.",
  )
}

function ownerOf(path: string): Account | null {
  if (!existsSync(path)) return null
  const { uid, gid } = statSync(path)
  return uid === 0 ? null : { uid, gid, name: `the account ${uid}` }
}

function accountNamed(name: string): Account | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }))
  if (uid?.status !== 0 || gid?.status !== 0) return null
  return { uid: Number(uid.stdout), gid: Number(gid.stdout), name }
}
