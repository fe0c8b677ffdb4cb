import type { CounterId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { apply } from "../../server/rules/verbs/apply.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { DayRecorder } from "../../server/simulator/day-recorder.ts"
import { type Move, commandOf, later } from "./any-day.ts"
import { tellerOf } from "./orders.ts"
import { momentAt, theDay } from "./plan-of.ts"

/** Everything that happened on a day of this plan, two tellers there from the beginning, closed in the end. */
export function eventsOfDay(plan: Plan, moves: readonly Move[]): readonly BranchEvent[] {
  let now = momentAt("08:00", plan.zone)
  const events: BranchEvent[] = [
    { type: "day-opened", at: now, day: theDay, plan },
    ...(["1", "2"] as CounterId[]).map((counterId, index) => ({
      type: "counter-opened" as const,
      at: now,
      counterId,
      teller: tellerOf(index === 0 ? "dewi" : "budi"),
      screenId: null,
    })),
  ]
  let day = events.reduce(apply, beforeFirstDay(plan))
  for (const move of moves) {
    now = later(now, move.waitMs)
    const decision = decide(day, commandOf(day, move), now)
    if (isRefusal(decision)) continue
    day = decision.reduce(apply, day)
    events.push(...decision)
  }
  const closing = decide(day, { type: "close-day" }, now)
  return isRefusal(closing) ? events : [...events, ...closing]
}

export function recorded(plan: Plan, events: readonly BranchEvent[]): DayRecorder {
  const record = new DayRecorder(beforeFirstDay(plan))
  for (const event of events) record.add(event)
  return record
}
