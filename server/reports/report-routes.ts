import { StaffingAdvice } from "@giliran/contract/advice"
import { BusinessDay } from "@giliran/contract/basics"
import { LaneReport } from "@giliran/contract/lane-report"
import { type Api, Denied } from "../http/api.ts"
import { read } from "../queue/read-routes.ts"

/** What a branch's manager learns from its days. */
export function reportRoutes(api: Api): void {
  read(
    api,
    "/advice",
    "see-advice",
    "Whether opening one more counter now would help, and how much",
    { answer: StaffingAdvice },
    ({ room }) => api.advices.of(room),
  )

  read(
    api,
    "/reports/lane/{day}",
    "see-reports",
    "What the fast lane cost regular customers on a business day",
    { answer: LaneReport },
    async ({ room, c, language }) => {
      const day = BusinessDay.safeParse(c.req.param("day"))
      const report = day.success ? await api.laneReports.of(room.branchId, day.data) : null
      if (!report) throw new Denied("not-found", language)
      return report
    },
  )
}
