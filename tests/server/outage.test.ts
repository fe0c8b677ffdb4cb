// Over 20 s: the database goes away and comes back under a running server.
import { openHouse } from "../support/house.ts"
import { spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdtempSync, openSync, closeSync, rmSync, statfsSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import { silent } from "../../server/database/database-log.ts"
import { type BranchCaller, branchCaller, ticketIn } from "../support/branch-caller.ts"
import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { query } from "../support/postgres.ts"
import { postgresProcesses, sendSignal } from "../support/postgres-processes.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"

const take = { serviceId: "teller" }

let dataDir: string
let server: ServerProcess
let caller: BranchCaller

async function open(folder: string): Promise<void> {
  dataDir = folder
  const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
  const branch = await addBranch(ledger, noonPlan("outage", 2, Date.now()))
  await ledger.close()
  server = await startServerProcess({ dataDir })
  caller = branchCaller(() => server.url, branch)
}

describe("a database that does not answer", () => {
  beforeEach(() => open(mkdtempSync(join(tmpdir(), "giliran-outage-"))))
  afterEach(async () => {
    signal("SIGCONT")
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it("gets 503 ledger-away, leaves nothing half-done, and comes back by itself", async () => {
    const before = ticketIn(await caller.post("/tickets", take))
    signal("SIGSTOP")
    const keys = Array.from({ length: 5 }, () => randomUUID())
    const refused = await Promise.all(keys.map((key) => caller.post("/tickets", take, key)))
    expect(refused.map(({ status, code }) => `${status} ${code}`)).toEqual(keys.map(() => "503 ledger-away"))
    expect(await statusOf("/readyz")).toBe(503)
    expect(await statusOf("/healthz")).toBe(200)
    // What is known already is still told.
    expect(await caller.get(`/tickets/${before.id}`)).toMatchObject({ status: 200 })
    expect(await caller.get("/views/display")).toMatchObject({ status: 200 })

    signal("SIGCONT")
    await until(async () => (await statusOf("/readyz")) === 200)
    const retried = await Promise.all(keys.map((key) => caller.post("/tickets", take, key)))
    expect(retried.map(({ status }) => status)).toEqual(keys.map(() => 201))
    const numbers = [before, ...retried.map((reply) => ticketIn(reply))].map(({ number }) => number)
    expect(await ticketsInLedger()).toEqual(numbers.toSorted())
  })

  it("is started again when it was killed, and what was asked meanwhile is done once", async () => {
    const keys = Array.from({ length: 20 }, () => randomUUID())
    const asked = keys.map(async (key, index) => {
      await sleep(index * 10)
      return caller.post("/tickets", take, key)
    })
    await sleep(60)
    for (const pid of postgresProcesses(dataDir)) sendSignal(pid, "SIGKILL")
    const replies = await Promise.all(asked)
    expect(replies.filter(({ status }) => status !== 201 && status !== 503)).toEqual([])
    await until(async () => (await statusOf("/readyz")) === 200)
    const retried = await Promise.all(keys.map((key) => caller.post("/tickets", take, key)))
    const acknowledged = replies.map(({ status }) => status === 201)
    expect(retried.filter((_, index) => acknowledged[index]).map(({ text }) => text)).toEqual(
      replies.filter((_, index) => acknowledged[index]).map(({ text }) => text),
    )
    expect(await ticketsInLedger()).toEqual(retried.map((reply) => ticketIn(reply).number).toSorted())
  })
})

const mount = mkdtempSync(join(tmpdir(), "giliran-full-"))
const mayMount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", mount]).status === 0
if (mayMount) spawnSync("umount", [mount])
rmSync(mount, { recursive: true, force: true })

/** A disk of its own that can be filled: only root may mount one, so it is tried where root runs the tests. */
describe.runIf(mayMount)("a disk that is full", () => {
  let disk: string
  beforeEach(async () => {
    disk = mkdtempSync(join(tmpdir(), "giliran-full-"))
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=220m", "tmpfs", disk])
    await open(disk)
  })
  afterEach(async () => {
    rmSync(join(disk, "filler"), { force: true })
    await server.stop()
    spawnSync("umount", [disk])
    rmSync(disk, { recursive: true, force: true })
  })

  it(
    "gets 503, leaves nothing half-done, and works again when there is room",
    { timeout: 120_000 },
    async () => {
      const acknowledged: string[] = []
      const unanswered: string[] = []
      const takeOnce = async (key: string) => {
        const reply = await caller.post("/tickets", { ...take, thenServiceIds: Array(5).fill("loan") }, key)
        if (reply.status === 201) acknowledged.push(ticketIn(reply).number)
        else unanswered.push(key)
        return reply
      }
      await takeOnce(randomUUID())
      fill(join(disk, "filler"))
      await until(async () => {
        const replies = await Promise.all(Array.from({ length: 50 }, () => takeOnce(randomUUID())))
        const refused = replies.filter(({ status }) => status !== 201)
        expect(refused.filter(({ code }) => code !== "ledger-away")).toEqual([])
        return refused.length > 0
      }, 60_000)
      expect(statfsSync(disk).bavail * statfsSync(disk).bsize).toBeLessThan(17_000_000)
      expect(await caller.post("/tickets", take)).toMatchObject({ status: 503, code: "ledger-away" })

      rmSync(join(disk, "filler"))
      await until(async () => (await caller.post("/tickets", take)).status === 201, 30_000)
      for (const key of unanswered.splice(0)) expect(await takeOnce(key)).toMatchObject({ status: 201 })
      const found = await ticketsInLedger()
      expect(new Set(found).size).toBe(found.length)
      expect(acknowledged.filter((number) => !found.includes(number))).toEqual([])
    },
  )
})

/** Until not a byte more goes in. */
function fill(file: string): void {
  const filler = openSync(file, "w")
  const block = Buffer.alloc(1 << 20, 1)
  try {
    for (let size = block.length; size >= 4096;)
      try {
        writeSync(filler, block, 0, size)
      } catch {
        size = size / 2
      }
  } finally {
    closeSync(filler)
  }
}

function signal(name: "SIGSTOP" | "SIGCONT"): void {
  for (const pid of postgresProcesses(dataDir)) sendSignal(pid, name)
}

async function statusOf(path: string): Promise<number> {
  return (await fetch(`${server.url}${path}`)).status
}

async function until(isSo: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  for (const giveUpAt = performance.now() + withinMs; !(await isSo()); await sleep(50))
    if (performance.now() > giveUpAt) throw new Error(`It was not so within ${withinMs} ms`)
}

async function ticketsInLedger(): Promise<readonly string[]> {
  const url = await connectionUrlOf(dataDir)
  if (url === null) throw new Error("No server holds the data directory")
  const rows = await query<{ number: string }>(
    url,
    `SELECT body->>'number' AS number FROM "Event" WHERE type = 'ticket-taken' ORDER BY 1`,
  )
  return rows.map(({ number }) => number)
}
