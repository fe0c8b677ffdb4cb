import type { DayFigures, LaneReport, WaitFigures } from "@giliran/contract/lane-report"
import { TicketClass } from "@giliran/contract/ticket"

/** For people at a terminal: minutes. */
export function laneReportText(report: LaneReport): string {
  const { branch, day, isClosed, cost, withLane, firstCome, recorded, fidelity, imputed } = report
  const rows = [
    ["", "class", "called", "mean", "p90", "p99", "longest", "in target", "overtaken, worst"],
    ...linesOf("as it was", recorded.waits, null),
    ...linesOf("with the lane", withLane.waits, withLane),
    ...linesOf("first come", firstCome.waits, firstCome),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const same =
    fidelity.sameShare === null ? "none were made" : `${(100 * fidelity.sameShare).toFixed(1)} % of them`
  return [
    `${branch}, ${day}${isClosed ? "" : ", so far"}`,
    "",
    `The lane cost a regular ticket ${minutes(cost.meanExtra)} min on average, one in a hundred ${minutes(cost.p99Extra)} min or more, and at most ${minutes(cost.maxExtra)} min.`,
    `The cap decided ${withLane.capHits} calls; tellers chose ${recorded.callsByNumber} themselves.`,
    "",
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    "",
    `Simulated by the branch's own rule, calls came when they really came (to the second): ${same};`,
    `on average ${fidelity.meanApart.toFixed(1)} s apart, at most ${minutes(fidelity.maxApart)} min. Service times taken from the average: ${imputed}.`,
  ].join("\n")
}

function linesOf(
  name: string,
  waits: Readonly<Record<TicketClass, WaitFigures>>,
  figures: DayFigures | null,
): readonly string[][] {
  return TicketClass.options
    .filter((ticketClass) => waits[ticketClass].count > 0)
    .map((ticketClass, index) => {
      const { count, mean, p90, p99, max, withinTarget } = waits[ticketClass]
      const overtakings = figures?.overtakings[ticketClass]
      return [
        index === 0 ? name : "",
        ticketClass,
        String(count),
        minutes(mean),
        minutes(p90),
        minutes(p99),
        minutes(max),
        withinTarget === null ? "" : `${(100 * withinTarget).toFixed(1)} %`,
        overtakings ? `${overtakings.count}, ${overtakings.worst}` : "",
      ]
    })
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(1)
}
