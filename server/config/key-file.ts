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
  const text = secretOfFile({ dataDir, name, make: () => `${randomBytes(keyBytes).toString("base64")}\n` })
  const key = Buffer.from(text, "base64")
  if (key.length >= keyBytes) return key
  throw new Error(
    `${join(dataDir, name)} holds no key of ${keyBytes} bytes in base64. Put the right one back from a copy; ${lost}.`,
  )
}

interface SecretFile extends Pick<KeyFile, "dataDir" | "name"> {
  readonly make: () => string
}

/** What a file of its own holds, made once, that only the server's user may read. */
export function secretOfFile({ dataDir, name, make }: SecretFile): string {
  const path = join(dataDir, name)
  const known = readIfThere(path)
  if (known !== null) return known
  mkdirSync(dataDir, { recursive: true })
  // Written aside and linked into place: two that make it at once end with the same one, and nobody reads half of it.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, make(), { mode: 0o600, flag: "wx" })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, "utf8")
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
}
