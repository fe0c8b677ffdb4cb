import { dirname, resolve } from "node:path"
import { parseArgs } from "node:util"
import { type SimulationAnswer, answerWhatIf, writerByRates } from "../simulator/what-if.ts"
import { SimulationPlan } from "../simulator/simulation-plan.ts"
import { BadInput, runTool } from "../bad-input.ts"
import { writerOfRecorded } from "./recorded-arrivals.ts"
import { simulationTable } from "./simulation-table.ts"
import { textOf } from "./text-of.ts"

const usage = `pnpm simulate PLAN.json [--table]

Simulates a branch's day, many times, by the branch's own calling rule, and what would be otherwise if ...
PLAN.json: docs/simulate.example.json is one. Prints JSON; with --table, a table for people.
`

await runTool(async () => {
  const { file, isTable } = argumentsOf(process.argv.slice(2))
  const given = planOf(textOf(file))
  const { arrivals } = given
  const writeDay =
    arrivals.kind === "rate"
      ? writerByRates(given)
      : writerOfRecorded(given, resolve(dirname(file), arrivals.file))
  return printed(answerWhatIf(given, writeDay), isTable)
})

function printed(answer: SimulationAnswer, isTable: boolean): string {
  return isTable ? `${simulationTable(answer)}\n` : `${JSON.stringify(answer, null, 2)}\n`
}

function argumentsOf(words: readonly string[]): { readonly file: string; readonly isTable: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { table: { type: "boolean", default: false } },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new BadInput(usage.trimEnd())
    return { file, isTable: values.table }
  } catch (error) {
    if (error instanceof BadInput) throw error
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n\n${usage.trimEnd()}`)
  }
}

/** Throws `BadInput` with a line for each field that is wrong. */
function planOf(text: string): SimulationPlan {
  const parsed = SimulationPlan.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw new BadInput(
    parsed.error.issues
      .map(({ path, message }) => `${path.map(String).join(".") || "the plan"}: ${message}`)
      .join("\n"),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadInput(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
