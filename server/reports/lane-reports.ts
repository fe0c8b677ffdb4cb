import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import type { LaneReport } from "@giliran/contract/lane-report"
import type { Logger } from "pino"
import type { Ledger } from "../branch/ledger.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Timer, World } from "../world.ts"
import type { LaneReportTable } from "./lane-report-table.ts"
import { makeLaneReport } from "./make-lane-report.ts"

export interface LaneReports {
  /** Of a day that is over the one that is kept; of today, as far as it has come. Null when there was no such day. */
  of(branchId: BranchId, day: BusinessDay): Promise<LaneReport | null>
  /** Works out the report of the day before once each of the branch's days begins. */
  readonly watch: (room: BranchRoom) => void
  close(): Promise<void>
}

/** What comes first when a day begins is the branch. */
const patienceMs = 15_000

interface LaneReportsNeeds {
  readonly ledger: Ledger
  readonly reports: LaneReportTable
  readonly log: Logger
  readonly world: World
}

/**
 * LANE-2: each day's report is worked out in the background when the next has begun, one branch at a time, and kept. When that
 * fails nothing but the report is missing: it is made when somebody asks for it.
 */
export function laneReports(
  { ledger, reports, log, world }: LaneReportsNeeds,
  delayMs = patienceMs,
): LaneReports {
  const timers = new Set<Timer>()
  let isClosing = false
  let work: Promise<unknown> = Promise.resolve()

  const reportOf = async (branchId: BranchId, day: BusinessDay) => {
    const kept = await reports.find(branchId, day)
    if (kept) return kept
    const made = await makeLaneReport({ ledger, world }, branchId, day)
    if (made?.isClosed) await reports.save(made)
    return made
  }

  /** One after another: two days side by side would take twice the memory. */
  const inTurn = (branchId: BranchId, day: BusinessDay) => {
    const made = work.then(() => reportOf(branchId, day))
    work = made.catch(() => {})
    return made
  }

  const reportBefore = async ({ branchId, day: { day: today } }: BranchRoom) => {
    try {
      const before = await dayBefore(ledger, branchId, today)
      if (before === null || isClosing) return
      const report = await inTurn(branchId, before)
      if (report) log.info({ branch: branchId, day: before, ...report.cost }, "the cost of the lane is known")
    } catch (error) {
      log.warn({ err: error, branch: branchId }, "the cost of the lane is worked out when it is asked for")
    }
  }

  const later = (room: BranchRoom) => {
    const report = () => {
      timers.delete(timer)
      void reportBefore(room)
    }
    const timer = world.after(delayMs, report, { keepsAlive: false })
    timers.add(timer)
  }

  return {
    of: inTurn,
    watch(room) {
      later(room)
      room.onBelieved(({ events }) => {
        if (events.some(({ type }) => type === "day-opened")) later(room)
      })
    },
    async close() {
      isClosing = true
      for (const timer of timers) timer.cancel()
      await work
    },
  }
}

/** Null on the branch's first day. */
async function dayBefore(
  ledger: Pick<Ledger, "lastDays">,
  branchId: BranchId,
  today: BusinessDay,
): Promise<BusinessDay | null> {
  for await (const [first] of ledger.lastDays(branchId, 2))
    return first && first.day < today ? first.day : null
  return null
}
