import { PNG } from "pngjs"
import { type Bitmap, blacken, blankBitmap, isBlack } from "@giliran/paper/bitmap"
import { printerLetters } from "./printer-letters.ts"

/**
 * The paper of a printer: draws what the commands say, dot by dot. It understands what a printer of the field does and no more; a
 * byte that it does not know stops it, as it would come out as rubbish.
 */
export interface Tape {
  readonly paper: Bitmap
  /** Times the paper was cut. */
  readonly cuts: number
  /** Times that it was asked to answer when it got so far. */
  readonly asked: number
  /** The words on it, a line each. */
  readonly words: readonly string[]
}

const letterWidth = 12
const letterHeight = 24
const lineSpacing = 30

class Roll {
  readonly #width: number
  readonly #drawn: { readonly x: number; readonly y: number; readonly bitmap: Bitmap }[] = []
  readonly #words: string[] = []
  #line: Bitmap[] = []
  #lineAt: number[] = []
  #spoken = ""
  #y = 0
  align = 0
  x = 0
  across = 1
  down = 1
  isStrong = false
  isSpaced = true
  cuts = 0
  asked = 0

  constructor(width: number) {
    this.#width = width
  }

  letter(character: string): void {
    const rows = printerLetters[character.charCodeAt(0) - 32]
    if (rows === undefined) throw new Error(`The printer has no letter ${JSON.stringify(character)}`)
    const cell = blankBitmap(letterWidth * this.across, letterHeight * this.down)
    for (let y = 0; y < cell.height; y++) {
      const row = Number.parseInt(
        rows.slice(Math.floor(y / this.down) * 3, Math.floor(y / this.down) * 3 + 3),
        16,
      )
      for (let x = 0; x < cell.width; x++) {
        const column = Math.floor(x / this.across)
        const isInk =
          (row & (0x800 >> column)) !== 0 || (this.isStrong && (row & (0x800 >> (column - 1))) !== 0)
        if (isInk) blacken(cell, x, y)
      }
    }
    if (this.x + cell.width > this.#width) throw new Error(`"${this.#spoken}" runs over the edge`)
    this.#line.push(cell)
    this.#lineAt.push(this.x)
    this.#spoken += character
    this.x += cell.width
  }

  feed(): void {
    const height = Math.max(
      ...this.#line.map((cell) => cell.height),
      this.isSpaced ? lineSpacing : letterHeight,
    )
    for (const [index, bitmap] of this.#line.entries())
      this.#drawn.push({ x: this.#lineAt[index] ?? 0, y: this.#y + height - bitmap.height, bitmap })
    if (this.#spoken.trim() !== "") this.#words.push(this.#spoken.trim())
    this.#line = []
    this.#lineAt = []
    this.#spoken = ""
    this.x = 0
    this.#y += height
  }

  raster(bytesAcross: number, height: number, bytes: Uint8Array): void {
    if (this.#line.length > 0) throw new Error("A picture in the middle of a line is not printed")
    const bitmap = { width: bytesAcross * 8, height, bytes }
    if (bitmap.width > this.#width) throw new Error(`A picture of ${bitmap.width} dots runs over the edge`)
    this.#drawn.push({ x: Math.floor(((this.#width - bitmap.width) * this.align) / 2), y: this.#y, bitmap })
    this.#y += height
  }

  done(): Tape {
    const paper = blankBitmap(this.#width, this.#y)
    for (const { x: left, y: top, bitmap } of this.#drawn)
      for (let y = 0; y < bitmap.height; y++)
        for (let x = 0; x < bitmap.width; x++) if (isBlack(bitmap, x, y)) blacken(paper, left + x, top + y)
    return { paper, cuts: this.cuts, asked: this.asked, words: this.#words }
  }
}

type Command = readonly [
  prefix: readonly number[],
  length: number,
  obey: (roll: Roll, given: Uint8Array) => void,
]

const ignored = () => {}
const word = (given: Uint8Array, at: number) => (given[at] ?? 0) + (given[at + 1] ?? 0) * 256
const signedWord = (given: Uint8Array) => (word(given, 0) << 16) >> 16

const escpos: readonly Command[] = [
  [[0x1b, 0x40], 0, ignored],
  [[0x1d, 0x61], 1, ignored],
  [[0x1b, 0x4d], 1, ignored],
  [[0x1b, 0x20], 1, ignored],
  [[0x1c, 0x53], 2, ignored],
  [[0x1b, 0x32], 0, (roll) => (roll.isSpaced = true)],
  [[0x1b, 0x33], 1, (roll) => (roll.isSpaced = false)],
  [[0x1b, 0x7b], 1, ignored],
  [[0x1c, 0x2e], 0, ignored],
  [[0x1b, 0x2d], 1, ignored],
  [[0x1c, 0x2d], 1, ignored],
  [[0x1b, 0x74], 1, ignored],
  [[0x1d, 0x42], 1, ignored],
  [[0x1b, 0x45], 1, (roll, [on]) => (roll.isStrong = on === 1)],
  [
    [0x1d, 0x21],
    1,
    (roll, [size = 0]) => Object.assign(roll, { across: (size >> 4) + 1, down: (size & 15) + 1 }),
  ],
  [[0x1d, 0x4c], 2, (roll) => (roll.x = 0)],
  [[0x1d, 0x57], 2, ignored],
  [[0x1b, 0x61], 1, (roll, [align = 0]) => (roll.align = align)],
  [[0x1b, 0x24], 2, (roll, given) => (roll.x = word(given, 0))],
  [[0x1b, 0x5c], 2, (roll, given) => (roll.x += signedWord(given))],
  [[0x1d, 0x56, 0x42], 1, (roll) => roll.cuts++],
  [[0x1d, 0x72], 1, (roll) => roll.asked++],
]

const star: readonly Command[] = [
  [[0x1b, 0x40], 0, ignored],
  [[0x1b, 0x1e, 0x61], 1, ignored],
  [[0x1b, 0x1e, 0x46], 1, ignored],
  [[0x1b, 0x20], 1, ignored],
  [[0x1b, 0x73], 2, ignored],
  [[0x1b, 0x7a], 1, (roll) => (roll.isSpaced = true)],
  [[0x1b, 0x30], 0, (roll) => (roll.isSpaced = false)],
  [[0x12], 0, ignored],
  [[0x1b, 0x6c], 1, ignored],
  [[0x1b, 0x51], 1, ignored],
  [[0x1b, 0x1d, 0x61], 1, (roll, [align = 0]) => (roll.align = align)],
  [[0x1b, 0x1d, 0x41], 2, (roll, given) => (roll.x = word(given, 0))],
  [[0x1b, 0x1d, 0x52], 2, (roll, given) => (roll.x += signedWord(given))],
  [[0x1b, 0x1d, 0x74], 1, ignored],
  [[0x1b, 0x2d], 1, ignored],
  [[0x1b, 0x45], 0, (roll) => (roll.isStrong = true)],
  [[0x1b, 0x46], 0, (roll) => (roll.isStrong = false)],
  [[0x1b, 0x34], 0, ignored],
  [[0x1b, 0x35], 0, ignored],
  [
    [0x1b, 0x69],
    2,
    (roll, [down = 0, across = 0]) => Object.assign(roll, { across: across + 1, down: down + 1 }),
  ],
  [[0x1b, 0x64], 1, (roll) => roll.cuts++],
  [[0x17], 0, (roll) => roll.asked++],
]

/** How a picture begins: its command, then mode, bytes across (2), rows (2), and what comes before its dots. */
const rasters = {
  escpos: { prefix: [0x1d, 0x76, 0x30], head: 5 },
  star: { prefix: [0x1b, 0x1d, 0x53], head: 6 },
} as const

export function readTape(bytes: Uint8Array, language: "escpos" | "star", widthDots: number): Tape {
  const commands = language === "escpos" ? escpos : star
  const picture = rasters[language]
  const roll = new Roll(widthDots)
  let at = 0
  const begins = (prefix: readonly number[]) => prefix.every((byte, index) => bytes[at + index] === byte)
  while (at < bytes.length) {
    if (begins(picture.prefix)) {
      const head = bytes.subarray(at + picture.prefix.length, at + picture.prefix.length + picture.head)
      const [across, height] = [word(head, 1), word(head, 3)]
      at += picture.prefix.length + picture.head
      if (at + across * height > bytes.length) throw new Error("The picture is not whole")
      roll.raster(across, height, bytes.slice(at, at + across * height))
      at += across * height
      continue
    }
    const command = commands.find(([prefix]) => begins(prefix))
    if (command) {
      const [prefix, length, obey] = command
      at += prefix.length
      if (at + length > bytes.length) throw new Error("The command is not whole")
      obey(roll, bytes.subarray(at, at + length))
      at += length
      continue
    }
    const byte = bytes[at] ?? 0
    at++
    if (byte === 0x0a) roll.feed()
    else if (byte >= 0x20 && byte < 0x7f) roll.letter(String.fromCharCode(byte))
    else throw new Error(`The printer does not know 0x${byte.toString(16)} (byte ${at - 1})`)
  }
  return roll.done()
}

/** The paper as a PNG of one bit a dot's worth, with a white margin as a printer leaves it. */
export function pngOf({ width, height, ...rest }: Bitmap): Buffer {
  const margin = 24
  const png = new PNG({ width: width + 2 * margin, height: height + 2 * margin })
  png.data.fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (isBlack({ width, height, ...rest }, x, y)) png.data.fill(0, at(x, y), at(x, y) + 3)
  return PNG.sync.write(png, { colorType: 0 })

  function at(x: number, y: number): number {
    return ((y + margin) * png.width + x + margin) * 4
  }
}
