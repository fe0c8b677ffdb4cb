import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { BranchDay } from "../day/branch-day.ts"
import type { Decision } from "../day/decision.ts"
import type { ForecastLearned } from "../day/events.ts"

/** FORECAST-7: once a day. Of several servers that learned the same night, the first one is heard. */
export function keepForecast(
  day: BranchDay,
  { learned }: Command & { type: "learn-forecast" },
  now: Instant,
): Decision {
  return day.hasLearned ? [] : [{ type: "forecast-learned", at: now, learned }]
}

export function forecastLearned(day: BranchDay, { learned }: ForecastLearned): BranchDay {
  return { ...day, learned, hasLearned: true }
}
