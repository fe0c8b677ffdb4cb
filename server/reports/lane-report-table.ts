import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import type { LaneReport } from "@giliran/contract/lane-report"
import type { Database } from "../database/database.ts"

/** What the fast lane cost, a row a business day. */
export interface LaneReportTable {
  find(branchId: BranchId, day: BusinessDay): Promise<LaneReport | null>
  /** Adds it, or puts it in the place of the one before. */
  save(report: LaneReport): Promise<void>
}

export function laneReportTable({ pool, patiently }: Database): LaneReportTable {
  return {
    find: (branchId, day) =>
      patiently(async () => {
        const { rows } = await pool.query<{ report: LaneReport }>(
          `SELECT report FROM "LaneReport" WHERE "branchId" = $1 AND day = $2`,
          [branchId, day],
        )
        return rows[0]?.report ?? null
      }),
    save: (report) =>
      patiently(async () => {
        await pool.query(
          `INSERT INTO "LaneReport" ("branchId", day, report) VALUES ($1, $2, $3)
           ON CONFLICT ("branchId", day) DO UPDATE SET report = excluded.report`,
          [report.branch, report.day, JSON.stringify(report)],
        )
      }),
  }
}
