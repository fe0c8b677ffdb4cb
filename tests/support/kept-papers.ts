import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Bitmap, isBlack } from "@giliran/paper/bitmap"
import jsQR from "jsqr"
import { PNG } from "pngjs"
import { pngOf } from "./paper-tape.ts"

const folder = join(import.meta.dirname, "papers")

/**
 * How many dots differ from the paper that was looked at and kept under this name. `KEEP_PAPERS=1` keeps what there is now: look
 * at it before you do.
 */
export function dotsUnlikeKept(name: string, paper: Bitmap): number {
  const file = join(folder, `${name}.png`)
  const now = pngOf(paper)
  if (process.env["KEEP_PAPERS"] !== undefined) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, now)
  }
  if (!existsSync(file)) throw new Error(`No paper is kept as ${name}`)
  const [kept, made] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(now)]
  if (kept.width !== made.width || kept.height !== made.height) return made.width * made.height
  let unlike = 0
  for (let at = 0; at < made.data.length; at += 4) if (made.data[at] !== kept.data[at]) unlike++
  return unlike
}

/** The QR code on the paper, read from its dots as a camera reads it. */
export function qrOnPaper(paper: Bitmap): string {
  const margin = 24
  const [width, height] = [paper.width + 2 * margin, paper.height + 2 * margin]
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < paper.height; y++)
    for (let x = 0; x < paper.width; x++) {
      const at = ((y + margin) * width + x + margin) * 4
      if (isBlack(paper, x, y)) pixels.fill(0, at, at + 3)
    }
  const code = jsQR.default(pixels, width, height)
  if (!code) throw new Error("No QR code can be read on the paper")
  return code.data
}
