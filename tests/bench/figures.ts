/** Of three, the middle one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** One line of the table: a figure of ours beside its baseline of the same run. */
export interface Line {
  readonly what: string
  readonly ours: string
  readonly beside: string
  readonly target: string
  /** Null where no target is set. */
  readonly isMet: boolean | null
}

export function table(lines: readonly Line[]): string {
  const rows = [
    ["", "Giliran", "beside", "target", ""],
    ...lines.map(({ what, ours, beside, target, isMet }) => [
      what,
      ours,
      beside,
      target,
      isMet === null ? "" : isMet ? "met" : "missed",
    ]),
  ]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)))
  const drawn = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  )
  drawn.splice(1, 0, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`)
  return drawn.join("\n")
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`
}

export function perSecond(value: number): string {
  return `${Math.round(value)}/s`
}

export function times(value: number): string {
  return `${value.toFixed(2)}×`
}
