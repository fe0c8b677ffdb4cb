import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { type DailyRoot, DailyRootList } from "@giliran/contract/audit"
import { type AuditTable, auditTable } from "../audit/audit-table.ts"
import { type CheckingKey, checkingKeysIn, signingKeyOf } from "../audit/signing-key.ts"
import { verifyAudit } from "../audit/verify-audit.ts"
import type { Config } from "../config/config.ts"
import { branchIdIn, Misuse, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran verify [--branch B] [--public-key FILE] [--roots FILE]
      Walks the chains of events and of audit entries, of the branches and of the bank, and the signed ends of the days. Names every
      row that was changed, removed, put in, moved or rewritten. Exit 1 if there is any. --public-key is what the auditor keeps (PEM;
      several where the key was changed), left out it is the server's own; --roots a file of giliran roots, kept elsewhere.
`

export const verify: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  const given = rightly(
    () =>
      parseArgs({
        args: [...words],
        options: {
          branch: { type: "string" },
          "public-key": { type: "string" },
          roots: { type: "string" },
        },
      }).values,
    { help },
  )
  const kept = given.roots === undefined ? null : rootsIn(given.roots)
  if (kept && given.branch === undefined) throw new Misuse("Say of which branch the roots are: --branch demo")
  const found = await withDatabase(async (opened) => {
    const { config, database, ledger } = opened
    const audit = auditTable(database)
    const one = given.branch === undefined ? null : branchIdIn(given.branch)
    if (one !== null) await requireBranch(opened, one)
    const branchIds = one === null ? (await ledger.branches()).map(({ id }) => id) : [one]
    const keys = [
      ...(given["public-key"] === undefined ? ownKeys(config) : keysIn(given["public-key"])),
      ...(kept?.publicKey ? checkingKeysIn(kept.publicKey) : []),
    ]
    if (keys.length === 0 && (await hasRoots(audit, branchIds)))
      throw new Misuse("Days were signed, and there is no key here to check them with: --public-key FILE")
    return verifyAudit({ ledger, audit }, { branchIds, keys, kept: kept?.roots ?? [] })
  })
  if (!found.isWhole) throw new Error(found.words)
  return found.words
}

async function hasRoots(
  audit: AuditTable,
  branchIds: Parameters<typeof verifyAudit>[1]["branchIds"],
): Promise<boolean> {
  for (const branchId of branchIds) if (await audit.lastRoot(branchId)) return true
  return false
}

function ownKeys(config: Config): readonly CheckingKey[] {
  const own = signingKeyOf(config)
  return own ? checkingKeysIn(own.publicKey) : []
}

function keysIn(file: string): readonly CheckingKey[] {
  try {
    return checkingKeysIn(readFileSync(file, "utf8"))
  } catch (error) {
    throw new Misuse(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function rootsIn(file: string): { readonly roots: readonly DailyRoot[]; readonly publicKey: string | null } {
  try {
    return DailyRootList.parse(JSON.parse(readFileSync(file, "utf8")))
  } catch {
    throw new Misuse(`${file} is no file of giliran roots.`)
  }
}
