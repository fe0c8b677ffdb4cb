import axe from "axe-core"
import type { Page } from "playwright-core"
import { expect } from "vitest"

/** What axe-core finds on a page, by the rules of WCAG 2.2 A and AA. */
export async function violations(page: Page): Promise<readonly string[]> {
  await comeToRest(page)
  // Half a megabyte of script: once a page is enough.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source)
  const { violations: found, passes } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Of what passes, one element a rule tells enough.
      resultTypes: ["violations"],
    }),
  )
  expect(passes.length, "rules that looked at something").toBeGreaterThan(10)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)
}

/** Resolves when nothing moves any more, but for what moves for ever: only then a page has the colours and places that it keeps. */
export async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const isMoving = (animation: Animation) =>
      animation.playState === "running" &&
      Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))
    // What begins to move does so in the frame after the change that moves it.
    for (let quietFrames = 0; quietFrames < 3; quietFrames++) {
      await frame()
      if (document.getAnimations().some(isMoving)) quietFrames = -1
    }
  })
}
