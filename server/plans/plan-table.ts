import { record } from "../audit/record.ts"
import type { BranchRow } from "../branch/ledger.ts"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"

/** The branches that there are, each with the plan that its next day opens with. */
export interface PlanTable {
  /** False when a branch of this id is there already: it stays as it is. */
  add(tx: Tx, branch: NewBranch): Promise<boolean>
  /** Adds the branch, or changes its name and plan. */
  save(branch: BranchRow): Promise<void>
}

/** A branch that the bank opens, and who opened it. */
export interface NewBranch extends BranchRow {
  readonly actor: string
  readonly address: string
}

export function planTable(database: Database): PlanTable {
  return {
    async add(tx, { id, name, createdAt, plan, actor, address }) {
      const { rowCount } = await tx.query(
        `INSERT INTO "Branch" (id, name, "createdAt", plan) VALUES ($1, $2, $3, $4::jsonb) ON CONFLICT (id) DO NOTHING`,
        [id, name, new Date(createdAt), JSON.stringify(plan)],
      )
      if (rowCount !== 1) return false
      await record(tx, {
        chain: id,
        at: createdAt,
        actor,
        address,
        act: "branch-added",
        body: { name, plan },
      })
      return true
    },
    async save({ id, name, createdAt, plan }) {
      await database.patiently(async () => {
        const { branch } = await database.prisma()
        await branch.upsert({
          where: { id },
          create: { id, name, createdAt: new Date(createdAt), plan },
          update: { name, plan },
        })
      })
    },
  }
}
