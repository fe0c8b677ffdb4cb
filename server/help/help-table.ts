import type { BranchId, CounterId, Instant } from "@giliran/contract/basics"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"
import { type InDatabase, instantOf, instantOrNull } from "../database/moments.ts"

/** Where customers ask for somebody, for every server to read: one row a kiosk, the newest. All throw `DatabaseAway`. */
export interface HelpTable {
  /** In the place of what was asked there before. */
  ask(tx: Tx, asked: HelpRow): Promise<void>
  /** The row as it is then; null when there is no such request since that moment. */
  come(tx: Tx, coming: Coming): Promise<HelpRow | null>
  /** False when this kiosk has no such request. */
  end(tx: Tx, branchId: BranchId, deviceId: string, id: string): Promise<boolean>
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

type HelpColumns = InDatabase<HelpRow>

export function helpTable({ pool, patiently }: Database): HelpTable {
  return {
    async ask(tx, { id, branchId, deviceId, label, askedAt }) {
      await tx.query(
        `INSERT INTO "HelpRequest" (id, "branchId", "deviceId", label, "askedAt") VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ("branchId", "deviceId") DO UPDATE
         SET id = excluded.id, label = excluded.label, "askedAt" = excluded."askedAt",
             "comingAt" = NULL, "counterId" = NULL`,
        [id, branchId, deviceId, label, new Date(askedAt)],
      )
    },

    async come(tx, { branchId, id, since, at, counterId }) {
      // Two who come at one moment: the first one's counter stays.
      const { rows } = await tx.query<HelpColumns>(
        `UPDATE "HelpRequest"
         SET "comingAt" = coalesce("comingAt", $4),
             "counterId" = CASE WHEN "comingAt" IS NULL THEN $5 ELSE "counterId" END
         WHERE "branchId" = $1 AND id = $2 AND "askedAt" >= $3
         RETURNING *`,
        [branchId, id, new Date(since), new Date(at), counterId],
      )
      return rows[0] ? rowOf(rows[0]) : null
    },

    async end(tx, branchId, deviceId, id) {
      const { rowCount } = await tx.query(
        `DELETE FROM "HelpRequest" WHERE "branchId" = $1 AND "deviceId" = $2 AND id = $3`,
        [branchId, deviceId, id],
      )
      return rowCount === 1
    },

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
    askedAt: instantOf(columns.askedAt),
    comingAt: instantOrNull(columns.comingAt),
  }
}
