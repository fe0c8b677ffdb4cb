import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { laneReportTable } from "./lane-report-table.ts"
import { laneReports } from "./lane-reports.ts"
import { reportRoutes } from "./report-routes.ts"
import { staffingAdvices } from "./staffing-advices.ts"

/** What the branches' days came to, and which counter to open now. */
export function reportsPart({ database, ledger, log, world }: House): Part {
  const lane = laneReports({ ledger, reports: laneReportTable(database), log, world })
  const advices = staffingAdvices({ log, world })
  return {
    routes: (api) => reportRoutes(api, { advices, lane }),
    news: [{ kind: "advice", of: (room) => advices.shown(room), onNews: advices.onNews }],
    watch: lane.watch,
    close: async () => {
      await Promise.all([lane.close(), advices.close()])
    },
  }
}
