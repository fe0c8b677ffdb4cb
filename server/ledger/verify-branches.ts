import type { BranchId } from "@giliran/contract/basics"
import type { Ledger } from "./ledger.ts"
import { type ChainFault, type ChainReport, verifyChain } from "./verify-chain.ts"

/** So many faults are named; of more, how many. */
const namedCount = 20

/** What an auditor reads of these branches' ledgers, a line a fault. */
export async function verifyBranches(
  ledger: Ledger,
  branchIds: readonly BranchId[],
): Promise<{ readonly words: string; readonly isWhole: boolean }> {
  const lines: string[] = []
  let isWhole = true
  for (const branchId of branchIds) {
    const report = await verifyChain(ledger.chain(branchId))
    if (report.faults.length > 0) isWhole = false
    lines.push(`${branchId}: ${summaryOf(report)}`)
    for (const fault of report.faults.slice(0, namedCount)) lines.push(`  ${wordsOf(fault)}`)
    if (report.faults.length > namedCount) lines.push(`  and ${report.faults.length - namedCount} more`)
  }
  return { words: `${lines.join("\n")}\n`, isWhole }
}

function summaryOf({ eventCount, unchainedCount, faults }: ChainReport): string {
  const older = unchainedCount > 0 ? `, the first ${unchainedCount} older than the chain` : ""
  return `${eventCount} events${older}: ${faults.length === 0 ? "whole" : "NOT WHOLE"}`
}

function wordsOf({ seq, fault, until }: ChainFault): string {
  switch (fault) {
    case "changed":
      return `event ${seq}: it, or the one before it, is not what was written`
    case "missing":
      return until === seq ? `event ${seq}: missing` : `events ${seq} to ${until}: missing`
    case "unsealed":
      return `event ${seq}: without its hash`
  }
}
