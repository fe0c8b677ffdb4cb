import type { DayFigures, LaneReport } from "@giliran/contract/lane-report"
import type { Plan } from "@giliran/contract/plan"
import { type Rows, dayFigures } from "./day-figures.ts"
import type { DayRecorder } from "./day-recorder.ts"
import { byClass, rounded, waitFigures } from "./figures.ts"
import { laneCost } from "./lane-cost.ts"
import type { RecordedWait } from "./recorded-wait.ts"
import { type Replay, replayOf } from "./replay.ts"
import type { Outcome } from "./load.ts"
import { Simulation } from "./simulation.ts"
import { withoutLane } from "./without-lane.ts"

/** Events of a simulation between two pauses: below 20 ms. */
const pieceSize = 1_000

/**
 * LANE-1: a recorded day simulated by its own rule and by arrival alone. Yields now and then, so that whoever runs it can do
 * something else in between.
 */
export function* laneReportOf(record: DayRecorder): Generator<undefined, LaneReport> {
  const replay = replayOf(record)
  yield
  const withLane = yield* outcomeOf(replay)
  const byArrival = replayOf(record, withoutLane)
  yield
  const firstCome = yield* outcomeOf(byArrival)
  yield
  const { waits, load } = replay
  const rows = rowsOf(waits, record)
  const isRegular = (row: number) => waits[row]?.class === "regular" && waits[row].kind === "wait"
  const { day, plan } = record.day
  return {
    branch: plan.branchId,
    day,
    isClosed: record.isClosed,
    cost: laneCost(withLane, firstCome, load.count, isRegular),
    withLane: dayFigures(load, withLane, rows),
    firstCome: dayFigures(byArrival.load, firstCome, rows),
    recorded: { waits: recordedWaits(waits, rows), callsByNumber: record.callsByNumber },
    fidelity: fidelityOf(waits, withLane),
    imputed: replay.imputedCount,
  }
}

function* outcomeOf({ shop, load }: Replay): Generator<undefined, Outcome> {
  const simulation = new Simulation(shop, load)
  while (!simulation.run(pieceSize)) yield
  return simulation.outcome
}

/** A class's own promise goes before the service's. */
function rowsOf(waits: readonly RecordedWait[], record: DayRecorder): Rows {
  const targetMs = new Map(
    record.plans.flatMap(({ plan }) => plan.services).map(({ id, targetWaitMs }) => [id, targetWaitMs]),
  )
  const classes: Plan["classes"] = record.day.plan.classes
  return {
    isCounted: (row) => waits[row]?.kind === "wait",
    classOf: (row) => waits[row]?.class ?? "regular",
    targetMsOf: (row) => {
      const wait = waits[row]
      return wait ? (classes[wait.class].targetWaitMs ?? targetMs.get(wait.serviceId) ?? 0) : 0
    },
  }
}

function recordedWaits(waits: readonly RecordedWait[], rows: Rows): DayFigures["waits"] {
  const seconds = byClass((): number[] => [])
  const within = { regular: 0, priority: 0, care: 0 }
  for (const [row, wait] of waits.entries()) {
    if (wait.kind !== "wait" || wait.calledAt === null) continue
    const waitMs = wait.calledAt - wait.enteredAt
    seconds[wait.class].push(waitMs / 1000)
    within[wait.class] += waitMs <= rows.targetMsOf(row) ? 1 : 0
  }
  return byClass((name) => waitFigures(seconds[name], within[name]))
}

function fidelityOf(waits: readonly RecordedWait[], { calledAt }: Outcome): LaneReport["fidelity"] {
  let count = 0
  let same = 0
  let sum = 0
  let max = 0
  for (const [row, wait] of waits.entries()) {
    const simulated = calledAt[row] ?? Number.NaN
    if (wait.kind === "rest" || wait.calledAt === null || Number.isNaN(simulated)) continue
    const apart = Math.abs(simulated - wait.calledAt) / 1000
    count += 1
    same += apart <= 1 ? 1 : 0
    sum += apart
    max = Math.max(max, apart)
  }
  return {
    meanApart: count === 0 ? 0 : rounded(sum / count),
    maxApart: rounded(max),
    sameShare: count === 0 ? null : rounded(same / count, 4),
  }
}
