import { parseArgs } from "node:util"
import { BranchId } from "@giliran/contract/basics"
import { demoBranchId, seedDemoBranch } from "../prisma/seed.ts"
import { grantToken } from "./access/grant-token.ts"
import { isRole, roles } from "./access/what-roles-may.ts"
import { type Config, configFrom, isMistaken, sayMistakes } from "./config.ts"
import { customerKeyOf } from "./customers/customer-key.ts"
import { connectionUrlOf } from "./ledger/data-dir-lock.ts"
import { silent } from "./ledger/ledger-log.ts"
import type { Ledger } from "./ledger/ledger.ts"
import { joinLedger, openLedger } from "./ledger/open-ledger.ts"

/** What a person got wrong: said on stderr, exit 2. */
class Misuse extends Error {}

const help = `giliran: the queue of a bank branch

  giliran token --role kiosk|display|greeter|teller|manager --branch B [--label TEXT]
      Prints a new token for a screen or a script. It is shown this once.

  giliran seed
      Adds the demo branch where there is none.

  giliran help

It works beside a running server, with the same DATA_DIR or DATABASE_URL.
`

const verbs: Readonly<Record<string, (given: readonly string[]) => Promise<string>>> = {
  token: printToken,
  seed,
  help: () => Promise.resolve(help),
}

const [verb = "help", ...given] = process.argv.slice(2)

try {
  const run = verbs[verb.replace(/^--?h(elp)?$/, "help")]
  if (!run) throw new Misuse(`There is no "giliran ${verb}".\n\n${help}`)
  process.stdout.write(await run(given))
} catch (error) {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).trimEnd()}\n`)
  process.exitCode = error instanceof Misuse ? 2 : 1
}

async function printToken(words: readonly string[]): Promise<string> {
  const { role, branch, label } = optionsOf(words)
  if (!role || !isRole(role)) throw new Misuse(`Say for whom: --role ${roles.join("|")}`)
  const branchId = BranchId.safeParse(branch)
  if (!branchId.success) throw new Misuse("Say for which branch: --branch demo")
  const token = await withLedger(async (ledger, customerKey) => {
    if (branchId.data === demoBranchId) await seedDemoBranch(ledger, customerKey)
    const branches = await ledger.branches()
    if (!branches.some(({ id }) => id === branchId.data))
      throw new Misuse(
        `There is no branch "${branchId.data}". There is: ${branches.map(({ id }) => id).join(", ") || "none yet"}`,
      )
    return grantToken(ledger, { role, branchId: branchId.data, label: label ?? `${role} by command` })
  })
  return `${token}\n`
}

async function seed(words: readonly string[]): Promise<string> {
  if (words.length > 0) throw new Misuse("giliran seed takes no options.")
  const isNew = await withLedger(seedDemoBranch)
  return isNew
    ? `The branch "${demoBranchId}" is set up.\n`
    : `The branch "${demoBranchId}" is there already.\n`
}

function optionsOf(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: { role: { type: "string" }, branch: { type: "string" }, label: { type: "string" } },
    }).values
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  }
}

/** The running server's database where there is one; otherwise the database is started for a moment. */
async function withLedger<Result>(
  use: (ledger: Ledger, customerKey: Buffer | null) => Promise<Result>,
): Promise<Result> {
  const config = configFrom(process.env)
  if (isMistaken(config)) throw new Misuse(sayMistakes(config))
  const ledger = await ledgerOf(config)
  try {
    return await use(ledger, customerKeyOf(config))
  } finally {
    await ledger.close()
  }
}

async function ledgerOf({ databaseUrl, dataDir }: Config): Promise<Ledger> {
  const live = databaseUrl === null ? await connectionUrlOf(dataDir) : null
  return live === null ? openLedger({ databaseUrl, dataDir, log: silent }) : joinLedger(live, silent)
}
