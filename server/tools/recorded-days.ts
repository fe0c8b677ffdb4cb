import { parse } from "csv-parse/sync"
import { TicketClass } from "@giliran/contract/ticket"
import { BadInput } from "../bad-input.ts"

/**
 * One customer of a recorded day. Times are milliseconds of the recording's own wall clock (`1999-02-14T08:00:00` read as
 * if it were UTC): only their differences mean anything.
 */
export interface Customer {
  /** Line of the file, 1 the header. */
  readonly line: number
  readonly arrivesAt: number
  readonly class: TicketClass
  /** The recording's name for what was asked for, `PS`. */
  readonly serviceType: string
  readonly end: Served | Abandoned
}

export interface Served {
  readonly outcome: "served"
  readonly startsAt: number
  readonly serviceMs: number
  /** Who served; empty where the recording does not say. */
  readonly teller: string
}

export interface Abandoned {
  readonly outcome: "abandoned"
  readonly leavesAt: number
}

export interface RecordedDays {
  /** By date `1999-02-14`, each day's customers in order of arrival. */
  readonly byDate: ReadonlyMap<string, readonly Customer[]>
  /** Rows of people who never stood in the queue. */
  readonly leftOutCount: number
}

/** What is wrong with a file, one sentence a line of it. */
export class MalformedDay extends BadInput {
  override readonly name: string = "MalformedDay"
}

const columns = [
  "id",
  "arrival_ts",
  "class",
  "class_sim",
  "service_type",
  "q_start",
  "wait_s",
  "service_start",
  "service_s",
  "agent",
  "outcome",
] as const
type Column = (typeof columns)[number]

/** Outcomes of those who hung up before queueing, or were never there. */
const neverQueued = new Set(["VRU_HANG", "PHANTOM"])
const mistakesShown = 10

/** The whole file or nothing: throws `MalformedDay`, which names each wrong line. */
export function readDays(csv: string): RecordedDays {
  const [header, ...records] = recordsOf(csv)
  if (header === undefined) throw new MalformedDay("line 1: the file is empty.")
  const place = placesOf(header.record)
  const byDate = new Map<string, Customer[]>()
  const mistakes: string[] = []
  let leftOutCount = 0
  for (const { record, line } of records) {
    const row = rowOf(record, place, header.record.length)
    const customer = typeof row === "string" ? row : customerOf(row, line)
    if (typeof customer === "string") mistakes.push(`line ${line}: ${customer}`)
    else if (customer === null) leftOutCount += 1
    else {
      const date = new Date(customer.arrivesAt).toISOString().slice(0, 10)
      const sameDay = byDate.get(date)
      if (sameDay) sameDay.push(customer)
      else byDate.set(date, [customer])
    }
  }
  if (mistakes.length > 0) throw new MalformedDay(listed(mistakes))
  for (const customers of byDate.values())
    customers.sort((a, b) => a.arrivesAt - b.arrivesAt || a.line - b.line)
  return { byDate, leftOutCount }
}

interface CsvRecord {
  readonly record: readonly string[]
  readonly line: number
}

function recordsOf(csv: string): readonly CsvRecord[] {
  try {
    const parsed = parse(csv, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true })
    return (parsed as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }))
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1
    throw new MalformedDay(`line ${line}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function placesOf(header: readonly string[]): ReadonlyMap<Column, number> {
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length > 0)
    throw new MalformedDay(
      `line 1: the header lacks ${missing.join(", ")}; it should be ${columns.join(",")}.`,
    )
  return new Map(columns.map((column) => [column, header.indexOf(column)]))
}

type Row = Readonly<Record<Column, string>>

function rowOf(record: readonly string[], place: ReadonlyMap<Column, number>, width: number): Row | string {
  if (record.length !== width) return `has ${record.length} fields, the header has ${width}.`
  return Object.fromEntries(columns.map((column) => [column, record[place.get(column) ?? -1] ?? ""])) as Row
}

/** A sentence when the row is wrong; null when it is nobody's. */
function customerOf(row: Row, line: number): Customer | string | null {
  if (neverQueued.has(row.outcome)) return null
  const arrivesAt = momentOf(row.arrival_ts)
  if (arrivesAt === null) return mistake("arrival_ts", row, "a moment such as 1999-02-14T06:57:28")
  const ticketClass = TicketClass.safeParse(row.class_sim)
  if (!ticketClass.success) return mistake("class_sim", row, `one of ${TicketClass.options.join(", ")}`)
  if (row.service_type === "") return mistake("service_type", row, "the name of a service")
  const end = endOf(row, arrivesAt)
  if (typeof end === "string") return end
  return { line, arrivesAt, class: ticketClass.data, serviceType: row.service_type, end }
}

function endOf(row: Row, arrivesAt: number): Served | Abandoned | string {
  switch (row.outcome) {
    case "SERVED": {
      const startsAt = momentOf(row.service_start)
      if (startsAt === null) return mistake("service_start", row, "a moment such as 1999-02-14T06:57:28")
      const serviceMs = secondsOf(row.service_s)
      if (serviceMs === null) return mistake("service_s", row, "whole seconds such as 194")
      return { outcome: "served", startsAt, serviceMs, teller: row.agent }
    }
    case "ABANDONED": {
      const waitMs = secondsOf(row.wait_s)
      if (waitMs === null) return mistake("wait_s", row, "whole seconds such as 36")
      return { outcome: "abandoned", leavesAt: arrivesAt + waitMs }
    }
    default:
      return mistake("outcome", row, `SERVED, ABANDONED, ${[...neverQueued].join(" or ")}`)
  }
}

function mistake(column: Column, row: Row, shouldBe: string): string {
  return `${column} is ${JSON.stringify(row[column])}; it should be ${shouldBe}.`
}

function momentOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return null
  const at = Date.parse(`${text}Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== text ? null : at
}

function secondsOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) * 1000 : null
}

function listed(mistakes: readonly string[]): string {
  const shown = mistakes.slice(0, mistakesShown)
  const rest = mistakes.length - shown.length
  return [...shown, ...(rest > 0 ? [`and ${rest} more lines`] : [])].join("\n")
}
