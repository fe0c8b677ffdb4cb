import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { Plan } from "@giliran/contract/plan"
import { renewPin } from "../devices/settings-pin.ts"
import { settingsPinTable } from "../devices/settings-pin-table.ts"
import { planTable } from "../plans/plan-table.ts"
import { whyNotAccepted } from "../plans/accept-plan.ts"
import { warningsOf } from "../rules/plan/plan-problem.ts"
import { branchIdIn, byCommand, Misuse, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran branch list
      Every branch: its id and name.

  giliran branch plan --branch B
      The plan that its next day opens with, as JSON: the pattern for a new branch's.

  giliran branch add FILE.json
      Opens a branch by its plan. A running server has it at once; the plan is changed later by the branch's manager.

  giliran branch pin --branch B [--remove]
      A new PIN for the settings of the branch's kiosks and displays, in the place of the last. It is printed this once.
`

export const branch: Verb = { help, run }

async function run([deed, ...words]: readonly string[]): Promise<string> {
  switch (deed) {
    case "list":
      return list()
    case "plan":
      return printPlan(words)
    case "add":
      return add(words)
    case "pin":
      return pin(words)
    default:
      throw new Misuse(`Say what: giliran branch list, plan, add or pin\n\n${help}`)
  }
}

function list(): Promise<string> {
  return withDatabase(async ({ ledger }) =>
    (await ledger.branches()).map(({ id, name }) => `${id}\t${name}\n`).join(""),
  )
}

async function printPlan(words: readonly string[]): Promise<string> {
  const { values } = rightly(() => parseArgs({ args: [...words], options: { branch: { type: "string" } } }), {
    help,
  })
  const branchId = branchIdIn(values.branch)
  return withDatabase(async (opened) => {
    await requireBranch(opened, branchId)
    const found = await opened.ledger.branch(branchId)
    return `${JSON.stringify(found?.plan, null, 2)}\n`
  })
}

async function add(words: readonly string[]): Promise<string> {
  const { positionals } = rightly(() => parseArgs({ args: [...words], allowPositionals: true }), { help })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0)
    throw new Misuse(`Say one file: giliran branch add FILE.json\n\n${help}`)
  const plan = planIn(file)
  const { branchId: id, name } = plan
  const isAdded = await withDatabase(({ database, world }) =>
    database.transaction((tx) =>
      planTable(database).add(tx, { id, name, plan, createdAt: world.now(), ...byCommand }),
    ),
  )
  if (!isAdded)
    throw new Misuse(
      `There is a branch "${id}" already. Its manager changes its plan; a new branch needs another branchId.`,
    )
  const warnings = warningsOf(plan, null).map(({ en, id: indonesian }) => `Take care: ${en ?? indonesian}\n`)
  return `The branch "${id}" is open: ${name}.\n${warnings.join("")}`
}

async function pin(words: readonly string[]): Promise<string> {
  const { values } = rightly(
    () =>
      parseArgs({ args: [...words], options: { branch: { type: "string" }, remove: { type: "boolean" } } }),
    { help },
  )
  const branchId = branchIdIn(values.branch)
  return withDatabase(async (opened) => {
    await requireBranch(opened, branchId)
    const { transaction: transact } = opened.database
    const pins = settingsPinTable(opened.database)
    const at = opened.world.now()
    const by = { ...byCommand, branchId }
    if (!values.remove) return `${await renewPin({ pins, transact }, by, at)}\n`
    const entry = { ...byCommand, chain: branchId, at, act: "settings-pin-removed", body: {} } as const
    if (!(await transact((tx) => pins.remove(tx, branchId, entry))))
      throw new Misuse(`The branch "${branchId}" has no PIN.`)
    return `The settings of the screens of "${branchId}" are shut: there is no PIN.\n`
  })
}

/** Throws `Misuse` that names the field. */
function planIn(file: string): Plan {
  const read = Plan.safeParse(jsonIn(file))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Misuse(`${file}: ${issue?.path.join(".") || "the plan"}: ${issue?.message}`)
  }
  const problem = whyNotAccepted(read.data)
  if (problem) throw new Misuse(`${file}: ${problem}`)
  return read.data
}

function jsonIn(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, "utf8")
  } catch (error) {
    throw new Misuse(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Misuse(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
