import { type BaseCommand, commands, transform } from "receiptline"
import { type Bitmap, isBlack } from "./bitmap.ts"
import { type PaperDocument, paperSizes } from "./paper-document.ts"
import type { PrinterLanguage } from "./printer-status.ts"

/** What a printer is sent: it prints the document, cuts, and then says that it did. */
export function printerBytes(document: PaperDocument, language: PrinterLanguage): Uint8Array {
  const bytes = made(document, language === "star" ? starCommand : escposCommand)
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))
}

/** The same document as a picture, for a screen and for the browser's own printing. One unit is one dot. */
export function paperPicture(document: PaperDocument): string {
  const svg = made(document, svgCommand)
  return (
    svg
      // ReceiptLine would fetch a typeface from another server.
      .replace(/<style[\s\S]*?<\/style>/, "")
      .replace(
        /font-family="[^"]*"/,
        `font-family="ui-monospace, 'DejaVu Sans Mono', 'Courier New', monospace"`,
      )
  )
}

function made(
  document: PaperDocument,
  commandWith: (bitmaps: PaperDocument["bitmaps"]) => BaseCommand,
): string {
  return transform(document.lines.join("\n"), {
    cpl: paperSizes[document.width].characters,
    // Each letter from whatever table of the printer has it: needs no conversion tables, here or in a browser.
    encoding: "multilingual",
    spacing: true,
    command: commandWith(document.bitmaps),
  })
}

type CommandWith = (bitmaps: PaperDocument["bitmaps"]) => BaseCommand

/** GS v 0: the raster that every ESC/POS printer knows, old and cheap ones included. */
const escposCommand: CommandWith = (bitmaps) => ({
  ...commands.generic,
  image: (name: string) =>
    withBitmap(bitmaps, name, ({ width, height, bytes }) => {
      const across = (width + 7) >> 3
      return `\x1dv0${characters(0, across & 255, across >> 8, height & 255, height >> 8)}${characters(...bytes)}`
    }),
})

/** ESC GS S: the raster of StarPRNT. */
const starCommand: CommandWith = (bitmaps) => ({
  ...commands.starsbcs,
  // It tells how it is by itself (ESC RS a 1), and says so when it gets to an ETB: the first one and the last.
  open(this: BaseCommand, printer) {
    return commands.starsbcs.open.call(this, printer).replace("\x1b\x1ea\x00", "\x1b\x1ea\x01\x17")
  },
  close(this: BaseCommand) {
    return `${this.cut()}\x17`
  },
  image: (name: string) =>
    withBitmap(bitmaps, name, ({ width, height, bytes }) => {
      const across = (width + 7) >> 3
      return `\x1b\x1dS${characters(1, across & 255, across >> 8, height & 255, height >> 8, 0)}${characters(...bytes)}`
    }),
})

const svgCommand: CommandWith = (bitmaps) => ({
  ...commands.svg,
  image(this: BaseCommand, name: string) {
    return withBitmap(bitmaps, name, (bitmap) => {
      const left = Math.floor(
        this["lineMargin"] * this.charWidth +
          ((this["lineWidth"] * this.charWidth - bitmap.width) * this["lineAlign"]) / 2,
      )
      this["svgContent"] +=
        `<path transform="translate(${left},${this["svgHeight"]})" d="${outline(bitmap)}" shape-rendering="crispEdges"/>`
      this["svgHeight"] += bitmap.height
      return ""
    })
  },
})

function withBitmap(
  bitmaps: PaperDocument["bitmaps"],
  name: string,
  draw: (bitmap: Bitmap) => string,
): string {
  const bitmap = bitmaps.get(name)
  if (!bitmap) throw new Error(`The document names a bitmap that it does not have: ${name}`)
  return draw(bitmap)
}

function characters(...codes: readonly number[]): string {
  return codes.map((code) => String.fromCharCode(code)).join("")
}

/** Runs of black dots as one path. */
function outline(bitmap: Bitmap): string {
  const { width, height } = bitmap
  const parts: string[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isBlack(bitmap, x, y)) continue
      const from = x
      while (x < width && isBlack(bitmap, x, y)) x++
      parts.push(`M${from} ${y}h${x - from}v1h${from - x}z`)
    }
  return parts.join("")
}
