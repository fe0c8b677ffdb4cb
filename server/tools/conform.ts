import { parseArgs } from "node:util"
import { BadInput, runTool } from "../bad-input.ts"
import { isPreset, presets, weighingBy } from "./credits-by-name.ts"
import { namedNumbers } from "./named-numbers.ts"
import { isAgreed, readDecisions } from "./recorded-decisions.ts"

const usage = `pnpm conform FILE.jsonl[.gz] --rule first-come|head-start|strict|accumulating
  [--head-start CLASS=SECONDS,...] [--rate CLASS=RATE,...] [--tie SECONDS]

Feeds recorded decisions to the branch's own calling rule and prints how often it takes whom they took. Each line of the file is
{"waiting":[{"t":seconds waited,"c":"class","s":"service"},...],"taken":index}; classes are any words.

  --head-start  seconds credited on arrival, for head-start; for strict, the class with more goes first,
                and without, care before priority before all others
  --rate        credit earned per second waited, for accumulating; 1 where left out
  --tie         a score so near the best's counts as agreed; 3 if left out
`

await runTool(() => Promise.resolve(conform(process.argv.slice(2))))

function conform(given: readonly string[]): string {
  const { file, creditOf, tieSeconds } = argumentsOf(given)
  const decisions = readDecisions(file)
  const agreed = decisions.filter((decision) => isAgreed(decision, creditOf, tieSeconds)).length
  const answer = { decisions: decisions.length, agreed, share: agreed / decisions.length }
  return `${JSON.stringify(answer)}\n`
}

function argumentsOf(given: readonly string[]) {
  const { values, positionals } = wordsOf(given)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new BadInput(usage.trimEnd())
  const { rule } = values
  if (!isPreset(rule))
    throw new BadInput(`--rule should be one of ${presets.join(", ")}; it is "${rule ?? ""}".`)
  const tieSeconds = Number(values.tie ?? 3)
  if (!(tieSeconds >= 0)) throw new BadInput("--tie should be a number of seconds, zero or above.")
  const headStarts = namedNumbers("--head-start", values["head-start"])
  const rates = namedNumbers("--rate", values.rate)
  return { file, creditOf: weighingBy(rule, { headStarts, rates }), tieSeconds }
}

function wordsOf(given: readonly string[]) {
  const text = { type: "string" } as const
  try {
    return parseArgs({
      args: [...given],
      options: { rule: text, "head-start": text, rate: text, tie: text },
      allowPositionals: true,
    })
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n\n${usage.trimEnd()}`)
  }
}
