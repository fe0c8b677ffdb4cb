import { BranchId } from "@giliran/contract/basics"
import { type Config, configFrom, isMistaken, sayMistakes } from "../config/config.ts"
import { customerKeyOf } from "../customers/customer-key.ts"
import { connectionUrlOf } from "../database/data-dir-lock.ts"
import { silent } from "../database/database-log.ts"
import type { Ledger } from "../branch/ledger.ts"
import { openLedger } from "../branch/open-ledger.ts"
import type { Database } from "../database/database.ts"
import { joinDatabase, openDatabase } from "../database/open-database.ts"
import { realWorld, type World } from "../world.ts"

/** One command of `giliran`: how it is called and what it does, and it. */
export interface Verb {
  readonly help: string
  /** Returns what is printed. Throws `Misuse` where the person is mistaken: exit 2. */
  readonly run: (given: readonly string[]) => Promise<string | Printed>
}

/** What is printed; 1 where something is not as it should be. */
export interface Printed {
  readonly text: string
  readonly status: 0 | 1
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

/** What a command works with. */
export interface Opened {
  readonly config: Config
  /** By which customers are recognised; null where there is none. */
  readonly customerKey: Buffer | null
  readonly database: Database
  readonly ledger: Ledger
  readonly world: World
}

/** The running server's database where there is one; otherwise the database is started for a moment. */
export async function withDatabase<Result>(use: (opened: Opened) => Promise<Result>): Promise<Result> {
  const config = configFrom(process.env)
  if (isMistaken(config)) throw new Misuse(sayMistakes(config))
  const database = await databaseOf(config)
  const ledger = openLedger(database)
  try {
    return await use({ config, customerKey: customerKeyOf(config), database, ledger, world: realWorld })
  } finally {
    await ledger.close()
    await database.close()
  }
}

async function databaseOf({ databaseUrl, databaseOwnerUrl: ownerUrl, dataDir }: Config): Promise<Database> {
  const live = databaseUrl === null ? await connectionUrlOf(dataDir) : null
  return live === null
    ? openDatabase({ databaseUrl, ownerUrl, dataDir, log: silent })
    : joinDatabase(live, silent)
}

export async function requireBranch({ ledger }: Pick<Opened, "ledger">, branchId: BranchId): Promise<void> {
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
