import axe from "axe-core"
import type { Page } from "playwright-core"
import { expect } from "vitest"

/** What axe-core finds on a page, by the rules of WCAG 2.2 A and AA. */
export async function violations(page: Page): Promise<readonly string[]> {
  // What moves is judged when it has come to rest.
  await page.waitForTimeout(600)
  await page.evaluate(axe.source)
  const { violations: found, passes } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  )
  expect(passes.length, "rules that looked at something").toBeGreaterThan(10)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)
}
