import { DatabaseAway } from "../database/database.ts"
import type { World } from "../world.ts"
import {
  type BranchToday,
  type CustomerDirectory,
  type Looked,
  directoryPatienceMs,
} from "./customer-directory.ts"
import type { CustomerRow, CustomerTable } from "./customer-table.ts"
import { customerDigest } from "./identifier.ts"

export interface BuiltInNeeds {
  readonly customers: Pick<CustomerTable, "find">
  readonly world: World
}

/** The customers that were imported: the branch's own, and the whole bank's. */
export function builtInDirectory({ customers, world }: BuiltInNeeds, key: Buffer): CustomerDirectory {
  const find = async (identifier: string, { branchId, day }: BranchToday): Promise<Looked> => {
    const digests = [branchId, null].map((of) => customerDigest(key, of, identifier))
    try {
      const rows = await customers.find(digests)
      return rows.some((row) => isPriorityOn(row, day)) ? "priority" : "other"
    } catch (error) {
      if (error instanceof DatabaseAway) return { failed: "unreachable" }
      throw error
    }
  }
  return {
    kind: "built-in",
    lookUp: (identifier, at) => Promise.race([find(identifier, at), tooLate(world)]),
  }
}

function isPriorityOn({ segment, validUntil }: CustomerRow, day: BranchToday["day"]): boolean {
  return segment === "priority" && (validUntil === null || day <= validUntil)
}

async function tooLate(world: World): Promise<Looked> {
  await world.sleep(directoryPatienceMs, { keepsAlive: false })
  return { failed: "timeout" }
}
