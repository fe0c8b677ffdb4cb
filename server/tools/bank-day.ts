import { parse } from "csv-parse/sync"
import { badLine } from "../bad-input.ts"
import { textOf } from "./text-of.ts"

/** One customer of a recorded day. Moments are milliseconds of the branch's own clock. */
export interface Recorded {
  readonly class: string
  readonly serviceId: string
  /** When the customer began to wait; null for one who never had to. */
  readonly queuedAt: number | null
  /** The customer left the line: called, or gave up. */
  readonly leftAt: number
  /** Null for one who gave up. */
  readonly served: Served | null
}

export interface Served {
  readonly agent: string
  readonly until: number
  readonly seconds: number
}

const needed = [
  "class",
  "service_type",
  "q_start",
  "wait_s",
  "service_start",
  "service_s",
  "agent",
  "outcome",
] as const
type Row = Readonly<Record<(typeof needed)[number], string>>

/** Never in the bank's queue. */
const elsewhere = ["VRU_HANG", "PHANTOM"]

/**
 * The customers of a CSV file (plain or gzip) in the columns of the "Anonymous Bank" days, who were served or gave up, in the file's order.
 * Throws `BadInput` with the line that is wrong. A file with a header and no rows is a history of nothing.
 */
export function readBankDays(path: string): readonly Recorded[] {
  const text = textOf(path)
  if (text.trim() === "") throw badLine(1, "the file is empty.")
  const [header, ...lines] = recordsOf(text)
  const names = header?.record ?? []
  const missing = needed.filter((name) => !names.includes(name))
  if (missing.length > 0) throw badLine(1, `the header lacks ${missing.join(", ")}.`)
  return lines.flatMap(({ record, info }) => {
    if (record.length !== names.length)
      throw badLine(info.lines, `has ${record.length} fields, the header has ${names.length}.`)
    const row = Object.fromEntries(names.map((name, index) => [name, record[index] ?? ""])) as Row
    return recordedOf(row, info.lines)
  })
}

interface Line {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function recordsOf(text: string): readonly Line[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly Line[]
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1
    throw badLine(line, "a quotation mark is out of place, or never closed.")
  }
}

function recordedOf(row: Row, line: number): readonly Recorded[] {
  if (elsewhere.includes(row.outcome)) return []
  if (row.outcome !== "SERVED" && row.outcome !== "ABANDONED")
    throw badLine(
      line,
      `outcome is "${row.outcome}"; it should be SERVED, ABANDONED, ${elsewhere.join(" or ")}.`,
    )
  if (row.class === "" || row.service_type === "") throw badLine(line, "class or service_type is empty.")
  const queuedAt = row.q_start === "" ? null : momentOf(row, "q_start", line)
  const waitedAt = queuedAt === null ? null : queuedAt + 1000 * secondsOf(row, "wait_s", line)
  const facts = { class: row.class, serviceId: row.service_type, queuedAt }
  if (row.outcome === "SERVED") {
    const startedAt = momentOf(row, "service_start", line)
    const seconds = secondsOf(row, "service_s", line)
    const leftAt = waitedAt ?? startedAt
    return [
      { ...facts, leftAt, served: { agent: row.agent, until: untilOf(leftAt, startedAt, seconds), seconds } },
    ]
  }
  if (waitedAt === null) throw badLine(line, "gave up without a q_start.")
  return [{ ...facts, leftAt: waitedAt, served: null }]
}

/** The two clocks of the bank's log differ by some seconds; by more, and the start was not recorded at all. */
const clocksDifferMs = 30_000

function untilOf(leftAt: number, startedAt: number, seconds: number): number {
  const isRecorded = Math.abs(startedAt - leftAt) < clocksDifferMs
  return Math.max(leftAt, (isRecorded ? startedAt : leftAt) + 1000 * seconds)
}

function momentOf(row: Row, name: keyof Row, line: number): number {
  const text = row[name]
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}Z`) : NaN
  if (Number.isNaN(moment))
    throw badLine(line, `${name} is "${text}"; it should be like 1999-02-14T08:30:00.`)
  return moment
}

function secondsOf(row: Row, name: keyof Row, line: number): number {
  const text = row[name]
  if (!/^\d{1,6}$/.test(text)) throw badLine(line, `${name} is "${text}"; it should be whole seconds.`)
  return Number(text)
}
