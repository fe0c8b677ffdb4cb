import { randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Config } from "../config.ts"

const keyBytes = 32

/**
 * The key without which no stored customer can be recognised. From the environment, or, beside the embedded database, from a
 * file of its own that is made once and that only the server's user may read. Never in the database: a copy of that alone
 * tells nobody who the bank's customers are. Null when an outside database is used and no key was given: several servers
 * must share one, and each making its own would recognise nobody.
 */
export function customerKeyOf({
  customerKey,
  databaseUrl,
  dataDir,
}: Pick<Config, "customerKey" | "databaseUrl" | "dataDir">): Buffer | null {
  if (customerKey) return customerKey
  return databaseUrl === null ? keptKey(dataDir) : null
}

function keptKey(dataDir: string): Buffer {
  const path = join(dataDir, "customer.key")
  const known = readKey(path)
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
  const made = readKey(path)
  if (!made) throw new Error(`The key of the customers was made and cannot be read: ${path}`)
  return made
}

function readKey(path: string): Buffer | null {
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
    `${path} holds no key of ${keyBytes} bytes in base64. Put the right one back from a copy; without it imported customers must be imported again.`,
  )
}
