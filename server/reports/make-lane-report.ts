import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import type { LaneReport } from "@giliran/contract/lane-report"
import type { Ledger } from "../branch/ledger.ts"
import type { World } from "../world.ts"
import { beforeFirstDay } from "../rules/verbs/business-day.ts"
import { DayRecorder } from "../simulator/day-recorder.ts"
import { laneReportOf } from "../simulator/lane-report.ts"

/** Between two looks at what else there is to do: a few milliseconds' work. */
const eventsAtOnce = 50

/** LANE-1, from the ledger; null when the branch had no such day. It lets others work in between. */
export async function makeLaneReport(
  { ledger, world }: { readonly ledger: Pick<Ledger, "dayOf">; readonly world: World },
  branchId: BranchId,
  day: BusinessDay,
): Promise<LaneReport | null> {
  let record: DayRecorder | null = null
  for await (const page of ledger.dayOf(branchId, day))
    for (const [index, { event }] of page.entries()) {
      if (event.type === "day-opened") record ??= new DayRecorder(beforeFirstDay(event.plan))
      record?.add(event)
      if (index % eventsAtOnce === 0) await breath(world)
    }
  if (record === null) return null
  const making = laneReportOf(record)
  for (;;) {
    const step = making.next()
    if (step.done) return step.value
    await breath(world)
  }
}

function breath(world: World): Promise<void> {
  return new Promise((resolve) => {
    world.soon(resolve)
  })
}
