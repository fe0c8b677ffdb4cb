import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"

/** What a page's HTML makes a browser load at once: its script and everything preloaded with it, in gzip bytes. */
function scriptSize(app: string, page: string): number {
  const dist = join(import.meta.dirname, "../..", app, "dist")
  // Without what only old televisions load.
  const html = readFileSync(join(dist, page), "utf8").replaceAll(/<script nomodule.*<\/script>/g, "")
  const scripts = [...html.matchAll(/(?:src|href)="\/\w+\/(assets\/[^"]+\.js)"/g)].map(
    ([, path]) => path ?? "",
  )
  expect(scripts.length).toBeGreaterThan(0)
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0)
}

describe("the scripts of the built apps", () => {
  it.each([
    ["kiosk", "index.html", 200],
    ["phone", "index.html", 100],
    ["display", "index.html", 150],
    ["counter", "index.html", 250],
    ["office", "index.html", 250],
  ])("%s/%s weigh at most %i kB gzip", (app, page, limit) => {
    expect(scriptSize(app, page) / 1000).toBeLessThanOrEqual(limit)
  })
})
