import { parseArgs } from "node:util"
import type { BranchId } from "@giliran/contract/basics"
import { verifyBranches } from "../ledger/verify-branches.ts"
import { requireBranch, rightly, type Verb, withLedger } from "./verb.ts"

const help = `  giliran verify [--branch B]
      Walks the chain of the ledger's events and names every one that was changed, removed or put in. Exit 1 if there is any.
`

export const verify: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  const { branch } = rightly(
    () => parseArgs({ args: [...words], options: { branch: { type: "string" } } }).values,
    { help },
  )
  const found = await withLedger(async (ledger) => {
    if (branch !== undefined) await requireBranch(ledger, branch as BranchId)
    const branchIds =
      branch === undefined ? (await ledger.branches()).map(({ id }) => id) : [branch as BranchId]
    return verifyBranches(ledger, branchIds)
  })
  if (!found.isWhole) throw new Error(found.words)
  return found.words
}
