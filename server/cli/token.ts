import { parseArgs } from "node:util"
import { KeyRole } from "@giliran/contract/access"
import { demoBranchId, seedDemoBranch } from "../demo/seed.ts"
import { grantToken } from "../keys/grant-token.ts"
import { keyTable } from "../keys/key-table.ts"
import { seedNeedsOf } from "./seed.ts"
import { deeds, isDeed } from "../access/deeds.ts"
import { branchIdIn, byCommand, Misuse, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran token --role ${KeyRole.options.join("|")} --branch B [--scope DEED …] [--label TEXT]
      Prints a new API key for a script. It is shown this once. --scope narrows it to some of what its role may do.

  giliran token revoke --key ID
      The key opens nothing any more, on any server, within two seconds. Its ID is in the list of keys and in the audit.
`

export const token: Verb = {
  help,
  run: (given) => (given[0] === "revoke" ? revoke(given.slice(1)) : make(given)),
}

async function make(words: readonly string[]): Promise<string> {
  const {
    role: asked,
    branch,
    label,
    scope = [],
  } = rightly(
    () =>
      parseArgs({
        args: [...words],
        options: {
          role: { type: "string" },
          branch: { type: "string" },
          label: { type: "string" },
          scope: { type: "string", multiple: true },
        },
      }).values,
    { help },
  )
  const role = KeyRole.safeParse(asked)
  if (!role.success) throw new Misuse(`Say for whom: --role ${KeyRole.options.join("|")}`)
  const unknown = scope.find((word) => !isDeed(word))
  if (unknown !== undefined)
    throw new Misuse(`There is no scope "${unknown}". Say which deeds: --scope ${deeds.join("|")}`)
  const branchId = branchIdIn(branch)
  const made = await withDatabase(async (opened) => {
    if (branchId === demoBranchId) await seedDemoBranch(seedNeedsOf(opened), opened.customerKey)
    await requireBranch(opened, branchId)
    const key = {
      role: role.data,
      branchId,
      label: label ?? `${role.data} by command`,
      scopes: scope.filter(isDeed),
    }
    const { database, world } = opened
    const keys = keyTable(database)
    return database.transaction((tx) => grantToken(tx, { keys, world }, key, byCommand))
  })
  return `${made.token}\n`
}

async function revoke(words: readonly string[]): Promise<string> {
  const { key: keyId } = rightly(
    () => parseArgs({ args: [...words], options: { key: { type: "string" } } }).values,
    { help },
  )
  if (!keyId) throw new Misuse("Say which key: --key ID, as in the list of keys")
  const key = await withDatabase(({ database, world }) =>
    database.transaction((tx) =>
      keyTable(database).revoke(tx, { keyId, branchId: null, at: world.now(), ...byCommand }),
    ),
  )
  if (!key) throw new Misuse(`There is no key "${keyId}".`)
  return `The key ${keyId} (${key.role} of ${key.branchId}, ${key.label}) opens nothing any more.\n`
}
