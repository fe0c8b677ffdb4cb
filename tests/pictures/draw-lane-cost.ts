import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import {
  type SimulationAnswer,
  type VariantAnswer,
  answerWhatIf,
  writerByRates,
} from "../../server/simulator/what-if.ts"
import { type ChangePlan, SimulationPlan } from "../../server/simulator/simulation-plan.ts"

/**
 * Draws docs/pictures/lane-cost.svg. For the example branch, what each calling rule costs the unluckiest
 * regular customer of a day, beside how much sooner it serves priority customers. The rule is the product's own, run by its own
 * simulator; every point is the same 200 days.
 */
const root = join(import.meta.dirname, "../..")
const example: unknown = JSON.parse(readFileSync(join(root, "docs/simulate.example.json"), "utf8"))

const minutes = 60_000
const none = { headStartMs: 0, rate: 1 }

/** Without a cap, and with care like priority, so that nothing but the rule differs. */
const withHeadStart = (count: number): ChangePlan => ({
  name: `${count}`,
  callingRule: { preset: "head-start" },
  classes: classesOf({ headStartMs: count * minutes, rate: 1 }),
})
const withRate = (rate: number): ChangePlan => ({
  name: `${rate}×`,
  callingRule: { preset: "accumulating" },
  classes: classesOf({ headStartMs: 0, rate }),
})
const strict: ChangePlan = { name: "strict", callingRule: { preset: "strict" } }
const firstCome: ChangePlan = { name: "first come", callingRule: { preset: "first-come" } }

function classesOf(credit: { headStartMs: number; rate: number }): NonNullable<ChangePlan["classes"]> {
  return SimulationPlan.shape.plan.shape.classes.parse({ regular: none, priority: credit, care: credit })
}

const headStarts = [2, 4, 6, 8, 10, 13, 17, 22, 30].map(withHeadStart)
const rates = [1.25, 1.5, 2, 3, 5, 9, 20].map(withRate)
const given = SimulationPlan.parse({
  ...(example as object),
  whatIf: [firstCome, ...headStarts, ...rates, strict],
})
const answer: SimulationAnswer = answerWhatIf(given, writerByRates(given))

interface Point {
  readonly name: string
  /** How much sooner priority customers are served than under first come, on average. */
  readonly sooner: number
  /** The longest that a regular customer of the day waits because of the lane, averaged over the days. */
  readonly longest: number
}

const figures = new Map(answer.whatIf.map((variant) => [variant.name, variant]))
const baseline = meanOf(variantOf(firstCome).figures.waits.priority.mean)

function variantOf({ name }: ChangePlan): VariantAnswer {
  const variant = figures.get(name)
  if (!variant) throw new Error(`No answer for ${name}`)
  return variant
}

/** The example has customers of every class on every day. */
function meanOf(average: { readonly mean: number } | null): number {
  if (!average) throw new Error("No day has such a figure")
  return average.mean
}

function pointOf(change: ChangePlan): Point {
  const { waits, laneCost } = variantOf(change).figures
  return {
    name: change.name,
    sooner: (baseline - meanOf(waits.priority.mean)) / 60,
    longest: meanOf(laneCost.maxExtra) / 60,
  }
}

const width = 960
const height = 540
const frame = { left: 92, right: 40, top: 92, bottom: 76 }
const curves = {
  headStart: headStarts.map(pointOf),
  accumulating: rates.map(pointOf),
  strict: pointOf(strict),
}
const every = [...curves.headStart, ...curves.accumulating, curves.strict]
const most = {
  sooner: Math.ceil(Math.max(...every.map(({ sooner }) => sooner))),
  longest: Math.ceil(Math.max(...every.map(({ longest }) => longest)) / 5) * 5,
}
const x = (sooner: number) => frame.left + (sooner / most.sooner) * (width - frame.left - frame.right)
const y = (longest: number) =>
  height - frame.bottom - (longest / most.longest) * (height - frame.top - frame.bottom)

const ink = "#10211f"
const soft = "#4b5c59"
const hairline = "#dcd7cb"
const brand = "#0b5b59"
const call = "#b9740a"

const text = (at: [number, number], words: string, more = "") =>
  `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${words}</text>`
const path = (points: readonly Point[], colour: string, dash = "") =>
  `<polyline fill="none" stroke="${colour}" stroke-width="3" stroke-linejoin="round" ${dash} points="${points
    .map(({ sooner, longest }) => `${x(sooner).toFixed(1)},${y(longest).toFixed(1)}`)
    .join(" ")}"/>`
const dot = ({ sooner, longest }: Point, colour: string) =>
  `<circle cx="${x(sooner).toFixed(1)}" cy="${y(longest).toFixed(1)}" r="5" fill="${colour}"/>`

const gridY = Array.from({ length: most.longest / 5 + 1 }, (_, step) => step * 5)
const gridX = Array.from({ length: Math.floor(most.sooner / 2) + 1 }, (_, step) => step * 2)
const labelled = new Set(["4", "10", "17"])
const zero = { name: "", sooner: 0, longest: 0 }

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Plus Jakarta Sans, system-ui, sans-serif" font-size="16" fill="${ink}" role="img" aria-label="What the same help for priority customers costs the unluckiest regular customer, by calling rule">
<rect width="${width}" height="${height}" fill="#faf8f3"/>
${text([frame.left, 40], "The same help, a different price", 'font-size="24" font-weight="700"')}
${text([frame.left, 66], "Longest extra wait of a regular customer in a day because of the lane, in minutes", `fill="${soft}"`)}
${gridY.map((value) => `<line x1="${frame.left}" x2="${width - frame.right}" y1="${y(value)}" y2="${y(value)}" stroke="${hairline}"/>${text([frame.left - 12, y(value) + 5], String(value), `text-anchor="end" fill="${soft}"`)}`).join("\n")}
${gridX.map((value) => text([x(value), height - frame.bottom + 26], String(value), `text-anchor="middle" fill="${soft}"`)).join("\n")}
${text([width - frame.right, height - 18], "Priority customers are served so many minutes sooner, on average", `text-anchor="end" fill="${soft}"`)}
${path([zero, ...curves.accumulating], call, 'stroke-dasharray="7 6"')}
${curves.accumulating.map((point) => dot(point, call)).join("")}
${path([zero, ...curves.headStart], brand)}
${curves.headStart.map((point) => dot(point, brand)).join("")}
${curves.headStart
  .filter(({ name }) => labelled.has(name))
  .map((point) =>
    text([x(point.sooner) + 12, y(point.longest) + 18], `${point.name} min head start`, `fill="${brand}"`),
  )
  .join("\n")}
${dot(curves.strict, ink)}
${text([x(curves.strict.sooner) - 12, y(curves.strict.longest) - 12], "strict", 'text-anchor="end" font-weight="700"')}
${legend(0, brand, "", "head start")}
${legend(1, call, 'stroke-dasharray="7 6"', "accumulating (different rates)")}
</svg>
`
function legend(row: number, colour: string, dash: string, words: string): string {
  const at = frame.top + 20 + row * 28
  return `<line x1="${frame.left + 24}" x2="${frame.left + 68}" y1="${at}" y2="${at}" stroke="${colour}" stroke-width="3" ${dash}/>${text([frame.left + 80, at + 5], words)}`
}

writeFileSync(join(root, "docs/pictures/lane-cost.svg"), svg)
process.stdout.write(`${JSON.stringify({ customers: answer.tickets, ...curves }, null, 2)}\n`)
