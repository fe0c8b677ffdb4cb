import { setTimeout as sleep } from "node:timers/promises"
import { type CustomerRow, type Ledger, LedgerAway } from "../branch/ledger.ts"
import {
  type BranchToday,
  type CustomerDirectory,
  type Looked,
  directoryPatienceMs,
} from "./customer-directory.ts"
import { customerDigest } from "./identifier.ts"

/** The customers that were imported: the branch's own, and the whole bank's. */
export function builtInDirectory(ledger: Pick<Ledger, "findCustomers">, key: Buffer): CustomerDirectory {
  const find = async (identifier: string, { branchId, day }: BranchToday): Promise<Looked> => {
    const digests = [branchId, null].map((of) => customerDigest(key, of, identifier))
    try {
      const rows = await ledger.findCustomers(digests)
      return rows.some((row) => isPriorityOn(row, day)) ? "priority" : "other"
    } catch (error) {
      if (error instanceof LedgerAway) return { failed: "unreachable" }
      throw error
    }
  }
  return {
    kind: "built-in",
    lookUp: (identifier, at) => Promise.race([find(identifier, at), tooLate()]),
  }
}

function isPriorityOn({ segment, validUntil }: CustomerRow, day: BranchToday["day"]): boolean {
  return segment === "priority" && (validUntil === null || day <= validUntil)
}

function tooLate(): Promise<Looked> {
  return sleep(directoryPatienceMs, { failed: "timeout" }, { ref: false })
}
