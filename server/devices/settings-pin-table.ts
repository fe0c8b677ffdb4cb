import type { BranchId } from "@giliran/contract/basics"
import { type NewAuditEntry, record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"

/** The PINs of branches, as hashes, and nothing else. All throw `DatabaseAway`. */
export interface SettingsPinTable {
  /** Null where none is set. */
  hashOf(branchId: BranchId): Promise<string | null>
  set(tx: Tx, branchId: BranchId, hash: string, entry: NewAuditEntry): Promise<void>
  /** False where none was set. */
  remove(tx: Tx, branchId: BranchId, entry: NewAuditEntry): Promise<boolean>
}

export function settingsPinTable({ pool, patiently }: Database): SettingsPinTable {
  return {
    hashOf: (branchId) =>
      patiently(async () => {
        const { rows } = await pool.query<{ hash: string }>({
          name: "settings-pin",
          text: `SELECT hash FROM "SettingsPin" WHERE "branchId" = $1`,
          values: [branchId],
        })
        return rows[0]?.hash ?? null
      }),

    async set(tx, branchId, hash, entry) {
      await tx.query(
        `INSERT INTO "SettingsPin" ("branchId", hash) VALUES ($1, $2)
         ON CONFLICT ("branchId") DO UPDATE SET hash = excluded.hash`,
        [branchId, hash],
      )
      await record(tx, entry)
    },

    async remove(tx, branchId, entry) {
      const { rowCount } = await tx.query(`DELETE FROM "SettingsPin" WHERE "branchId" = $1`, [branchId])
      if (rowCount !== 1) return false
      await record(tx, entry)
      return true
    },
  }
}
