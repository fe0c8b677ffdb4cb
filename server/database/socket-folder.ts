import { createHash } from "node:crypto"
import { chmodSync, chownSync, lstatSync, mkdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Account } from "./postgres-account.ts"

/** A unix socket's path has room for 107 bytes on Linux and 103 on macOS. */
const longestSocketPath = 103

export function fitsSocketPath(path: string): boolean {
  return Buffer.byteLength(path) <= longestSocketPath
}

/**
 * A private folder with a short path, the same one for the same `folder`. Anybody may write to the system's folder for
 * temporary files, so one that is there already is used only when it is ours and nobody else can enter it.
 */
export function shortFolderFor(folder: string, owner: Account | null): string {
  const short = join(tmpdir(), `giliran-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`)
  const uid = owner?.uid ?? process.getuid?.()
  try {
    mkdirSync(short, { mode: 0o700 })
    chmodSync(short, 0o700)
    if (owner !== null) chownSync(short, owner.uid, owner.gid)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
  }
  const found = lstatSync(short)
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(
      `${short} is not a private folder of ours. Remove it, or choose a DATA_DIR with a shorter path.`,
    )
  }
  return short
}
