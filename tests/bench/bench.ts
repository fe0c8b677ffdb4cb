import { cpus, totalmem } from "node:os"
import { parseArgs } from "node:util"
import { buildServer } from "../../server/build.ts"
import { decision, decisionLines } from "./decision.ts"
import { displayLatency, displayLines } from "./display-latency.ts"
import { eightTellers, tellerLines } from "./eight-tellers.ts"
import { type Line, table } from "./figures.ts"
import { forecastAll, forecastLines } from "./forecast-all.ts"
import { daySizes, growth, growthLines } from "./growth.ts"
import { laneReport, laneReportLines } from "./lane-report.ts"
import { memory, memoryLines } from "./memory.ts"
import { restart, restartLines } from "./restart.ts"
import { screenLines, screens } from "./screens.ts"
import { simulator, simulatorLines } from "./simulator.ts"
import { paperLines, ticketOnPaper } from "./ticket-on-paper.ts"
import { throughput, throughputLines } from "./throughput.ts"

/**
 * `pnpm bench`: every figure beside its baseline of the same run, medians of three. JSON on standard output, the table and
 * the progress on standard error. `--quick` takes a minute or two and is good for nothing but seeing whether it runs;
 * `--only restart,growth` runs some.
 */
const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
})
const isQuick = values.quick

const benches: Readonly<Record<string, () => Promise<{ figures: object; lines: readonly Line[] }>>> = {
  throughput: async () => drawn(await throughput(isQuick ? 0.5 : 3), throughputLines),
  tellers: async () => drawn(await eightTellers(), tellerLines),
  display: async () => drawn(await displayLatency(isQuick ? 6 : 40), displayLines),
  paper: async () => drawn(await ticketOnPaper(isQuick ? 20 : 200), paperLines),
  screens: async () => drawn(await screens(isQuick), screenLines),
  memory: async () => drawn(await memory(), memoryLines),
  growth: async () =>
    drawn(await growth(isQuick ? daySizes.slice(0, 3) : daySizes, isQuick ? 3 : 9), growthLines),
  decision: () => Promise.resolve(drawn(decision(isQuick ? 500 : 5_000), decisionLines)),
  simulator: () => Promise.resolve(drawn(simulator(isQuick), simulatorLines)),
  lane: async () => drawn(await laneReport(isQuick ? 1 : 5), laneReportLines),
  restart: async () => drawn(await restart(), restartLines),
  forecast: async () => drawn(forecastAll(isQuick ? 3 : 99), forecastLines),
}

const chosen = values.only?.split(",") ?? Object.keys(benches)
const unknown = chosen.filter((name) => !(name in benches))
if (unknown.length > 0) {
  say(`There is no bench ${unknown.join(", ")}: choose among ${Object.keys(benches).join(", ")}.`)
  process.exit(2)
}

await buildServer()
const all: Record<string, object> = {}
const lines: Line[] = []
for (const name of chosen) {
  const startedAt = performance.now()
  const bench = await benches[name]?.()
  if (!bench) continue
  all[name] = bench.figures
  lines.push(...bench.lines)
  say(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`)
}
const machine = {
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
}
process.stdout.write(`${JSON.stringify({ machine, ...all }, null, 2)}\n`)
say(`\n${table(lines)}`)

function drawn<Figures extends object>(figures: Figures, draw: (figures: Figures) => readonly Line[]) {
  return { figures, lines: draw(figures) }
}

function say(words: string): void {
  process.stderr.write(`${words}\n`)
}
