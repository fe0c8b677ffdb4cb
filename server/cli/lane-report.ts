import { parseArgs } from "node:util"
import { BusinessDay } from "@giliran/contract/basics"
import { laneReportTable } from "../reports/lane-report-table.ts"
import { laneReportText } from "../reports/lane-report-text.ts"
import { makeLaneReport } from "../reports/make-lane-report.ts"
import { branchIdIn, Misuse, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran lane-report --branch B --day 2026-08-24 [--json]
      What the fast lane cost regular customers on that day: the day's record, called by the branch's rule and by arrival alone.
`

export const laneReport: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  const { branch, day, json } = rightly(
    () =>
      parseArgs({
        args: [...words],
        options: {
          branch: { type: "string" },
          day: { type: "string" },
          json: { type: "boolean", default: false },
        },
      }).values,
    { help },
  )
  const branchId = branchIdIn(branch)
  const asked = BusinessDay.safeParse(day)
  if (!asked.success) throw new Misuse("Say for which day: --day 2026-08-24")
  const report = await withDatabase(async (opened) => {
    await requireBranch(opened, branchId)
    const kept = await laneReportTable(opened.database).find(branchId, asked.data)
    return kept ?? makeLaneReport(opened, branchId, asked.data)
  })
  if (!report) throw new Misuse(`Branch "${branchId}" had no business day ${asked.data}.`)
  return `${json ? JSON.stringify(report, null, 2) : laneReportText(report)}\n`
}
