import axe from "axe-core"
import type { Page } from "playwright-core"
import { expect } from "vitest"
import { withTimePassing } from "./own-time.ts"
import { picture } from "./picture.ts"

/** How many pictures each test has left. */
const left = new Map<string, number>()

/** What axe-core finds on a page, by the rules of WCAG 2.2 A and AA. Whoever asks for pictures gets one of each page that it looks at. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Half a megabyte of script: once a page is enough.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source)
  for (let looks = 0; looks < mostLooks; looks++) {
    await comeToRest(page)
    if (looks === 0) await picture(page, nextName())
    const { violations: found, passes, hasMoved } = await withTimePassing(page, look(page))
    if (hasMoved) continue
    expect(passes.length, "rules that looked at something").toBeGreaterThan(10)
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)
  }
  throw new Error("This page never rests long enough to be looked at")
}

function nextName(): string {
  const test = (expect.getState().currentTestName ?? "").slice(-110)
  const number = (left.get(test) ?? 0) + 1
  left.set(test, number)
  return `${test} ${number}`
}

/** A page of the display turns every nine seconds: colours that were seen on the way are nobody's. */
const mostLooks = 5

function look(page: Page) {
  return page.evaluate(async () => {
    let hasMoved = false
    const note = () => {
      hasMoved = true
    }
    for (const began of ["animationstart", "transitionrun"]) addEventListener(began, note, true)
    const { violations: found, passes } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
      document,
      {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        // Of what passes, one element a rule tells enough.
        resultTypes: ["violations"],
      },
    )
    for (const began of ["animationstart", "transitionrun"]) removeEventListener(began, note, true)
    return { violations: found, passes, hasMoved }
  })
}

/** Resolves when nothing moves any more, but for what moves for ever: only then a page has the colours and places that it keeps. */
export async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(() => void Object.assign(globalThis, { quietFrames: 0 }))
  // By the browser's own frames, also where a test owns the page's time. What begins to move does so in the frame after its cause.
  await page.waitForFunction(() => {
    const here = globalThis as unknown as { quietFrames: number }
    const moving = document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === "running" && Number.isFinite(Number(effect?.getComputedTiming().endTime)),
      )
    here.quietFrames = moving.length > 0 ? 0 : here.quietFrames + 1
    return here.quietFrames > 3
  })
}
