import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { PNG } from "pngjs"
import { launchChromium } from "../support/chromium.ts"

/**
 * Draws the characters of ticket numbers in the product's typeface, as a thermal printer prints them: black dots and no grey.
 * Writes `packages/paper/number-glyphs.ts`. Run it when the typeface changes.
 */
const root = join(import.meta.dirname, "../..")
const typeface = join(
  root,
  "packages/client/node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2",
)
const characters = Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
/** Of a capital, in dots: 20 mm on paper of 203 dots an inch. */
const capDots = 160
const box = 320

const font = (await readFile(typeface)).toString("base64")
const browser = await launchChromium()
const page = await browser.newPage({ viewport: { width: box, height: box }, deviceScaleFactor: 1 })
await page.setContent(`<style>
  @font-face { font-family: Jakarta; font-weight: 200 800; src: url(data:font/woff2;base64,${font}) }
  body { margin: 0; background: #fff; color: #000; font: 800 ${capDots / 0.71}px/1 Jakarta }
  p { position: absolute; left: 60px; top: 40px; margin: 0; white-space: pre; font-variant-numeric: lining-nums tabular-nums }
  i { position: absolute; border-radius: 50%; background: #000; width: 0.12em; height: 0.12em; left: 50%; top: 50%; translate: -50% -47% }
</style><p></p>`)
await page.evaluate(() => document.fonts.ready)

const inked: { readonly character: string; readonly rows: readonly (readonly boolean[])[] }[] = []
for (const character of characters) {
  await page.evaluate((text) => {
    const place = document.querySelector("p")
    if (place) place.innerHTML = text === "0" ? "0<i></i>" : text
  }, character)
  await page.evaluate(() => document.fonts.ready)
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  inked.push({
    character,
    rows: Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (__, x) => (data[(y * width + x) * 4] ?? 255) < 128),
    ),
  })
}
await browser.close()

// One height for all: from the highest ink to the lowest. Digits share a cell, letters have their own width.
const tops = inked.map(({ rows }) => rows.findIndex((row) => row.includes(true)))
const bottoms = inked.map(({ rows }) => rows.findLastIndex((row) => row.includes(true)))
const top = Math.min(...tops)
const bottom = Math.max(...bottoms)
const spans = inked.map(({ rows }) => {
  const left = Math.min(...rows.map((row) => row.indexOf(true)).filter((x) => x >= 0))
  const right = Math.max(...rows.map((row) => row.lastIndexOf(true)))
  return { left, right }
})
const digitWidth = Math.max(...spans.slice(0, 10).map(({ left, right }) => right - left + 1))

const glyphs = inked.map(({ character, rows }, index) => {
  const { left, right } = spans[index] ?? { left: 0, right: 0 }
  const width = /\d/.test(character) ? digitWidth : right - left + 1
  const shift = left - Math.floor((width - (right - left + 1)) / 2)
  const cut = rows
    .slice(top, bottom + 1)
    .map((row) => Array.from({ length: width }, (_, x) => row[x + shift] ?? false))
  return `  ${JSON.stringify(character)}: [${width}, ${JSON.stringify(packed(cut))}],`
})

await writeFile(
  join(root, "packages/paper/number-glyphs.ts"),
  `/* Made by tests/pictures/bake-number-glyphs.ts from Plus Jakarta Sans (SIL Open Font License 1.1). */

/** Height of every glyph, in dots. */
export const glyphHeight = ${bottom - top + 1}

/** Width in dots, and the rows: each as it differs from the one above, in runs of like dots, white first (base64; 255 goes on). */
export const numberGlyphs: Readonly<Record<string, readonly [number, string]>> = {
${glyphs.join("\n")}
}
`,
)

function packed(rows: readonly (readonly boolean[])[]): string {
  const changes = rows.flatMap((row, y) => row.map((isInk, x) => isInk !== (rows[y - 1]?.[x] ?? false)))
  const runs: number[] = []
  let current = false
  let length = 0
  for (const change of changes) {
    if (change === current) {
      length += 1
      continue
    }
    runs.push(...bytesOf(length))
    current = change
    length = 1
  }
  runs.push(...bytesOf(length))
  return Buffer.from(runs).toString("base64")
}

function bytesOf(length: number): readonly number[] {
  return length < 255 ? [length] : [255, ...bytesOf(length - 255)]
}
