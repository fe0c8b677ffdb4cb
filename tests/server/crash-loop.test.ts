// Over 20 s: the server and its database are killed and started again for each crash.
import { openHouse } from "../support/house.ts"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import { silent } from "../../server/database/database-log.ts"
import { type BranchCaller, branchCaller, type Reply, ticketIn } from "../support/branch-caller.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { addBranch, noonPlan, type OwnBranch } from "../support/noon-branch.ts"
import { query } from "../support/postgres.ts"
import { postgresProcesses, sendSignal } from "../support/postgres-processes.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"

/** In the short run each victim once, and PostgreSQL in each way; in the whole one each several times. */
const kills = wholeOrShort(
  Array.from({ length: 20 }, (_, kill) => kill),
  [0, 1, 4, 7, 2],
)
const victims = ["server", "postgres", "both"] as const
const takerCount = 6
const tellerCount = 4

let dataDir: string
let branch: OwnBranch
let server: ServerProcess

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "giliran-crash-"))
  const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
  branch = await addBranch(ledger, noonPlan("crash", tellerCount, Date.now()))
  await ledger.close()
})

afterAll(async () => {
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

it(
  `survives ${kills.length} × kill -9 of the server, of PostgreSQL and of both, under load`,
  { timeout: 180_000 },
  async () => {
    server = await startServerProcess({ dataDir })
    const caller = branchCaller(() => server.url, branch)
    for (const id of branch.counterIds)
      await caller.post(`/counters/${id}/open`, { teller: { id: `teller-${id}`, name: `Teller ${id}` } })

    const load = startLoad(caller, branch.counterIds)
    for (const kill of kills) {
      const before = load.acknowledged.length
      // A different instant of the work each time.
      await sleep(100 + ((kill * 37) % 200))
      await load.until(() => load.acknowledged.length > before)
      const victim = victims[kill % victims.length]
      if (victim !== "server") for (const pid of postgresVictims(kill)) sendSignal(pid, "SIGKILL")
      if (victim !== "postgres") {
        await server.kill()
        server = await startServerProcess({ dataDir })
      }
    }
    const afterLastKill = load.acknowledged.length
    await load.until(() => load.acknowledged.length > afterLastKill + 50)
    await load.finish()

    const { acknowledged } = load
    expect(load.surprises).toEqual([])
    const found = await eventsInLedger()

    // Nothing acknowledged is lost: its event is there, with what the caller was told.
    const lost = acknowledged.filter(({ type, ticketId, number, key }) => {
      const event = found.find(
        (one) => one.type === type && one.ticketId === ticketId && one.commandId === key,
      )
      return !event || (type === "ticket-taken" && event.number !== number)
    })
    expect(lost).toEqual([])

    // Every key was asked again until it was answered, and led to exactly one ticket.
    const takes = found.filter(({ type }) => type === "ticket-taken")
    expect(new Set(takes.map(({ commandId }) => commandId))).toEqual(new Set(load.takeKeys))
    expect(takes.length).toBe(load.takeKeys.length)
    expect(load.retries).toBeGreaterThan(0)
    expect(new Set(takes.map(({ number }) => number)).size).toBe(takes.length)
    expect(new Set(takes.map(({ ticketId }) => ticketId)).size).toBe(takes.length)

    // No ticket was called twice, and the ledger has no gap.
    const calls = found.filter(({ type }) => type === "ticket-called").map(({ ticketId }) => ticketId)
    expect(new Set(calls).size).toBe(calls.length)
    expect(calls.length).toBeGreaterThan(kills.length)
    expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => index + 1))

    // An answered key still gets its first answer, byte for byte.
    for (const { key, text } of load.takeAnswers.filter((_, index) => index % 25 === 0))
      expect(await caller.post("/tickets", { serviceId: "teller" }, key)).toMatchObject({ status: 201, text })
  },
)

/** In turn all of PostgreSQL at once, the postmaster alone, and one of the processes that work for it. */
function postgresVictims(kill: number): readonly number[] {
  const processes = postgresProcesses(dataDir)
  const way = Math.floor(kill / victims.length) % 3
  if (way === 0) return processes
  return way === 1 ? processes.slice(0, 1) : processes.slice(1 + (kill % (processes.length - 1))).slice(0, 1)
}

interface Acknowledged {
  readonly type: string
  readonly key: string
  readonly ticketId: string
  readonly number: string
}

/** Takers and tellers who ask again, under the same key, until they are answered. */
function startLoad(caller: BranchCaller, counterIds: readonly string[]) {
  const acknowledged: Acknowledged[] = []
  const takeAnswers: { key: string; text: string }[] = []
  const takeKeys: string[] = []
  const surprises: string[] = []
  let retries = 0
  const over = new AbortController()

  const untilAnswered = async (path: string, key: string, body = {}): Promise<Reply> => {
    for (;;) {
      const reply = await caller.post(path, body, key).catch(() => null)
      if (reply && reply.status !== 503) return reply
      retries += 1
      await sleep(20)
    }
  }

  const take = async () => {
    while (!over.signal.aborted) {
      const key = randomUUID()
      takeKeys.push(key)
      const reply = await untilAnswered("/tickets", key, { serviceId: "teller" })
      if (reply.status !== 201) {
        surprises.push(`take: ${reply.status} ${reply.text}`)
        return
      }
      const { id, number } = ticketIn(reply)
      acknowledged.push({ type: "ticket-taken", key, ticketId: id, number })
      takeAnswers.push({ key, text: reply.text })
      await sleep(5)
    }
  }

  const work = async (counterId: string) => {
    while (!over.signal.aborted) {
      const key = randomUUID()
      const reply = await untilAnswered(`/counters/${counterId}/call-next`, key)
      if (reply.code === "queue-empty") {
        await sleep(10)
        continue
      }
      if (reply.status !== 200) {
        surprises.push(`call-next: ${reply.status} ${reply.text}`)
        return
      }
      const { id, number } = ticketIn(reply)
      acknowledged.push({ type: "ticket-called", key, ticketId: id, number })
      const missedKey = randomUUID()
      const missed = await untilAnswered(`/tickets/${id}/no-show`, missedKey)
      if (missed.status === 200)
        acknowledged.push({ type: "ticket-missed", key: missedKey, ticketId: id, number })
      else surprises.push(`no-show: ${missed.status} ${missed.text}`)
    }
  }

  const all = Promise.all([...Array.from({ length: takerCount }, take), ...counterIds.map(work)])
  return {
    acknowledged,
    takeAnswers,
    takeKeys,
    surprises,
    get retries() {
      return retries
    },
    /** Fails when it takes longer than a person would wait: a start that needs a hand. */
    async until(isSo: () => boolean) {
      for (const giveUpAt = performance.now() + 15_000; !isSo() && surprises.length === 0; await sleep(10))
        if (performance.now() > giveUpAt)
          throw new Error("Nothing was answered for 15 s: it did not come back by itself")
    },
    async finish() {
      over.abort()
      await all
    },
  }
}

interface Found {
  readonly seq: number
  readonly type: string
  readonly commandId: string | null
  readonly ticketId: string | null
  readonly number: string | null
}

async function eventsInLedger(): Promise<readonly Found[]> {
  const url = await connectionUrlOf(dataDir)
  if (url === null) throw new Error("No server holds the data directory")
  return query<Found & Record<string, unknown>>(
    url,
    `SELECT seq, type, "commandId", body->>'ticketId' AS "ticketId", body->>'number' AS number
     FROM "Event" WHERE "branchId" = $1 ORDER BY seq`,
    [branch.plan.branchId],
  )
}
