import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"

/** The folder in which a run of tests leaves its pictures for whoever looks at them. Without one it takes none: they take time. */
const folder = process.env["PICTURES"]

export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (folder !== undefined) keep(`${name}.png`, await page.screenshot({ fullPage }))
}

/** Keeps what a test made anyhow: a picture of a part, or a printed page. */
export function keep(fileName: string, bytes: Buffer): void {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, fileName.replaceAll(/[^\w.-]+/g, "-")), bytes)
}
