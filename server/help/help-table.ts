import type { BranchId, CounterId, Instant } from "@giliran/contract/basics"
import type { Pool } from "pg"
import { patiently } from "../branch/read-ledger.ts"

/** Where customers ask for somebody, for every server to read: one row a kiosk, the newest. All throw `LedgerAway`. */
export interface HelpBook {
  /** In the place of what was asked there before. */
  ask(asked: HelpRow): Promise<void>
  /** The row as it is then; null when there is no such request since that moment. */
  come(coming: Coming): Promise<HelpRow | null>
  /** False when this kiosk has no such request. */
  end(branchId: BranchId, deviceId: string, id: string): Promise<boolean>
  /** Of all branches, the oldest first; with a paired kiosk's name in the place of the label. */
  since(moment: Instant): Promise<readonly HelpRow[]>
}

export interface HelpRow {
  readonly id: string
  readonly branchId: BranchId
  /** Of a paired kiosk, or of the key that it was opened with. */
  readonly deviceId: string
  /** For people, where no device of that id is paired. */
  readonly label: string
  readonly askedAt: Instant
  readonly comingAt: Instant | null
  readonly counterId: CounterId | null
}

export interface Coming {
  readonly branchId: BranchId
  readonly id: string
  readonly since: Instant
  readonly at: Instant
  readonly counterId: CounterId | null
}

type HelpColumns = Omit<HelpRow, "askedAt" | "comingAt"> & {
  readonly askedAt: Date
  readonly comingAt: Date | null
}

export function helpBook(pool: Pool): HelpBook {
  return {
    ask: ({ id, branchId, deviceId, label, askedAt }) =>
      patiently(async () => {
        await pool.query({
          name: "help-asked",
          text: `INSERT INTO "HelpRequest" (id, "branchId", "deviceId", label, "askedAt") VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT ("branchId", "deviceId") DO UPDATE
                 SET id = excluded.id, label = excluded.label, "askedAt" = excluded."askedAt",
                     "comingAt" = NULL, "counterId" = NULL`,
          values: [id, branchId, deviceId, label, new Date(askedAt)],
        })
      }),

    come: ({ branchId, id, since, at, counterId }) =>
      patiently(async () => {
        // Two who come at one moment: the first one's counter stays.
        const { rows } = await pool.query<HelpColumns>({
          name: "help-coming",
          text: `UPDATE "HelpRequest"
                 SET "comingAt" = coalesce("comingAt", $4),
                     "counterId" = CASE WHEN "comingAt" IS NULL THEN $5 ELSE "counterId" END
                 WHERE "branchId" = $1 AND id = $2 AND "askedAt" >= $3
                 RETURNING *`,
          values: [branchId, id, new Date(since), new Date(at), counterId],
        })
        return rows[0] ? rowOf(rows[0]) : null
      }),

    end: (branchId, deviceId, id) =>
      patiently(async () => {
        const { rowCount } = await pool.query({
          name: "help-ended",
          text: `DELETE FROM "HelpRequest" WHERE "branchId" = $1 AND "deviceId" = $2 AND id = $3`,
          values: [branchId, deviceId, id],
        })
        return rowCount === 1
      }),

    since: (moment) =>
      patiently(async () => {
        const { rows } = await pool.query<HelpColumns>({
          name: "help-since",
          text: `SELECT help.id, help."branchId", help."deviceId", coalesce(device.name, help.label) AS label,
                        help."askedAt", help."comingAt", help."counterId"
                 FROM "HelpRequest" help
                 LEFT JOIN "Device" device ON device.id = help."deviceId" AND device."branchId" = help."branchId"
                 WHERE help."askedAt" >= $1 AND device."revokedAt" IS NULL
                 ORDER BY help."askedAt", help.id`,
          values: [new Date(moment)],
        })
        return rows.map(rowOf)
      }),
  }
}

function rowOf(columns: HelpColumns): HelpRow {
  return {
    ...columns,
    askedAt: columns.askedAt.getTime() as Instant,
    comingAt: columns.comingAt === null ? null : (columns.comingAt.getTime() as Instant),
  }
}
