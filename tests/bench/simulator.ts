import { readFileSync } from "node:fs"
import { join } from "node:path"
import { LoadWriter } from "../../server/simulator/load.ts"
import { drawDay } from "../../server/simulator/arrivals.ts"
import { simulate } from "../../server/simulator/simulation.ts"
import { SimulationPlan } from "../../server/simulator/simulation-plan.ts"
import { answerWhatIf, writerByRates } from "../../server/simulator/what-if.ts"
import type { Estimate } from "../support/estimate.ts"
import { drawSteady, pooledWaits, steadyShop, steadyWaits } from "../support/steady-queue.ts"
import { theoryTable } from "../support/theory-table.ts"
import { type Line, median, perSecond } from "./figures.ts"
import { plainQueue } from "./plain-queue.ts"

export interface SimulatorFigures {
  /** One queue of one class, M/M/5 at 0.9, drawing the customers included. */
  readonly perSecond: number
  readonly plainPerSecond: number
  /** The example's branch: five lines, six counters, a cap, figures by class and the cost of the lane. */
  readonly realPerMinute: number
  readonly seeds: number
  readonly customersEach: number
  /** The cell of the table that is farthest from the books, as a share. */
  readonly farthest: { readonly cell: string; readonly share: number; readonly standardError: number }
}

const services = { kind: "exponential", meanMs: 180_000 } as const
const queue = { counterCount: 5, busyShare: 0.9, priorityShare: 0, services }

export function simulator(isQuick: boolean): SimulatorFigures {
  const customers = isQuick ? 100_000 : 1_000_000
  const rounds = [1, 2, 3]
  const plain = rounds.map(() =>
    rateOf(customers, () => plainQueue(5, (0.9 * 5) / services.meanMs, services.meanMs, customers)),
  )
  const ours = rounds.map(() => rateOf(customers, () => simulateOneClass(customers)))
  return {
    perSecond: median(ours),
    plainPerSecond: median(plain),
    realPerMinute: median(rounds.map(realPlan)),
    ...farthestCell(isQuick ? { seeds: 1, customersEach: 60_000 } : { seeds: 10, customersEach: 300_000 }),
  }
}

function simulateOneClass(countLimit: number): void {
  const writer = new LoadWriter()
  const perHour = (queue.busyShare * queue.counterCount * 3_600_000) / services.meanMs
  const periods = [{ from: 0, to: Number.POSITIVE_INFINITY, perHour }]
  drawDay([{ line: 0, periods, services }], { seed: 1, day: 0, countLimit }, writer)
  simulate(steadyShop(queue, "first-come"), writer.load)
}

function realPlan(): number {
  const file = join(import.meta.dirname, "../../docs/simulate.example.json")
  const plan = SimulationPlan.parse(JSON.parse(readFileSync(file, "utf8")))
  const startedAt = performance.now()
  const { tickets } = answerWhatIf(plan, writerByRates(plan))
  return (tickets / (performance.now() - startedAt)) * 60_000
}

/** Every cell of the books' table: each seed its own customers, batches of 30,000, the first of each seed forgotten. */
function farthestCell({ seeds, customersEach }: { readonly seeds: number; readonly customersEach: number }) {
  const runs = Array.from({ length: seeds }, (_, index) => ({
    seed: index + 1,
    batchCount: Math.floor(customersEach / 30_000),
    batchSize: 30_000,
  }))
  const cells = theoryTable.flatMap(({ queue: row, firstCome, cells: rules }) => {
    const name = `${row.counterCount} at ${row.busyShare}`
    const loads = runs.map((run) => drawSteady(row, run))
    const plain = runs.map((run, index) =>
      steadyWaits(row, run, loads[index] ?? drawSteady(row, run), "first-come", null),
    )
    const ofPlain = pooledWaits(plain)
    const rest = rules.flatMap(({ rule, priority, regular }) => {
      const waits = pooledWaits(
        runs.map((run, index) =>
          steadyWaits(row, run, loads[index] ?? drawSteady(row, run), rule, {
            batches: plain[index]?.batches ?? { all: [], priority: [], regular: [] },
            waitSeconds: firstCome,
          }),
        ),
      )
      const words = typeof rule === "string" ? rule : `rate ${rule.beta}`
      return [
        beside(`${name}, ${words}, priority`, waits.priority, priority),
        beside(`${name}, ${words}, regular`, waits.regular, regular),
      ]
    })
    return [beside(`${name}, first come`, ofPlain.all, firstCome), ...rest]
  })
  const [farthest] = cells.toSorted((a, b) => b.share - a.share)
  if (!farthest) throw new Error("The table is empty")
  return { seeds, customersEach, farthest, cells }
}

function beside(cell: string, { mean, standardError }: Estimate, theory: number) {
  return { cell, share: Math.abs(mean / theory - 1), standardError: standardError / theory }
}

function rateOf(customers: number, run: () => void): number {
  const startedAt = performance.now()
  run()
  return customers / ((performance.now() - startedAt) / 1000)
}

export function simulatorLines(figures: SimulatorFigures): readonly Line[] {
  const { perSecond: ours, plainPerSecond, realPerMinute, seeds, customersEach, farthest } = figures
  const ratio = plainPerSecond / ours
  return [
    {
      what: "simulator, M/M/5 of one class: customers",
      ours: perSecond(ours),
      beside: `plain binary heap ${perSecond(plainPerSecond)} = ${ratio.toFixed(2)}× the time`,
      target: "≤ 3×",
      isMet: ratio <= 3,
    },
    {
      what: "simulator, a real plan with what-ifs: tickets a minute",
      ours: `${(realPerMinute / 1e6).toFixed(1)} million`,
      beside: "",
      target: "≥ 1 million",
      isMet: realPerMinute >= 1e6,
    },
    {
      what: `simulator beside the books, ${seeds} × ${customersEach} customers: farthest of all cells`,
      ours: `${(100 * farthest.share).toFixed(2)} % (${farthest.cell})`,
      beside: `its standard error ${(100 * farthest.standardError).toFixed(2)} %`,
      target: "≤ 1.1 %",
      isMet: farthest.share <= 0.011,
    },
  ]
}
