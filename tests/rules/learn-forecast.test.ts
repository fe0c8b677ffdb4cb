import type { BusinessDay, CounterId, Instant } from "@giliran/contract/basics"
import type { LearnedForecast } from "@giliran/contract/forecast"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, ticketOf } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { learnForecast } from "../../server/forecast/learn-forecast.ts"
import { quantilesOf } from "../../server/forecast/learned-quantiles.ts"
import { forecastOf, waitRange } from "../../server/rules/views/wait-forecast.ts"
import { poolsOf } from "../../server/rules/calling/waiting-pool.ts"
import { watchDays } from "../../server/learning/watch-days.ts"
import { given } from "../support/given.ts"
import { counterOpened, ticketCalled, ticketTaken } from "../support/happenings.ts"
import {
  learnedByHeart,
  learnedFromChance,
  observationsOf,
  services,
  situation,
} from "../support/learned-by-heart.ts"
import { tellerOf, ticketIdOf } from "../support/orders.ts"
import { minutes, momentAt, planOf, seconds, theDay } from "../support/plan-of.ts"

const past = (count: number) => ({ observations: observationsOf(count), services, through: null })

describe("learning a forecast", () => {
  it("FORECAST-5: of fewer than 300 waits nothing is learned", () => {
    expect(learnForecast(past(0))).toBeNull()
    expect(learnForecast(past(299))).toBeNull()
    expect(learnForecast(past(300))?.trainedOn).toBe(300)
  })

  it("FORECAST-5: the same past teaches the same, and it fits into 30 kB", () => {
    const [once, again] = [learnForecast(past(3000)), learnForecast(past(3000))]
    expect(JSON.stringify(again)).toBe(JSON.stringify(once))
    expect(JSON.stringify(once).length).toBeLessThan(30_000)
    expect(JSON.parse(JSON.stringify(once))).toEqual(once)
  })

  it("FORECAST-5: foresees waits whose law is known: Erlang, r + 1 departures of a minute", () => {
    const learned = learnForecast(past(8000))
    if (!learned) throw new Error("eight thousand are enough")
    const fresh = observationsOf(4000, 2).map((observation) => ({
      ...observation,
      foreseen: quantilesOf(learned, observation.situation),
    }))
    const share = (holds: (one: (typeof fresh)[number]) => boolean) =>
      fresh.filter(holds).length / fresh.length
    expect(share(({ wait, foreseen }) => wait <= foreseen.p10)).toBeCloseTo(0.1, 1)
    expect(share(({ wait, foreseen }) => wait <= foreseen.p50)).toBeCloseTo(0.5, 1)
    expect(share(({ wait, foreseen }) => wait <= foreseen.p90)).toBeCloseTo(0.9, 1)
    for (const ahead of [0, 3, 6, 11]) {
      const { mean } = quantilesOf(learned, situation({ ahead, aheadByArrival: ahead }))
      expect(Math.abs(mean - 60 * (ahead + 1)), `${mean} with ${ahead} ahead`).toBeLessThan(45 + 5 * ahead)
    }
  })

  it("FORECAST-6: in order and never below zero, whatever the situation", () => {
    const count = fc.double({ min: 0, max: 500, noNaN: true })
    const wait = fc.option(count)
    fc.assert(
      fc.property(
        fc.record({
          class: fc.constantFrom("regular", "priority", "care", "nobody knows"),
          serviceId: fc.constantFrom("a", "b", "constructor"),
          waited: count,
          ahead: count,
          aheadByArrival: count,
          longestOfOthers: count,
          countersAble: count,
          inHandMean: count,
        }),
        wait,
        (said, lastWait) => {
          const { past: before } = situation()
          const asked = situation({ ...said, past: { ...before, lastWait, mean20: lastWait } })
          const { p10, p50, p90, mean } = quantilesOf(learnedByHeart, asked)
          expect(p10).toBeGreaterThanOrEqual(0)
          expect(p50).toBeGreaterThanOrEqual(p10)
          expect(p90).toBeGreaterThanOrEqual(p50)
          expect(mean).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe("one behind another", () => {
  const more = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 30 }),
    fc.double({ min: 0, max: 900, noNaN: true }),
  )
  const anySituation = fc.record({
    class: fc.constantFrom("regular", "priority", "care"),
    serviceId: fc.constantFrom("a", "b", "c"),
    waited: more,
    ahead: more,
    aheadByArrival: more,
    aheadOfClass: more,
    waitingOthers: more,
    longestOfClass: more,
    longestOfOthers: more,
    countersAble: fc.integer({ min: 1, max: 5 }),
  })
  const anyFarther = fc.record({
    since: more,
    ahead: more,
    aheadByArrival: more,
    aheadOfClass: more,
    longestOfClass: more,
  })

  it("FORECAST-8: is never foreseen less, whatever the past was like", () => {
    fc.assert(
      fc.property(anySituation, anyFarther, (front, farther) => {
        const behind = {
          ...front,
          waited: Math.max(0, front.waited - farther.since),
          ahead: front.ahead + farther.ahead,
          aheadByArrival: front.aheadByArrival + farther.aheadByArrival,
          aheadOfClass: front.aheadOfClass + farther.aheadOfClass,
          longestOfClass: front.longestOfClass + farther.longestOfClass,
        }
        for (const learned of [learnedByHeart, learnedFromChance]) {
          const [sooner, later] = [front, behind].map((said) => quantilesOf(learned, situation(said)))
          expect(later?.p50).toBeGreaterThanOrEqual(sooner?.p50 ?? 0)
          expect(later?.p90).toBeGreaterThanOrEqual(sooner?.p90 ?? 0)
          expect(later?.mean).toBeGreaterThanOrEqual(sooner?.mean ?? 0)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it("FORECAST-8: and still more ahead are foreseen more where the past says so", () => {
    const waits = [0, 4, 8, 11].map((ahead) =>
      quantilesOf(learnedByHeart, situation({ ahead, aheadByArrival: ahead })),
    )
    expect(waits.map(({ p50 }) => p50)).toEqual(waits.map(({ p50 }) => p50).toSorted((a, b) => a - b))
    expect((waits[3]?.p50 ?? 0) - (waits[0]?.p50 ?? 0)).toBeGreaterThan(300)
  })

  it("FORECAST-8: what was learned before there was that law is read as it was meant", () => {
    const { trees, ...others } = learnedByHeart
    const old: LearnedForecast = { ...others, trees, version: 1, stretch: { low: 1, high: 2 } }
    const asked = situation({ ahead: 5, aheadByArrival: 5 })
    const bare = quantilesOf({ ...old, stretch: { low: 1, high: 1 } }, asked)
    expect(quantilesOf(old, asked).p90).toBeCloseTo(bare.p50 + 2 * (bare.p90 - bare.p50), 6)
  })
})

describe("a day with a forecast that was learned", () => {
  const busy = given(ticketTaken("A1"), ticketTaken("A2"), ticketTaken("A3"))
    .and(counterOpened("1"))
    .and(ticketCalled("A1", "1"))

  it("FORECAST-5: is asked by every ticket; while no counter is open, the plan answers", () => {
    const event: BranchEvent = { type: "forecast-learned", at: busy.now, learned: learnedByHeart }
    const taught = apply(busy.day, event)
    const rangeOf = (day: BranchDay) =>
      forecastOf(day, ticketOf(day, ticketIdOf("A3")), poolsOf(day), busy.now)
    expect(rangeOf(busy.day)).toEqual(
      waitRange(1, { counterCount: 1, idleCount: 0, meanServiceMs: minutes(5) }),
    )
    expect(rangeOf(taught)).not.toEqual(rangeOf(busy.day))
    const closed = given(ticketTaken("A1"), ticketTaken("A2"), ticketTaken("A3"))
    const quiet = apply(closed.day, { ...event, at: closed.now })
    expect(rangeOf(quiet)).toEqual(rangeOf(closed.day))
  })

  it("FORECAST-7: learns once a day, and the next day opens with it; older ledgers know nothing of it", () => {
    const { day, now } = busy
    const learn = { type: "learn-forecast", learned: learnedByHeart } as const
    const taught = run(day, [decide(day, learn, now)])
    expect(taught.learned).toEqual(learnedByHeart)
    expect(decide(taught, learn, now)).toEqual([])
    const closed = run(taught, [decide(taught, { type: "close-day" }, now)])
    const tomorrow = { type: "open-day", day: "2026-08-25" as BusinessDay, plan: day.plan } as const
    const opening = decide(closed, tomorrow, now)
    expect(opening).toMatchObject([{ type: "day-opened", learned: learnedByHeart }])
    const next = run(closed, [opening])
    expect(next.learned).toEqual(learnedByHeart)
    expect(isRefusal(decide(next, learn, now))).toBe(false)
    expect(decide(next, learn, now)).toHaveLength(1)
    expect(JSON.stringify(given().day.learned)).toBe("null")
  })
})

describe("watching past days", () => {
  it("FORECAST-7: notes each wait as it came; who gave up and a day that is not closed teach nothing", () => {
    const plan = planOf()
    const start = momentAt("08:00", plan.zone)
    const after = (count: number) => (start + seconds(count)) as Instant
    const watch = watchDays()
    let day = apply(beforeFirstDay(plan), { type: "day-opened", at: start, day: theDay, plan })
    watch.see({ type: "day-opened", at: start, day: theDay, plan })
    const give = (command: Parameters<typeof decide>[1], at: number) => {
      const decision = decide(day, command, after(at))
      if (isRefusal(decision)) throw new Error(decision.refused)
      for (const event of decision) {
        watch.see(event)
        day = apply(day, event)
      }
    }
    const take = (name: string, at: number) =>
      give(
        {
          type: "take-ticket",
          ticketId: ticketIdOf(name),
          serviceId: plan.services[0]?.id ?? ("" as never),
          thenServiceIds: [],
          class: "regular",
          language: "id",
        },
        at,
      )
    const counterId = "1" as CounterId
    give({ type: "open-counter", counterId, teller: tellerOf("dewi"), takeOver: false }, 0)
    take("A1", 10)
    take("A2", 20)
    take("A3", 30)
    give({ type: "call-next", counterId }, 40)
    give({ type: "withdraw-ticket", ticketId: ticketIdOf("A3") }, 50)
    give({ type: "serve-ticket", ticketId: ticketIdOf("A1") }, 60)
    give({ type: "finish-ticket", ticketId: ticketIdOf("A1"), outcome: "done", callNext: true }, 160)
    expect(watch.past().observations).toEqual([])
    give({ type: "close-day" }, 200)
    const { observations, services: served, through } = watch.past()
    expect(through).toBe(theDay)
    expect(served).toEqual([{ serviceId: "a", seconds: 120 }])
    const seen = observations.map(({ situation: { ahead, waited }, wait }) => ({ ahead, waited, wait }))
    expect(seen).toEqual([
      { ahead: 0, waited: 0, wait: 30 },
      { ahead: 1, waited: 0, wait: 140 },
      // Looked at again when the first was called.
      { ahead: 0, waited: 20, wait: 120 },
    ])
    expect(observations[2]?.situation).toMatchObject({
      counters: 1,
      busy: 1,
      inHandMean: 0,
      past: { lastWait: 30, calls2: 1, sinceCall: 0 },
    })
  })
})

function run(day: BranchDay, decisions: readonly ReturnType<typeof decide>[]): BranchDay {
  return decisions.reduce((before, decision) => {
    if (isRefusal(decision)) throw new Error(decision.refused)
    return decision.reduce(apply, before)
  }, day)
}
