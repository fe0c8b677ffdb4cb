import type { Pool } from "pg"
import { audited } from "../audit/audit-chain.ts"
import type { BranchRow } from "../branch/ledger.ts"

/** A branch that the bank opens, and who opened it. */
export interface NewBranch extends BranchRow {
  readonly actor: string
  readonly address: string
}

/** False when a branch of this id is there already: it stays as it is. */
export function addBranch(
  pool: Pool,
  { id, name, createdAt, plan, actor, address }: NewBranch,
): Promise<boolean> {
  return audited(
    pool,
    async ({ client, record }) => {
      const { rowCount } = await client.query(
        `INSERT INTO "Branch" (id, name, "createdAt", plan) VALUES ($1, $2, $3, $4::jsonb) ON CONFLICT (id) DO NOTHING`,
        [id, name, new Date(createdAt), JSON.stringify(plan)],
      )
      if (rowCount !== 1) return false
      await record({ chain: id, at: createdAt, actor, address, act: "branch-added", body: { name, plan } })
      return true
    },
    { isChange: false },
  )
}
