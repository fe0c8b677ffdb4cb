import { createReadStream } from "node:fs"
import { pipeline } from "node:stream"
import type { BranchId } from "@giliran/contract/basics"
import { CsvError, type Info, parse } from "csv-parse"
import type { CustomerRow } from "./customer-table.ts"
import { BadInput, badLine } from "../bad-input.ts"
import { customerDigest, normalised } from "./identifier.ts"

/** What the bank gave, and where it is to count. */
export interface CustomersFile {
  readonly path: string
  readonly key: Buffer
  /** Null: in every branch. */
  readonly branchId: BranchId | null
}

const columns = ["identifier", "segment", "valid_until"] as const
/** Enough that each statement is worth its way, little enough that a million customers need little memory. */
const pageSize = 5_000
/** An open quotation mark would otherwise swallow the rest of the file. */
const longestLine = 10_000

/**
 * The customers of a CSV file with the columns `identifier,segment[,valid_until]`, a page at a time, each identifier already a
 * digest. Throws `BadInput` at the first line that is wrong, with its number and never with what stands there: numbers of
 * customers belong on no screen and in no log.
 */
export async function* readCustomers(file: CustomersFile): AsyncIterable<readonly CustomerRow[]> {
  let header: readonly string[] | null = null
  let page: CustomerRow[] = []
  for await (const { record, info } of recordsOf(file.path)) {
    if (header === null) header = checkHeader(record)
    else page.push(rowOf(file, header, record, info.lines))
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  if (header === null) throw badLine(1, `the file is empty. It should begin with ${columns.join(",")}.`)
  if (page.length > 0) yield page
}

interface CsvRecord {
  readonly record: readonly string[]
  readonly info: Info
}

async function* recordsOf(path: string): AsyncIterable<CsvRecord> {
  const parser = parse({
    bom: true,
    info: true,
    trim: true,
    // As office programs of many countries write it.
    delimiter: [",", ";"],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  })
  // What goes wrong comes out of the parser: its end is awaited there.
  pipeline(createReadStream(path), parser, () => {})
  try {
    yield* parser as AsyncIterable<CsvRecord>
  } catch (error) {
    throw mistakeOf(error, path)
  }
}

function mistakeOf(error: unknown, path: string): unknown {
  if (error instanceof CsvError)
    return badLine(Number(error["lines"] ?? 1), "a quotation mark is out of place, or never closed.")
  const code = error instanceof Error && "code" in error ? error.code : null
  if (code === "ENOENT") return new BadInput(`${path}: there is no such file.`)
  return code === "EISDIR" || code === "EACCES"
    ? new BadInput(`${path}: the file cannot be read (${code}).`)
    : error
}

function checkHeader(record: readonly string[]): readonly string[] {
  const header = record.map((name) => name.toLowerCase())
  const wanted = columns.join(",")
  const isKnown = [wanted, "identifier,segment"].includes(header.join(","))
  if (!isKnown) throw badLine(1, `the header should be ${wanted}; valid_until may be left out.`)
  return header
}

function rowOf(
  { key, branchId }: CustomersFile,
  header: readonly string[],
  record: readonly string[],
  line: number,
): CustomerRow {
  if (record.length !== header.length)
    throw badLine(line, `it has ${record.length} columns and the header ${header.length}.`)
  const [identifier = "", segment = "", validUntil = ""] = record
  const { length } = normalised(identifier)
  if (identifier.includes("\uFFFD")) throw badLine(line, "the identifier is no text in UTF-8.")
  if (length < 4 || length > 128)
    throw badLine(line, "the identifier should have 4 to 128 signs, spaces and dashes not counted.")
  return {
    digest: customerDigest(key, branchId, identifier),
    segment: segmentOf(segment, line),
    validUntil: dateOf(validUntil, line),
  }
}

function segmentOf(text: string, line: number): CustomerRow["segment"] {
  const segment = text.toLowerCase()
  if (segment === "regular" || segment === "priority") return segment
  throw badLine(line, "the segment should be regular or priority.")
}

function dateOf(text: string, line: number): string | null {
  if (text === "") return null
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
  if (isDate && new Date(text).toISOString().startsWith(text)) return text
  throw badLine(line, "valid_until should be a date such as 2027-12-31, or empty.")
}
