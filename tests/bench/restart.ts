import { openHouse, type TestHouse } from "../support/house.ts"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { silent } from "../../server/database/database-log.ts"
import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { startServerProcess } from "../support/server-process.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, median } from "./figures.ts"

const ticketCount = 5_000

export interface RestartFigures {
  readonly emptyMs: number
  readonly fullMs: number
  /** After kill -9: the database repairs itself first. */
  readonly afterKillMs: number
  readonly events: number
}

/** From starting the process until it answers that it is ready, with the branch's whole day. */
export async function restart(): Promise<RestartFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-bench-"))
  try {
    const plan = noonPlan("restart", 8, Date.now())
    await withLedger(dataDir, async () => {})
    const emptyMs = await thrice(dataDir, "stop")
    const events = await withLedger(dataDir, async (ledger) => {
      await addBranch(ledger, plan)
      return fillDay(ledger, plan, { ticketCount, waitingCount: 100 })
    })
    return {
      emptyMs,
      fullMs: await thrice(dataDir, "stop"),
      afterKillMs: await thrice(dataDir, "kill"),
      events,
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function withLedger<Result>(
  dataDir: string,
  use: (ledger: TestHouse) => Promise<Result>,
): Promise<Result> {
  const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
  return use(ledger).finally(() => ledger.close())
}

async function thrice(dataDir: string, ending: "stop" | "kill"): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < (ending === "kill" ? 4 : 3); round++) {
    const startedAt = performance.now()
    const server = await startServerProcess({ dataDir })
    const ready = await fetch(`${server.url}/readyz`)
    if (!ready.ok) throw new Error(`The server is up and says ${ready.status}`)
    // The first of those that follow a kill follows a stop.
    if (ending === "stop" || round > 0) took.push(performance.now() - startedAt)
    await server[round < 3 ? ending : "stop"]()
  }
  return median(took)
}

export function restartLines({ emptyMs, fullMs, afterKillMs, events }: RestartFigures): readonly Line[] {
  return [
    {
      what: `restart with ${ticketCount} tickets (${events} events) → ready`,
      ours: inMs(fullMs),
      beside: `without any ${inMs(emptyMs)}; after kill -9 ${inMs(afterKillMs)}`,
      target: "≤ 1000 ms",
      isMet: fullMs <= 1000,
    },
  ]
}

function inMs(value: number): string {
  return `${Math.round(value)} ms`
}
