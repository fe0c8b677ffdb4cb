import type { BranchId, Instant } from "@giliran/contract/basics"
import type { HealthReport } from "@giliran/contract/device-health"
import type { Database } from "../database/database.ts"
import { type InDatabase, instantOf } from "../database/moments.ts"

/** How the screens are, for every server to read. All throw `DatabaseAway`. */
export interface DeviceHealthTable {
  /** Adds or replaces; one statement, however many they are. */
  save(rows: readonly HealthRow[]): Promise<void>
  /** Those that were there since then, by name; of the paired ones, those that are not revoked. */
  ofBranch(branchId: BranchId, since: Instant): Promise<readonly NamedHealth[]>
  /** Those that were not there any more. */
  forget(before: Instant): Promise<void>
}

export interface HealthRow {
  readonly branchId: BranchId
  /** Of a paired device, or of the key that a screen was opened with. */
  readonly deviceId: string
  /** For people, where no device of that id is paired. */
  readonly label: string
  readonly report: HealthReport
  readonly heardAt: Instant
}

export interface NamedHealth extends HealthRow {
  readonly isPaired: boolean
}

type HealthColumns = InDatabase<NamedHealth>

export function deviceHealthTable({ pool, patiently }: Database): DeviceHealthTable {
  return {
    save: (rows) =>
      patiently(async () => {
        await pool.query({
          name: "device-health",
          // In one order everywhere: two servers that write the same screens never wait for each other in a circle.
          text: `INSERT INTO "DeviceHealth" ("branchId", "deviceId", label, report, "heardAt")
                 SELECT "branchId", "deviceId", label, report, to_timestamp("heardAt" / 1000.0)
                 FROM jsonb_to_recordset($1::jsonb)
                   AS r("branchId" text, "deviceId" text, label text, report jsonb, "heardAt" bigint)
                 ORDER BY "branchId", "deviceId"
                 ON CONFLICT ("branchId", "deviceId") DO UPDATE
                 SET label = excluded.label, report = excluded.report, "heardAt" = excluded."heardAt"
                 WHERE "DeviceHealth"."heardAt" <= excluded."heardAt"`,
          values: [JSON.stringify(rows)],
        })
      }),

    ofBranch: (branchId, since) =>
      patiently(async () => {
        const { rows } = await pool.query<HealthColumns>({
          name: "device-health-of-branch",
          text: `SELECT health."branchId", health."deviceId", coalesce(device.name, health.label) AS label, report, "heardAt",
                        device.id IS NOT NULL AS "isPaired"
                 FROM "DeviceHealth" health
                 LEFT JOIN "Device" device ON device.id = health."deviceId" AND device."branchId" = health."branchId"
                 WHERE health."branchId" = $1 AND "heardAt" >= $2 AND device."revokedAt" IS NULL
                 ORDER BY label, "deviceId"`,
          values: [branchId, new Date(since)],
        })
        return rows.map((row) => ({ ...row, heardAt: instantOf(row.heardAt) }))
      }),

    forget: (before) =>
      patiently(async () => {
        await pool.query(`DELETE FROM "DeviceHealth" WHERE "heardAt" < $1`, [new Date(before)])
      }),
  }
}
