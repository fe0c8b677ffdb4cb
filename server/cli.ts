import { parseArgs } from "node:util"
import { BranchId, BusinessDay } from "@giliran/contract/basics"
import { demoBranchId, seedDemoBranch, seedDemoCustomers } from "../prisma/seed.ts"
import { grantToken } from "./access/grant-token.ts"
import { isRole, roles } from "./access/what-roles-may.ts"
import { type Config, configFrom, isMistaken, sayMistakes } from "./config.ts"
import { customerKeyOf } from "./customers/customer-key.ts"
import { readCustomers } from "./customers/read-customers.ts"
import { connectionUrlOf } from "./ledger/data-dir-lock.ts"
import { silent } from "./ledger/ledger-log.ts"
import type { Ledger } from "./ledger/ledger.ts"
import { joinLedger, openLedger } from "./ledger/open-ledger.ts"
import { verifyBranches } from "./ledger/verify-branches.ts"
import { laneReportTable } from "./reports/lane-report-table.ts"
import { makeLaneReport } from "./reports/make-lane-report.ts"
import { BadInput } from "./tools/bad-input.ts"

/** What a person got wrong: said on stderr, exit 2. */
class Misuse extends Error {}

const help = `giliran: the queue of a bank branch

  giliran token --role kiosk|display|greeter|teller|supervisor|manager --branch B [--label TEXT]
      Prints a new token for a screen or a script. It is shown this once.

  giliran customers import FILE.csv [--replace] [--branch B]
      Tells the built-in customer directory who the bank's customers are: a file with the columns
      identifier,segment[,valid_until], segment regular or priority. --replace forgets those of before;
      --branch makes them known in that branch only. The whole file is imported, or none of it.

  giliran verify [--branch B]
      Walks the chain of the ledger's events and names every one that was changed, removed or put in. Exit 1 if there is any.

  giliran lane-report --branch B --day 2026-08-24 [--json]
      What the fast lane cost regular customers on that day: the day's record, called by the branch's rule and by arrival alone.

  giliran seed
      Adds the demo branch where there is none, and its priority customers.

  giliran help

It works beside a running server, with the same DATA_DIR or DATABASE_URL.
`

const verbs: Readonly<Record<string, (given: readonly string[]) => Promise<string>>> = {
  token: printToken,
  customers: importCustomers,
  verify,
  "lane-report": printLaneReport,
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
  process.exitCode = error instanceof Misuse || error instanceof BadInput ? 2 : 1
}

async function printToken(words: readonly string[]): Promise<string> {
  const { role, branch, label } = tokenOptionsOf(words)
  if (!role || !isRole(role)) throw new Misuse(`Say for whom: --role ${roles.join("|")}`)
  const branchId = BranchId.safeParse(branch)
  if (!branchId.success) throw new Misuse("Say for which branch: --branch demo")
  const token = await withLedger(async (ledger, customerKey) => {
    if (branchId.data === demoBranchId) await seedDemoBranch(ledger, customerKey)
    await requireBranch(ledger, branchId.data)
    return grantToken(ledger, { role, branchId: branchId.data, label: label ?? `${role} by command` })
  })
  return `${token}\n`
}

async function verify(words: readonly string[]): Promise<string> {
  const { branch } = branchOptionOf(words)
  const found = await withLedger(async (ledger) => {
    if (branch !== undefined) await requireBranch(ledger, branch as BranchId)
    const branchIds =
      branch === undefined ? (await ledger.branches()).map(({ id }) => id) : [branch as BranchId]
    return verifyBranches(ledger, branchIds)
  })
  if (!found.isWhole) throw new Error(found.words)
  return found.words
}

async function printLaneReport(words: readonly string[]): Promise<string> {
  const { branch, day, json } = rightly(
    () =>
      parseArgs({
        args: [...words],
        options: {
          branch: { type: "string" },
          day: { type: "string" },
          json: { type: "boolean", default: false },
        },
      }).values,
  )
  const branchId = BranchId.safeParse(branch)
  if (!branchId.success) throw new Misuse("Say for which branch: --branch demo")
  const asked = BusinessDay.safeParse(day)
  if (!asked.success) throw new Misuse("Say for which day: --day 2026-08-24")
  const report = await withLedger(async (ledger) => {
    await requireBranch(ledger, branchId.data)
    return (
      (await ledger.laneReport(branchId.data, asked.data)) ??
      makeLaneReport(ledger, branchId.data, asked.data)
    )
  })
  if (!report) throw new Misuse(`Branch "${branchId.data}" had no business day ${asked.data}.`)
  return `${json ? JSON.stringify(report, null, 2) : laneReportTable(report)}\n`
}

async function importCustomers(words: readonly string[]): Promise<string> {
  const { values, positionals } = customersOptionsOf(words)
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
    return ledger.importCustomers({ pages, branchId, isReplacing: values.replace })
  })
  const imported = count === 1 ? "1 customer was imported" : `${count} customers were imported`
  return `${imported}, known in ${branchId ?? "every branch"}.\n`
}

async function requireBranch(ledger: Ledger, branchId: BranchId): Promise<void> {
  const branches = await ledger.branches()
  if (branches.some(({ id }) => id === branchId)) return
  throw new Misuse(
    `There is no branch "${branchId}". There is: ${branches.map(({ id }) => id).join(", ") || "none yet"}`,
  )
}

async function seed(words: readonly string[]): Promise<string> {
  if (words.length > 0) throw new Misuse("giliran seed takes no options.")
  const isNew = await withLedger(async (ledger, customerKey) => {
    const isSeeded = await seedDemoBranch(ledger, customerKey)
    // A demo of before the fast lane has none yet.
    if (!isSeeded && customerKey) await seedDemoCustomers(ledger, customerKey)
    return isSeeded
  })
  return isNew
    ? `The branch "${demoBranchId}" is set up.\n`
    : `The branch "${demoBranchId}" is there already.\n`
}

function tokenOptionsOf(words: readonly string[]) {
  return rightly(
    () =>
      parseArgs({
        args: [...words],
        options: { role: { type: "string" }, branch: { type: "string" }, label: { type: "string" } },
      }).values,
  )
}

function branchOptionOf(words: readonly string[]) {
  return rightly(() => parseArgs({ args: [...words], options: { branch: { type: "string" } } }).values)
}

function customersOptionsOf(words: readonly string[]) {
  return rightly(() =>
    parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { replace: { type: "boolean", default: false }, branch: { type: "string" } },
    }),
  )
}

/** An option that there is not is the person's mistake. */
function rightly<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
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
