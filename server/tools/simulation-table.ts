import type { Average } from "../simulator/averages.ts"
import { classNames } from "../simulator/day-figures.ts"
import type { SimulationAnswer, VariantAnswer } from "../simulator/what-if.ts"

/** For people: a line for each variant and class, waits in minutes, each with its standard error. */
export function simulationTable({ base, whatIf, days }: SimulationAnswer): string {
  const rows = [
    ["", "class", "a day", "mean", "p90", "p99", "longest", "in target", "overtaken, worst"],
    ...[base, ...whatIf].flatMap(linesOf),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const drawn = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  )
  const costs = [base, ...whatIf].map(costLine)
  return [
    `Waits in minutes ± one standard error, over ${days} days.`,
    "",
    ...drawn,
    "",
    "What the lane cost a regular customer, beside first come, first served on the same days:",
    ...costs,
  ].join("\n")
}

function linesOf({ name, figures }: VariantAnswer): readonly string[][] {
  return classNames
    .filter((className) => (figures.waits[className].count?.mean ?? 0) > 0)
    .map((className, index) => {
      const waits = figures.waits[className]
      return [
        index === 0 ? name : "",
        className,
        (waits.count?.mean ?? 0).toFixed(0),
        minutes(waits.mean),
        minutes(waits.p90),
        minutes(waits.p99),
        minutes(waits.max),
        waits.withinTarget === null ? "" : `${(100 * waits.withinTarget.mean).toFixed(1)} %`,
        (figures.overtakings[className].worst?.highest ?? 0).toFixed(0),
      ]
    })
}

function costLine({ name, figures: { laneCost, capHits } }: VariantAnswer): string {
  const { meanExtra, p99Extra, maxExtra } = laneCost
  return `  ${name}: ${minutes(meanExtra)} min on average, p99 ${minutes(p99Extra)}, at most ${minutes(maxExtra)}; the cap decided ${(capHits?.mean ?? 0).toFixed(1)} calls a day`
}

function minutes(seconds: Average | null): string {
  if (seconds === null) return ""
  const error = seconds.standardError === null ? "" : ` ± ${(seconds.standardError / 60).toFixed(1)}`
  return `${(seconds.mean / 60).toFixed(1)}${error}`
}
