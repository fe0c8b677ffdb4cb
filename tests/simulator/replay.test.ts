import type { Millis } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { replayOf } from "../../server/simulator/replay.ts"
import { simulate } from "../../server/simulator/simulation.ts"
import { type Move, anyMove, anyPlans } from "../support/any-day.ts"
import { eventsOfDay, recorded } from "../support/lived-day.ts"
import { planOf } from "../support/plan-of.ts"

/** All but what a rule cannot repeat: the teller's own choice, calls taken back, classes and plans changed half-way. */
const byRule: readonly Command["type"][] = [
  "take-ticket",
  "call-next",
  "serve-ticket",
  "finish-ticket",
  "transfer-ticket",
  "open-counter",
  "no-show-ticket",
  "return-ticket",
  "park-ticket",
  "resume-ticket",
  "withdraw-ticket",
  "pause-counter",
  "resume-counter",
  "close-counter",
]

/** When a condition comes to hold between two events by the clock alone, nobody records it: such plans are left out. */
const plans = anyPlans
  .map(planOf)
  .filter(
    ({ counters }) =>
      !counters.some(({ overflow }) => overflow?.some(({ when }) => when.kind === "longest-wait-over")),
  )

/** By lot once in many thousand days: a parked ticket is resumed while one waits that was sent to go first and came earlier. */
const resumedBesideFirst = (
  [
    { verb: "open-counter", lots: [626_840, 644_118, 0, 0], waitMs: 1 },
    { verb: "take-ticket", lots: [0, 0, 0, 0], waitMs: 0 },
    { verb: "call-next", lots: [7_265, 0, 0, 0], waitMs: 1 },
    { verb: "take-ticket", lots: [0, 172_221, 0, 0], waitMs: 1 },
    { verb: "call-next", lots: [0, 0, 0, 0], waitMs: 1 },
    { verb: "transfer-ticket", lots: [0, 0, 0, 0], waitMs: 0 },
    { verb: "serve-ticket", lots: [0, 1, 0, 0], waitMs: 0 },
    { verb: "park-ticket", lots: [0, 33_177, 0, 0], waitMs: 1 },
    { verb: "resume-ticket", lots: [0, 1, 0, 0], waitMs: 1 },
  ] as const
).map(({ waitMs, ...move }): Move => ({ ...move, waitMs: waitMs as Millis }))

describe("a day of any kind, simulated by its own rule", () => {
  test.each(plans.map((plan, index) => [index, plan] as const))(
    "comes out exactly as it was when the rule called everybody (plan %i)",
    (_index, plan) => {
      let callCount = 0
      fc.assert(
        fc.property(fc.array(anyMove(byRule), { maxLength: 60, size: "max" }), (moves) => {
          const record = recorded(plan, eventsOfDay(plan, moves))
          const { shop, load, waits } = replayOf(record)
          const { calledAt } = simulate(shop, load)
          for (const [row, wait] of waits.entries()) {
            const simulated = calledAt[row] ?? Number.NaN
            const expected = wait.calledAt ?? Number.NaN
            expect(Math.floor(simulated), `row ${row} of ${waits.length}`).toBe(Math.floor(expected))
            if (wait.calledAt !== null) callCount += 1
          }
        }),
        { numRuns: 200, examples: [[resumedBesideFirst]] },
      )
      // Some of the days must have calls at all.
      expect(callCount).toBeGreaterThan(20)
    },
  )
})
