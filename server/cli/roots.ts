import { writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { auditTable } from "../audit/audit-table.ts"
import { rootList } from "../audit/root-list.ts"
import { signingKeyOf } from "../audit/signing-key.ts"
import { branchIdIn, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran roots --branch B [--out FILE]
      The signed ends of the branch's days and the public key, as JSON. Keep it where nobody who runs the server can change it:
      giliran verify --roots FILE then finds whatever was rewritten since, by whomever.
`

export const roots: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  const { branch, out } = rightly(
    () =>
      parseArgs({ args: [...words], options: { branch: { type: "string" }, out: { type: "string" } } })
        .values,
    { help },
  )
  const branchId = branchIdIn(branch)
  const list = await withDatabase(async (opened) => {
    await requireBranch(opened, branchId)
    return rootList(await auditTable(opened.database).roots(branchId), signingKeyOf(opened.config))
  })
  const text = `${JSON.stringify(list, null, 2)}\n`
  if (out === undefined) return text
  writeFileSync(out, text)
  const days = list.roots.length === 1 ? "1 signed day" : `${list.roots.length} signed days`
  return `${days} of ${branchId} in ${out}.\n`
}
