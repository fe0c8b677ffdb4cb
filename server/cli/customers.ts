import { basename } from "node:path"
import { parseArgs } from "node:util"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { readCustomers } from "../customers/read-customers.ts"
import { byCommand, Misuse, requireBranch, rightly, type Verb, withLedger } from "./verb.ts"

const help = `  giliran customers import FILE.csv [--replace] [--branch B]
      Tells the built-in customer directory who the bank's customers are: a file with the columns
      identifier,segment[,valid_until], segment regular or priority. --replace forgets those of before;
      --branch makes them known in that branch only. The whole file is imported, or none of it.
`

export const customers: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  const { values, positionals } = rightly(
    () =>
      parseArgs({
        args: [...words],
        allowPositionals: true,
        options: { replace: { type: "boolean", default: false }, branch: { type: "string" } },
      }),
    { help },
  )
  const [deed, path, ...more] = positionals
  if (deed !== "import" || path === undefined || more.length > 0)
    throw new Misuse(`Say which file: giliran customers import FILE.csv\n\n${help}`)
  const branchId = values.branch === undefined ? null : (values.branch as BranchId)
  const count = await withLedger(async (ledger, key) => {
    if (branchId !== null) await requireBranch(ledger, branchId)
    if (key === null)
      throw new Misuse(
        "Set GILIRAN_CUSTOMER_KEY to the key that the servers use: by another one no customer would be recognised.",
      )
    const pages = readCustomers({ path, key, branchId })
    return ledger.importCustomers({
      pages,
      branchId,
      isReplacing: values.replace,
      fileName: basename(path),
      at: Date.now() as Instant,
      ...byCommand,
    })
  })
  const imported = count === 1 ? "1 customer was imported" : `${count} customers were imported`
  return `${imported}, known in ${branchId ?? "every branch"}.\n`
}
