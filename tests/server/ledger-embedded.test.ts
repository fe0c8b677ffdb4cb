// Over 20 s: PostgreSQL itself is started, killed and started again.
import { openHouse } from "../support/house.ts"
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../server/database/embedded-postgres.ts"
import { silent } from "../../server/database/database-log.ts"
import { batchOf, branch } from "../support/batches.ts"
import { query } from "../support/postgres.ts"

/** A data directory as a stopped server leaves it: copying one is quicker than making one. */
let stopped: string
let folder: string
let dataDir: string
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  stopped = mkdtempSync(join(tmpdir(), "giliran-stopped-"))
  await (await startEmbeddedPostgres({ dataDir: stopped, log: silent })).stop()
})
afterAll(() => rmSync(stopped, { recursive: true, force: true }))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "giliran-embedded-"))
  dataDir = join(folder, "data")
  const { status } = spawnSync("cp", ["-a", stopped, dataDir])
  if (status !== 0) throw new Error("the stopped data directory could not be copied")
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(where = dataDir): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: where, log: silent })
  running.push(server)
  return server
}

/** A whole other process that runs the database of `dataDir`, to be killed. */
interface Elsewhere {
  readonly child: ChildProcess
  readonly databasePid: number
  readonly url: string
  readonly ownerUrl: string
}

async function startElsewhere(): Promise<Elsewhere> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL("../../server/database/embedded-postgres.ts", import.meta.url).href)}
    import { silent } from ${JSON.stringify(new URL("../../server/database/database-log.ts", import.meta.url).href)}
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: silent })
    process.stdout.write(JSON.stringify({ databasePid: server.pid(), url: server.url, ownerUrl: server.ownerUrl }))
  `
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  })
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString()))
    child.once("exit", (code) => reject(new Error(`the other server ended with ${code}`)))
  })
  return { child, ...(JSON.parse(said) as Omit<Elsewhere, "child">) }
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await ended
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !existsSync("/proc/self") || /\) [^Z]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"))
}

test("starts with durability on, stops, and starts again with what it had", async () => {
  const first = await start()
  expect(await query(first.url, "SHOW fsync")).toEqual([{ fsync: "on" }])
  expect(await query(first.url, "SHOW synchronous_commit")).toEqual([{ synchronous_commit: "on" }])
  await query(first.ownerUrl, "CREATE TABLE kept (word text)")
  const pid = first.pid() ?? 0
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  const second = await start()
  expect(await query(second.ownerUrl, "SELECT count(*)::int AS count FROM kept")).toEqual([{ count: 0 }])
})

test("listens on no network and lets nobody else in", async () => {
  const server = await start()
  expect(await query(server.url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }])
  expect(new URL(server.url).searchParams.get("host")).toBe(join(dataDir, "postgres"))
})

test("a data directory with a path too long for a socket works", async () => {
  const long = join(folder, "a".repeat(60), "b".repeat(60))
  const server = await start(long)
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }])
  expect(await connectionUrlOf(long)).toBe(server.url)
  await expect(start(long)).rejects.toThrow(`in use by process ${process.pid}`)
})

test("a second live server is refused by the first one's process id, and the first goes on", async () => {
  const { child, databasePid, url } = await startElsewhere()
  await expect(start()).rejects.toThrow(`DATA_DIR is in use by process ${child.pid}: ${dataDir}`)
  expect(isAlive(databasePid)).toBe(true)
  expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }])
  await killed(child)
  await start()
})

test("of several that start at the same moment one runs", async () => {
  const results = await Promise.allSettled([start(), start(), start()])
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
})

test("tells a command beside it how to reach the database, only while it runs", async () => {
  expect(await connectionUrlOf(dataDir)).toBeNull()
  const { child, url } = await startElsewhere()
  expect(await connectionUrlOf(dataDir)).toBe(url)
  await killed(child)
  expect(await connectionUrlOf(dataDir)).toBeNull()
  await start()
})

test("the server was killed: its database is stopped cleanly and the next start needs no hand", async () => {
  const { child, databasePid, ownerUrl } = await startElsewhere()
  await query(ownerUrl, "CREATE TABLE kept AS SELECT 1 AS one")
  await killed(child)
  expect(isAlive(databasePid)).toBe(true)
  const server = await start()
  expect(isAlive(databasePid)).toBe(false)
  expect(await query(server.ownerUrl, "SELECT one FROM kept")).toEqual([{ one: 1 }])
  expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).not.toContain("was not properly shut down")
})

test("the server and its database were killed", async () => {
  const { child, databasePid, ownerUrl } = await startElsewhere()
  await query(ownerUrl, "CREATE TABLE kept AS SELECT 1 AS one")
  process.kill(databasePid, "SIGKILL")
  await killed(child)
  const server = await start()
  expect(await query(server.ownerUrl, "SELECT one FROM kept")).toEqual([{ one: 1 }])
})

test("a stale postmaster.pid with a process id that is somebody else's now", async () => {
  await (await start()).stop()
  const file = join(dataDir, "postgres", "postmaster.pid")
  writeFileSync(file, `${process.pid}\n${join(dataDir, "postgres")}\n1787000000\n5432\n\n\n\nready   \n`)
  const server = await start()
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }])
})

test("a making of the cluster that was broken off is begun anew", async () => {
  rmSync(join(dataDir, "postgres"), { recursive: true })
  mkdirSync(join(dataDir, "postgres.unfinished", "base"), { recursive: true })
  const server = await start()
  expect(existsSync(join(dataDir, "postgres.unfinished"))).toBe(false)
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }])
})

test("the database is killed under load, again and again: what was acknowledged is there, once", async () => {
  const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
  running.push({ stop: () => ledger.close() })
  const acknowledged: string[] = []
  const over = new AbortController()
  const load = (async () => {
    const mine = branch("bandung")
    for (let after = 0; !over.signal.aborted;) {
      const commandId = `c-${acknowledged.length}-${after}`
      const result = await ledger.append(batchOf(mine, after, { commandId })).catch(() => null)
      if (result?.appended) {
        acknowledged.push(commandId)
        after++
      } else {
        after = (await ledger.eventsAfter(mine, 0, 1_000_000).catch(() => [])).length
      }
    }
  })()
  for (let kill = 0; kill < 5; kill++) {
    await sleep(300)
    const postmaster = Number(
      readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0],
    )
    process.kill(postmaster, "SIGKILL")
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(before + 5)
  }
  over.abort()
  await load
  const found = (await ledger.eventsAfter(branch("bandung"), 0, 1_000_000)).map(({ commandId }) => commandId)
  expect(new Set(found).size).toBe(found.length)
  expect(found).toEqual(expect.arrayContaining(acknowledged))
})

test.runIf(process.getuid?.() === 0)("as root it works in a folder that only root can enter", async () => {
  const closed = join(folder, "closed")
  mkdirSync(closed, { mode: 0o700 })
  const server = await start(join(closed, "data"))
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }])
  process.kill(server.pid() ?? 0, "SIGKILL")
  await expect
    .poll(() => query(server.url, "SELECT 1 AS one").catch(() => []), { timeout: 10_000 })
    .toEqual([{ one: 1 }])
})
