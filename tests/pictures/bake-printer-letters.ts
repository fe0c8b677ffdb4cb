import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { PNG } from "pngjs"
import { launchChromium } from "../support/chromium.ts"

/** Draws the letters of the tests' printer, 12 × 24 dots each, as a printer's font A. Writes `tests/support/printer-letters.ts`. */
const letters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
const browser = await launchChromium()
const page = await browser.newPage({
  viewport: { width: 12 * letters.length, height: 24 },
  deviceScaleFactor: 1,
})
await page.setContent(`<style>
  body { margin: 0; background: #fff; color: #000; font: 20px/24px "DejaVu Sans Mono", monospace }
  b { position: absolute; top: 0; width: 12px; font-weight: 400; white-space: pre; text-align: center; overflow: hidden }
</style>`)
await page.evaluate((all) => {
  for (const [index, letter] of all.entries()) {
    const cell = document.createElement("b")
    cell.textContent = letter
    cell.style.left = `${index * 12}px`
    document.body.append(cell)
  }
}, letters)
const { data, width } = PNG.sync.read(await page.screenshot())
await browser.close()

const rows = letters.map((_, index) =>
  Array.from({ length: 24 }, (__, y) => {
    let bits = 0
    for (let x = 0; x < 12; x++) if ((data[(y * width + index * 12 + x) * 4] ?? 255) < 150) bits |= 0x800 >> x
    return bits.toString(16).padStart(3, "0")
  }).join(""),
)
await writeFile(
  join(import.meta.dirname, "../support/printer-letters.ts"),
  `/* Made by tests/pictures/bake-printer-letters.ts from DejaVu Sans Mono (a free typeface: its glyphs may be copied). */

/** The letters from space to ~, each 24 rows of 12 dots, three hexadecimal digits a row. */
export const printerLetters: readonly string[] = [
${rows.map((row) => `  "${row}",`).join("\n")}
]
`,
)
