import { type Bitmap, blacken, blankBitmap, fitted, isBlack, rowBytes } from "./bitmap.ts"
import { glyphHeight, numberGlyphs } from "./number-glyphs.ts"

/** Between two characters, in dots of the full size. */
const gap = 10

/** A ticket number in the product's typeface, as large as the paper carries it. */
export function numberBitmap(number: string, maxWidth: number, maxHeight: number): Bitmap {
  const glyphs = Array.from(number).flatMap((character) => glyphOf(character) ?? [])
  const width = glyphs.reduce((sum, glyph) => sum + glyph.width + gap, -gap)
  const whole = blankBitmap(Math.max(1, width), glyphHeight)
  let left = 0
  for (const glyph of glyphs) {
    draw(whole, glyph, left)
    left += glyph.width + gap
  }
  return fitted(withoutMargins(whole), maxWidth, maxHeight)
}

/** Only Q and J go below the line: without them no white is printed there. */
function withoutMargins({ width, height, bytes }: Bitmap): Bitmap {
  const across = rowBytes(width)
  const first = bytes.findIndex((byte) => byte !== 0)
  if (first < 0) return { width, height, bytes }
  const top = Math.floor(first / across)
  const bottom = Math.floor(bytes.findLastIndex((byte) => byte !== 0) / across) + 1
  return { width, height: bottom - top, bytes: bytes.slice(top * across, bottom * across) }
}

function draw(sheet: Bitmap, glyph: Bitmap, left: number): void {
  for (let y = 0; y < glyph.height; y++)
    for (let x = 0; x < glyph.width; x++) if (isBlack(glyph, x, y)) blacken(sheet, left + x, y)
}

const drawn = new Map<string, Bitmap>()

function glyphOf(character: string): Bitmap | undefined {
  const known = drawn.get(character)
  const packed = numberGlyphs[character]
  if (known || !packed) return known
  const glyph = unpacked(...packed)
  drawn.set(character, glyph)
  return glyph
}

/** See number-glyphs.ts: runs of dots that are as above, then of dots that are not, and so on. */
function unpacked(width: number, text: string): Bitmap {
  const glyph = blankBitmap(width, glyphHeight)
  let place = 0
  let isChange = false
  for (const run of atob(text)) {
    const length = run.charCodeAt(0)
    for (const end = place + length; place < end; place++) {
      const [x, y] = [place % width, Math.floor(place / width)]
      const above = y > 0 && isBlack(glyph, x, y - 1)
      if (above !== isChange) blacken(glyph, x, y)
    }
    if (length < 255) isChange = !isChange
  }
  return glyph
}
