import type { BranchId, Instant } from "@giliran/contract/basics"
import type { RetentionReport } from "@giliran/contract/privacy"
import type { RetentionTable } from "./retention-table.ts"
import { cutOffsAt, overdueAt, type RetentionLimits, ruleOf } from "./retention-limits.ts"

export interface ReportAsked {
  readonly retention: RetentionTable
  readonly limits: RetentionLimits
  /** Null: the whole bank. */
  readonly branchId: BranchId | null
  readonly now: Instant
}

const purgesShown = 50

/** What personal data is held, and the proof that it went when its time was over. */
export async function retentionReport(asked: ReportAsked): Promise<RetentionReport> {
  const { retention, limits, branchId, now } = asked
  const held = await retention.held({
    branchId,
    due: cutOffsAt(now, limits),
    overdue: overdueAt(now, limits),
  })
  const purges = await retention.purges(branchId, purgesShown)
  return {
    at: now,
    branch: branchId,
    held: held.map((records) => ({ ...records, rule: ruleOf(records.kind, limits) })),
    purges: purges.map(({ chain, at, counts }) => ({ chain, at, counts: { ...counts } })),
  }
}

/** For a terminal. */
export function retentionText({ at, branch, held, purges }: RetentionReport): string {
  const rows = [
    ["kind", "held", "oldest", "due", "overdue"],
    ...held.map(({ kind, count, oldestAt, dueCount, overdueCount }) => [
      kind,
      String(count),
      oldestAt === null ? "-" : timeOf(oldestAt),
      String(dueCount),
      String(overdueCount),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join("  ")
      .trimEnd(),
  )
  const overdue = held.reduce((sum, { overdueCount }) => sum + overdueCount, 0)
  return [
    `Personal data of ${branch ?? "the whole bank"}, ${timeOf(at)} UTC`,
    "",
    ...lines,
    "",
    ...held.map(({ rule }) => `  · ${rule.en}`),
    "",
    overdue === 0
      ? "Nothing is held beyond its time."
      : `${overdue} rows are held beyond their time: is a server running?`,
    purges.length === 0 ? "Nothing has been purged yet." : "Purged, newest first:",
    ...purges.map(
      ({ chain, at: purgedAt, counts }) => `  ${timeOf(purgedAt)}  ${chain}  ${countsOf(counts)}`,
    ),
    "",
  ].join("\n")
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ")
}

function timeOf(moment: Instant): string {
  return new Date(moment).toISOString().slice(0, 16).replace("T", " ")
}
