import { basename } from "node:path"
import { parseArgs } from "node:util"
import type { BranchId } from "@giliran/contract/basics"
import { customerTable } from "../customers/customer-table.ts"
import { readCustomers } from "../customers/read-customers.ts"
import { byCommand, Misuse, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

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
  const count = await withDatabase(async (opened) => {
    const { database, customerKey: key, world } = opened
    if (branchId !== null) await requireBranch(opened, branchId)
    if (key === null)
      throw new Misuse(
        "Set GILIRAN_CUSTOMER_KEY to the key that the servers use: by another one no customer would be recognised.",
      )
    const pages = readCustomers({ path, key, branchId })
    return customerTable(database).import({
      pages,
      branchId,
      isReplacing: values.replace,
      fileName: basename(path),
      at: world.now(),
      ...byCommand,
    })
  })
  const imported = count === 1 ? "1 customer was imported" : `${count} customers were imported`
  return `${imported}, known in ${branchId ?? "every branch"}.\n`
}
