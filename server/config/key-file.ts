import { randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const keyBytes = 32

export interface KeyFile {
  readonly dataDir: string
  readonly name: string
  /** For whoever finds it damaged: what is lost without the right one. */
  readonly lost: string
}

/** A key of a file of its own, made once, that only the server's user may read. */
export function keyOfFile({ dataDir, name, lost }: KeyFile): Buffer {
  const path = join(dataDir, name)
  const known = readKey(path, lost)
  if (known) return known
  mkdirSync(dataDir, { recursive: true })
  // Written aside and linked into place: two that make it at once end with the same one, and nobody reads half of it.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flag: "wx" })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    rmSync(draft)
  }
  const made = readKey(path, lost)
  if (!made) throw new Error(`A key was made and cannot be read: ${path}`)
  return made
}

function readKey(path: string, lost: string): Buffer | null {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
  const key = Buffer.from(text, "base64")
  if (key.length >= keyBytes) return key
  throw new Error(
    `${path} holds no key of ${keyBytes} bytes in base64. Put the right one back from a copy; ${lost}.`,
  )
}
