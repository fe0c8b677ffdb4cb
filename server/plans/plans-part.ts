import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { planRoutes } from "./plan-routes.ts"
import { watchPlan } from "./watch-plan.ts"

/** What each branch works by. */
export function plansPart({ log }: House): Part {
  return { routes: planRoutes, watch: (room) => watchPlan(room, log) }
}
