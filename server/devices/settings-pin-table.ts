import type { BranchId } from "@giliran/contract/basics"
import type { Pool } from "pg"
import { audited, type NewAuditEntry } from "../audit/audit-chain.ts"
import { patiently } from "../branch/read-ledger.ts"

/** The PINs of branches, as hashes, and nothing else. All throw `LedgerAway`. */
export interface SettingsPinBook {
  /** Null where none is set. */
  hashOf(branchId: BranchId): Promise<string | null>
  set(branchId: BranchId, hash: string, entry: NewAuditEntry): Promise<void>
  /** False where none was set. */
  remove(branchId: BranchId, entry: NewAuditEntry): Promise<boolean>
}

export function settingsPinBook(pool: Pool): SettingsPinBook {
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

    set: (branchId, hash, entry) =>
      audited(
        pool,
        async ({ client, record }) => {
          await client.query(
            `INSERT INTO "SettingsPin" ("branchId", hash) VALUES ($1, $2)
             ON CONFLICT ("branchId") DO UPDATE SET hash = excluded.hash`,
            [branchId, hash],
          )
          await record(entry)
        },
        { isChange: false },
      ),

    remove: (branchId, entry) =>
      audited(
        pool,
        async ({ client, record }) => {
          const { rowCount } = await client.query(`DELETE FROM "SettingsPin" WHERE "branchId" = $1`, [
            branchId,
          ])
          if (rowCount !== 1) return false
          await record(entry)
          return true
        },
        { isChange: false },
      ),
  }
}
