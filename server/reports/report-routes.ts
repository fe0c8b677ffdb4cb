import { StaffingAdvice } from "@giliran/contract/advice"
import { BusinessDay } from "@giliran/contract/basics"
import { LaneReport } from "@giliran/contract/lane-report"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import type { LaneReports } from "./lane-reports.ts"
import type { StaffingAdvices } from "./staffing-advices.ts"

export interface ReportRoutesNeeds {
  readonly advices: Pick<StaffingAdvices, "of">
  readonly lane: Pick<LaneReports, "of">
}

/** What a branch's manager learns from its days. */
export function reportRoutes(api: Api, { advices, lane }: ReportRoutesNeeds): void {
  route(
    api,
    {
      method: "get",
      path: "/v1/branches/{branch}/advice",
      compressed: "whole",
      who: "see-advice",
      tag: "reports",
      summary: "Whether opening one more counter now would help, and how much",
      answer: StaffingAdvice,
    },
    ({ room }) => advices.of(room),
  )

  route(
    api,
    {
      method: "get",
      path: "/v1/branches/{branch}/reports/lane/{day}",
      compressed: "whole",
      who: "see-reports",
      tag: "reports",
      summary: "What the fast lane cost regular customers on a business day",
      answer: LaneReport,
    },
    async ({ room, names, language }) => {
      const day = BusinessDay.safeParse(names.day)
      const report = day.success ? await lane.of(room.branchId, day.data) : null
      if (!report) throw new Denied("not-found", language)
      return report
    },
  )
}
