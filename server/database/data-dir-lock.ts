import { createHash } from "node:crypto"
import { closeSync, mkdirSync, openSync, realpathSync, renameSync, rmSync } from "node:fs"
import { type Server, connect, createServer } from "node:net"
import { join } from "node:path"
import { realWorld, type World } from "../world.ts"
import { fitsSocketPath, shortFolderFor } from "./socket-folder.ts"

/**
 * One live server a data directory. The lock is a socket that the holder answers: it dies with its process, however that
 * ends, and a process id that came to somebody else cannot be mistaken for it. Whoever asks hears who holds it and how to
 * reach the database.
 */
export interface DataDirLock {
  /** From now on, whoever asks is told this. */
  publish(url: string): void
  release(): Promise<void>
}

export interface Holder {
  /** Null when it is alive but too busy to say. */
  readonly pid: number | null
  /** Null until its database is ready. */
  readonly url: string | null
}

/** Throws when a live server holds it. */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  mkdirSync(dataDir, { recursive: true })
  const door = doorOf(dataDir)
  let url: string | null = null
  const server = createServer((visitor) => {
    visitor.on("error", () => {})
    visitor.end(JSON.stringify({ pid: process.pid, url } satisfies Holder))
  })
  server.unref()
  try {
    await takeDoor(server, door, dataDir)
  } catch (error) {
    door.close()
    throw error
  }
  return {
    publish(newUrl) {
      url = newUrl
    },
    async release() {
      await new Promise((resolve) => server.close(resolve))
      door.close()
    },
  }
}

/** The url of the database that a live server runs in this data directory; null when none does. */
export async function connectionUrlOf(dataDir: string, world: World = realWorld): Promise<string | null> {
  let door: Door
  try {
    door = doorOf(dataDir)
  } catch {
    return null // there is no such directory yet
  }
  try {
    for (let patience = 0; patience < 100; patience++) {
      const holder = await askHolder(door.path)
      if (holder === null) return null
      if (holder.url !== null) return holder.url
      await world.sleep(100) // it is starting
    }
    return null
  } finally {
    door.close()
  }
}

interface Door {
  readonly path: string
  close(): void
}

function doorOf(dataDir: string): Door {
  const folder = realpathSync(dataDir)
  if (process.platform === "win32") {
    const name = createHash("sha256").update(folder.toLowerCase()).digest("hex").slice(0, 32)
    return { path: `\\\\.\\pipe\\giliran-${name}`, close() {} }
  }
  const name = "giliran.lock"
  const plain = join(folder, name)
  if (fitsSocketPath(plain)) return { path: plain, close() {} }
  if (process.platform !== "linux") return { path: join(shortFolderFor(folder, null), name), close() {} }
  // Linux knows a short way to any directory: the one that a process has open.
  const open = openSync(folder, "r")
  return { path: `/proc/self/fd/${open}/${name}`, close: () => closeSync(open) }
}

async function takeDoor(server: Server, door: Door, dataDir: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await listens(server, door.path)) return
    const holder = await askHolder(door.path)
    if (holder !== null) throw inUse(dataDir, holder)
    // Nobody answers: its holder died. Moved aside and asked again before it is removed, because another server that
    // starts at this moment may have put a fresh one in its place.
    const aside = `${door.path}.${process.pid}`
    try {
      renameSync(door.path, aside)
    } catch {
      continue // gone meanwhile
    }
    const second = await askHolder(aside)
    if (second !== null) {
      renameSync(aside, door.path)
      throw inUse(dataDir, second)
    }
    rmSync(aside, { force: true })
  }
  throw inUse(dataDir, { pid: null, url: null })
}

function inUse(dataDir: string, { pid }: Holder): Error {
  const who = pid === null ? "another process" : `process ${pid}`
  return new Error(
    `DATA_DIR is in use by ${who}: ${dataDir}. Stop that server, or give this one a DATA_DIR of its own.`,
  )
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off("listening", listening)
      if (error.code === "EADDRINUSE") resolve(false)
      else reject(new Error(`DATA_DIR cannot be locked (${path}): ${error.message}`, { cause: error }))
    }
    const listening = () => {
      server.off("error", failed)
      resolve(true)
    }
    server.once("error", failed)
    server.once("listening", listening)
    server.listen({ path })
  })
}

/** Null when nobody is behind the door. */
function askHolder(path: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    const unknown: Holder = { pid: null, url: null }
    const socket = connect({ path })
    let said = ""
    socket.setEncoding("utf8")
    socket.setTimeout(3000, () => {
      socket.destroy()
      resolve(unknown)
    })
    socket.on("data", (part: string) => (said += part))
    socket.on("error", (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === "ECONNREFUSED" || error.code === "ENOENT" || error.code === "ENOTSOCK"
          ? null
          : unknown,
      ),
    )
    socket.on("end", () => resolve(parseHolder(said) ?? unknown))
  })
}

function parseHolder(said: string): Holder | null {
  try {
    const parsed: unknown = JSON.parse(said)
    if (typeof parsed !== "object" || parsed === null || !("pid" in parsed) || !("url" in parsed)) return null
    if (typeof parsed.pid !== "number" || !(parsed.url === null || typeof parsed.url === "string"))
      return null
    return { pid: parsed.pid, url: parsed.url }
  } catch {
    return null
  }
}
