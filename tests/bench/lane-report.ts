import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Instant } from "@giliran/contract/basics"
import { silent } from "../../server/database/database-log.ts"
import { makeLaneReport } from "../../server/reports/make-lane-report.ts"
import { businessDayOf } from "../../server/rules/day/opening-hours.ts"
import { openHouse } from "../support/house.ts"
import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, median } from "./figures.ts"

const ticketCount = 3_000
const target = 90

export interface LaneReportFigures {
  /** The longest of all rounds, of this thread's own time: so long nothing else is answered. The first meets code that is new. */
  readonly longestMs: number
  /** From asking for it until it is there. */
  readonly tookMs: number
}

/** The report of a busy day, made on the server's own thread. */
export async function laneReport(rounds: number): Promise<LaneReportFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-bench-"))
  const house = await openHouse({ databaseUrl: null, dataDir, log: silent })
  try {
    const plan = noonPlan("lane", 4, Date.now())
    await addBranch(house, plan)
    await fillDay(house, plan, { ticketCount, waitingCount: 100 })
    const today = businessDayOf(Date.now() as Instant, plan)
    const [stretches, took]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      const startedAt = performance.now()
      let [longest, last] = [0, busyMs()]
      const beat = setInterval(() => {
        longest = Math.max(longest, busyMs() - last)
        last = busyMs()
      }, 1)
      await makeLaneReport(house, plan.branchId, today)
      clearInterval(beat)
      stretches.push(longest)
      took.push(performance.now() - startedAt)
    }
    return { longestMs: Math.max(...stretches), tookMs: median(took) }
  } finally {
    await house.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export function laneReportLines({ longestMs, tookMs }: LaneReportFigures): readonly Line[] {
  return [
    {
      what: `lane report of ${ticketCount} tickets: longest stretch of the server's thread`,
      ours: `${Math.round(longestMs)} ms`,
      beside: `of ${Math.round(tookMs)} ms in all`,
      target: `≤ ${target} ms`,
      isMet: longestMs <= target,
    },
  ]
}

function busyMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
