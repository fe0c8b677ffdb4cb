import { BranchId } from "@giliran/contract/basics"
import { type Config, configFrom, isMistaken, sayMistakes } from "../config/config.ts"
import { customerKeyOf } from "../customers/customer-key.ts"
import { connectionUrlOf } from "../database/data-dir-lock.ts"
import { silent } from "../database/ledger-log.ts"
import type { Ledger } from "../branch/ledger.ts"
import { joinLedger, openLedger } from "../database/open-ledger.ts"

/** One command of `giliran`: how it is called and what it does, and it. */
export interface Verb {
  readonly help: string
  /** Returns what is printed. Throws `Misuse` where the person is mistaken: exit 2. */
  readonly run: (given: readonly string[]) => Promise<string>
}

/** Who typed it and where, for the auditor. */
export const byCommand = { actor: "command", address: "here" } as const

/** What a person got wrong: said on stderr, exit 2. */
export class Misuse extends Error {}

/** An option that there is not is the person's mistake. */
export function rightly<Parsed>(parse: () => Parsed, { help }: Pick<Verb, "help">): Parsed {
  try {
    return parse()
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  }
}

/** The running server's database where there is one; otherwise the database is started for a moment. */
export async function withLedger<Result>(
  use: (ledger: Ledger, customerKey: Buffer | null, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = configFrom(process.env)
  if (isMistaken(config)) throw new Misuse(sayMistakes(config))
  const ledger = await ledgerOf(config)
  try {
    return await use(ledger, customerKeyOf(config), config)
  } finally {
    await ledger.close()
  }
}

async function ledgerOf({ databaseUrl, databaseOwnerUrl: ownerUrl, dataDir }: Config): Promise<Ledger> {
  const live = databaseUrl === null ? await connectionUrlOf(dataDir) : null
  return live === null
    ? openLedger({ databaseUrl, ownerUrl, dataDir, log: silent })
    : joinLedger(live, silent)
}

export async function requireBranch(ledger: Ledger, branchId: BranchId): Promise<void> {
  const branches = await ledger.branches()
  if (branches.some(({ id }) => id === branchId)) return
  throw new Misuse(
    `There is no branch "${branchId}". There is: ${branches.map(({ id }) => id).join(", ") || "none yet"}`,
  )
}

export function branchIdIn(word: string | undefined): BranchId {
  const branchId = BranchId.safeParse(word)
  if (!branchId.success) throw new Misuse("Say for which branch: --branch demo")
  return branchId.data
}
