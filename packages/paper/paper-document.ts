import type { paperWidths } from "@giliran/contract/written-forms"
import type { Bitmap } from "./bitmap.ts"

/** Paper of this width, in millimetres. */
export type PaperWidth = (typeof paperWidths)[number]

/** What fits on a line: dots of the head, and characters of its own letters (12 dots each). */
export const paperSizes = {
  58: { dots: 384, characters: 32 },
  80: { dots: 576, characters: 48 },
} as const satisfies Readonly<Record<PaperWidth, { readonly dots: number; readonly characters: number }>>

/** One document for every way to paper: ReceiptLine's language, and the bitmaps that it names. */
export interface PaperDocument {
  readonly width: PaperWidth
  readonly lines: readonly string[]
  readonly bitmaps: ReadonlyMap<string, Bitmap>
}

export type Weight = "plain" | "strong"

/** Writes a document from top to bottom. */
export class PaperWriter {
  readonly width: PaperWidth
  readonly #lines: string[] = []
  readonly #bitmaps = new Map<string, Bitmap>()

  constructor(width: PaperWidth) {
    this.width = width
  }

  get dots(): number {
    return paperSizes[this.width].dots
  }

  /** Words in the middle, broken between words. `size` 2 is twice as wide and high. */
  centred(words: string, { size = 1, weight = "plain" }: { size?: 1 | 2; weight?: Weight } = {}): void {
    for (const line of balanced(words, Math.floor(this.#characters / size)))
      this.#lines.push(dressed(line, size, weight))
  }

  /** Words from the left edge; of a point in a list, the further lines are set under the first. */
  left(words: string, { weight = "plain", point = "" }: { weight?: Weight; point?: string } = {}): void {
    const lines = broken(words, this.#characters - point.length)
    for (const [index, line] of lines.entries())
      this.#lines.push(
        `|${escaped(index === 0 ? point : " ".repeat(point.length))}${dressed(line, 1, weight)}`,
      )
  }

  bitmap(bitmap: Bitmap): void {
    // ReceiptLine takes it for base64, whose length is a multiple of four.
    const name = `i${String(this.#bitmaps.size).padStart(3, "0")}`
    this.#bitmaps.set(name, bitmap)
    this.#lines.push(`{image:${name}}`)
  }

  /** A hairline from edge to edge. As dots: printers differ in the letters of which they make lines. */
  rule(): void {
    this.gap(10)
    const bytes = new Uint8Array(this.dots / 8).fill(255)
    this.bitmap({ width: this.dots, height: 1, bytes })
    this.gap(14)
  }

  /** White, this many dots high. */
  gap(dots: number): void {
    this.bitmap({ width: 8, height: dots, bytes: new Uint8Array(dots) })
  }

  qrCode(text: string, cellDots: number): void {
    this.#lines.push(`{code:${escaped(text)};option:qrcode,${cellDots},m}`)
  }

  done(): PaperDocument {
    return { width: this.width, lines: this.#lines, bitmaps: this.#bitmaps }
  }

  get #characters(): number {
    return paperSizes[this.width].characters
  }
}

function dressed(line: string, size: 1 | 2, weight: Weight): string {
  const large = size === 2 ? `^^^${escaped(line)}^^^` : escaped(line)
  return weight === "strong" ? `"${large}"` : large
}

/** Letters that printers have; what would be a command to one never gets there. */
export function printable(words: string): string {
  return (
    words
      .normalize("NFC")
      .replaceAll(/[‐‑‒–—−]/g, "-")
      .replaceAll(/[‘’‚]/g, "'")
      .replaceAll(/[“”„]/g, '"')
      .replaceAll("…", "...")
      .replaceAll("•", "*")
      // Every kind of space, and everything that is no character at all.
      .replaceAll(/[\p{Z}\p{C}]+/gu, " ")
      .trim()
  )
}

/** Lines of at most so many characters; a word that is longer is cut. */
export function broken(words: string, room: number): readonly string[] {
  const lines: string[] = []
  let line = ""
  for (const word of printable(words)
    .split(" ")
    .flatMap((whole) => pieces(whole, room))) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return line === "" ? lines : [...lines, line]
}

/** As few lines, none much shorter than the others: no word stands alone under a long line. */
function balanced(words: string, room: number): readonly string[] {
  const lines = broken(words, room)
  const longest = Math.max(...lines.flatMap((line) => line.split(" ")).map((word) => word.length))
  for (let narrower = room - 1; narrower >= longest; narrower--) {
    if (broken(words, narrower).length > lines.length) return broken(words, narrower + 1)
  }
  return lines
}

function pieces(word: string, room: number): readonly string[] {
  const characters = Array.from(word)
  return Array.from({ length: Math.ceil(characters.length / room) }, (_, index) =>
    characters.slice(index * room, (index + 1) * room).join(""),
  )
}

/** ReceiptLine's own signs, and what would be a rule or a cut at the start of a line. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|{}~_"`^;=-]| {2,}|^ | $/g, (sign) =>
    `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`.repeat(sign.length),
  )
}
