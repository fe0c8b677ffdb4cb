import { readFileSync } from "node:fs"
import { constants, gunzipSync } from "node:zlib"
import { BadInput, badLine } from "../bad-input.ts"

export interface NumberedLine {
  /** From 1. */
  readonly number: number
  readonly text: string
}

/**
 * The text of a file, of a `.gz` as well: all of it or nothing. Throws `BadInput` when there is no such file, it is no UTF-8 text,
 * or its gzip is damaged or cut short; of the latter with the line where it ends.
 */
export function textOf(path: string): string {
  const bytes = bytesOf(path)
  const isGzip = path.endsWith(".gz")
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(isGzip ? unzipped(bytes) : bytes)
  } catch (error) {
    if (error instanceof BadInput) throw error
    throw new BadInput(`${path}: this is no text in UTF-8.`)
  }
}

/** The lines of a file that are not empty, with their numbers; `BadInput` as above, and when there is none. */
export function linesOf(path: string): readonly NumberedLine[] {
  const lines = textOf(path)
    .split(/\r?\n/)
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => text.trim() !== "")
  if (lines.length === 0) throw badLine(1, "the file is empty.")
  return lines
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null
    if (code === "ENOENT") throw new BadInput(`${path}: there is no such file.`)
    throw new BadInput(`${path}: the file cannot be read (${String(code)}).`)
  }
}

function unzipped(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes)
  } catch {
    throw badLine(linesBefore(bytes), "the gzip file is damaged or cut short here.")
  }
}

/** How far a broken gzip can be read. */
function linesBefore(bytes: Buffer): number {
  try {
    const readable = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
    return readable.toString("latin1").split("\n").length
  } catch {
    return 1
  }
}
