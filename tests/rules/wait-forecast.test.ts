import { describe, expect, it } from "vitest"
import { waitRange } from "../../server/rules/views/wait-forecast.ts"
import { given } from "../support/given.ts"
import { counterOpened, counterPaused, ticketCalled, ticketTaken } from "../support/happenings.ts"
import { minutes, planOf } from "../support/plan-of.ts"

describe("the forecast", () => {
  it.each([0, 1, 2, 5, 10, 25, 60])(
    "FORECAST-1: with %i ahead, median and 90th percentile of the sum of r + 1 departures (Erlang)",
    (ahead) => {
      for (const counterCount of [1, 2, 5]) {
        const meanServiceMs = minutes(5)
        const range = waitRange(ahead, { counterCount, idleCount: 0, meanServiceMs })
        const departure = meanServiceMs / 1000 / counterCount
        expectNear(range.p50, departure * erlangQuantile(ahead + 1, 0.5))
        expectNear(range.p90, departure * erlangQuantile(ahead + 1, 0.9))
      }
    },
  )

  it.each([1, 5, 20])(
    "FORECAST-1: with %i ahead and some who give up, by a draw of lots with a fixed seed",
    (ahead) => {
      const counterCount = 2
      const meanServiceMs = minutes(4)
      const givingUpPerMs = 1 / minutes(20)
      const draw = lots(20_260_824)
      const sums = Array.from({ length: 20_000 }, () => {
        let sum = 0
        for (let i = 0; i <= ahead; i++)
          sum += -Math.log(1 - draw()) / (counterCount / meanServiceMs + i * givingUpPerMs)
        return sum / 1000
      }).toSorted((a, b) => a - b)
      const range = waitRange(ahead, { counterCount, idleCount: 0, meanServiceMs }, givingUpPerMs)
      expectNear(range.p50, sums[10_000] ?? 0, 0.03)
      expectNear(range.p90, sums[18_000] ?? 0, 0.03)
    },
  )

  it("FORECAST-1: more ahead is never sooner, more counters never later", () => {
    for (let ahead = 0; ahead < 50; ahead++) {
      const now = waitRange(ahead, { counterCount: 2, idleCount: 0, meanServiceMs: minutes(5) })
      const oneMore = waitRange(ahead + 1, { counterCount: 2, idleCount: 0, meanServiceMs: minutes(5) })
      const withHelp = waitRange(ahead, { counterCount: 3, idleCount: 0, meanServiceMs: minutes(5) })
      expect(now.p50).toBeLessThan(now.p90)
      expect(oneMore.p50).toBeGreaterThan(now.p50)
      expect(oneMore.p90).toBeGreaterThan(now.p90)
      expect(withHelp.p90).toBeLessThan(now.p90)
    }
  })

  it("FORECAST-1: s counts the counters that are open, not paused, and at least one", () => {
    const busy = given(ticketTaken("A1"), ticketTaken("A2"), ticketTaken("A3"), ticketTaken("A4"))
      .and(counterOpened("1"))
      .and(ticketCalled("A1", "1"))
    const both = busy.and(counterOpened("2")).and(ticketCalled("A2", "2"))
    const pool = { idleCount: 0, meanServiceMs: minutes(5) }
    expect(busy.answer("A4").wait).toEqual(waitRange(2, { counterCount: 1, ...pool }))
    expect(both.answer("A4").wait).toEqual(waitRange(1, { counterCount: 2, ...pool }))
  })

  it("FORECAST-2: empty hands have already departed; while no counter is open, one opens empty-handed", () => {
    const nobody = given(ticketTaken("A1"), ticketTaken("A2"))
    const one = nobody.and(counterOpened("1"))
    const two = one.and(counterOpened("2"))
    const oneBusy = waitRange(0, { counterCount: 1, idleCount: 0, meanServiceMs: minutes(5) })
    expect(nobody.answer("A1").wait).toEqual({ p50: 0, p90: 0 })
    expect(nobody.answer("A2").wait).toEqual(oneBusy)
    expect(one.answer("A2").wait).toEqual(oneBusy)
    expect(two.answer("A2").wait).toEqual({ p50: 0, p90: 0 })
    expect(two.and(counterPaused("2")).answer("A2").wait).toEqual(oneBusy)
    expect(one.and(ticketCalled("A1", "1")).answer("A2").wait).toEqual(oneBusy)
  })

  it("FORECAST-3: of a queue that three counters call from, one of them will take a third", () => {
    const plan = planOf({ counters: { "1": ["a"], "2": ["a"], "3": ["a", "b"] } })
    const story = given(plan, counterOpened("3"), ticketTaken("A1"), ticketTaken("A2"), ticketTaken("A3"))
      .and(ticketCalled("A1", "3"))
      .and(ticketTaken("A4"), ticketTaken("B1"))
    const alone = story.answer("B1")
    const helped = story.and(counterOpened("1"), counterOpened("2")).answer("B1")
    expect(alone.wait).toEqual(waitRange(3, { counterCount: 1, idleCount: 0, meanServiceMs: minutes(5) }))
    expect(helped.wait).toEqual(waitRange(1, { counterCount: 1, idleCount: 0, meanServiceMs: minutes(5) }))
    expect(helped.position).toBe(4)
  })

  it("FORECAST-1: the pace is that of the services which compete, weighted by who waits", () => {
    const plan = planOf({
      about: { a: { expectedServiceMs: minutes(2) }, b: { expectedServiceMs: minutes(8) } },
    })
    const story = given(plan, ticketTaken("B1"), ticketTaken("B2"), ticketTaken("A1"), counterOpened("1"))
    // Two of b wait, and one of a, which counts once more as the one who asks: (2 · 8 + 2 · 2) / 4.
    expect(story.answer("A1").wait).toEqual(
      waitRange(2, { counterCount: 1, idleCount: 1, meanServiceMs: minutes(5) }),
    )
  })
})

/** Shown in whole seconds; the rules' closed form may be a hundredth off. */
function expectNear(seconds: number, expected: number, tolerance = 0.02): void {
  expect(Math.abs(seconds - expected), `${seconds} s for ${expected.toFixed(1)} s`).toBeLessThanOrEqual(
    Math.max(1, tolerance * expected),
  )
}

/** By bisection of the Erlang distribution's own sum: 1 − Σ e⁻ˣ xⁿ/n!. */
function erlangQuantile(shape: number, share: number): number {
  let low = 0
  let high = 10 * shape + 10
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (erlangShareBelow(middle, shape) < share) low = middle
    else high = middle
  }
  return low
}

function erlangShareBelow(x: number, shape: number): number {
  let term = Math.exp(-x)
  let above = 0
  for (let n = 0; n < shape; n++) {
    above += term
    term *= x / (n + 1)
  }
  return 1 - above
}

/** Marsaglia's xorshift: the same lots on every run. */
function lots(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
