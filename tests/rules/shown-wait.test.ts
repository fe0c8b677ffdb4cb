import type { Instant, WaitRange } from "@giliran/contract/basics"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  nextShown,
  rangeShown,
  type ShownWait,
  type WaitGrounds,
} from "../../server/rules/views/shown-wait.ts"

const grounds: WaitGrounds = { ahead: 4, counterCount: 2 }
const noon = 1_795_500_000_000 as Instant
const after = (seconds: number) => (noon + seconds * 1000) as Instant

describe("a range that was shown", () => {
  const shown = nextShown(null, { p50: 600, p90: 900 }, grounds, noon)

  test("is at first what the forecast says", () => {
    expect(rangeShown(shown, noon)).toEqual({ p50: 600, p90: 900 })
  })

  test("comes nearer as time passes", () => {
    expect(rangeShown(nextShown(shown, { p50: 480, p90: 780 }, grounds, after(120)), after(120))).toEqual({
      p50: 480,
      p90: 780,
    })
  })

  test("moves down without a word", () => {
    expect(rangeShown(nextShown(shown, { p50: 300, p90: 450 }, grounds, after(10)), after(10))).toEqual({
      p50: 300,
      p90: 450,
    })
  })

  test("stands while the forecast trembles", () => {
    const next = nextShown(shown, { p50: 620, p90: 940 }, grounds, after(10))
    expect(rangeShown(next, after(10))).toEqual({ p50: 590, p90: 890 })
  })

  test("FORECAST-4: moves up when a counter closed, and says so", () => {
    const next = nextShown(shown, { p50: 1200, p90: 1800 }, { ...grounds, counterCount: 1 }, after(10))
    expect(rangeShown(next, after(10))).toEqual({ p50: 1200, p90: 1800, cause: "counter-closed" })
  })

  test("moves up when somebody came in ahead, and says so", () => {
    const next = nextShown(shown, { p50: 650, p90: 960 }, { ...grounds, ahead: 5 }, after(10))
    expect(rangeShown(next, after(10))).toEqual({ p50: 650, p90: 960, cause: "others-first" })
  })

  test("moves up when services take far longer, and says so", () => {
    const next = nextShown(shown, { p50: 600, p90: 900 }, grounds, after(300))
    expect(rangeShown(next, after(300))).toEqual({ p50: 600, p90: 900, cause: "longer-services" })
  })

  test("never promises what has already passed", () => {
    const next = nextShown(shown, { p50: 20, p90: 50 }, grounds, after(880))
    expect(rangeShown(next, after(880))).toEqual({ p50: 20, p90: 50, cause: "longer-services" })
  })

  test("says its cause for five minutes, and no longer", () => {
    const raised = nextShown(shown, { p50: 1200, p90: 1800 }, { ...grounds, counterCount: 1 }, after(10))
    const soon = nextShown(raised, { p50: 1000, p90: 1600 }, raised.grounds, after(200))
    const later = nextShown(soon, { p50: 800, p90: 1400 }, raised.grounds, after(311))
    expect(rangeShown(soon, after(200)).cause).toBe("counter-closed")
    expect(rangeShown(later, after(311)).cause).toBeUndefined()
  })

  test("FORECAST-4: in any course of events moves up or grows wider only with a cause", () => {
    const step = fc.record({
      seconds: fc.integer({ min: 0, max: 600 }),
      p50: fc.integer({ min: 0, max: 3_000 }),
      width: fc.integer({ min: 0, max: 1_500 }),
      ahead: fc.integer({ min: 0, max: 20 }),
      counterCount: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 30 }), (steps) => {
        let at = noon
        let before: ShownWait | null = null
        for (const { seconds, p50, width, ahead, counterCount } of steps) {
          at = (at + seconds * 1000) as Instant
          const range: WaitRange = { p50, p90: p50 + width }
          const next: ShownWait = nextShown(before, range, { ahead, counterCount }, at)
          expect(next.p50At).toBeLessThanOrEqual(next.p90At)
          if (before && next.causedAt !== at) expectNoWorse(next, before)
          before = next
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

function expectNoWorse(next: ShownWait, before: ShownWait): void {
  expect(next.p90At).toBeLessThanOrEqual(before.p90At)
  expect(next.p50At).toBeLessThanOrEqual(before.p50At)
  expect(next.p90At - next.p50At).toBeLessThanOrEqual(before.p90At - before.p50At)
}
