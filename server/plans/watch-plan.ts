import type { Logger } from "pino"
import { whyNotAccepted } from "./accept-plan.ts"
import type { BranchRoom } from "../branch/branch-room.ts"

/** PLAN-4: says it loudly, at every start and opening, when a branch works by a plan that would not be accepted now. */
export function watchPlan(room: Pick<BranchRoom, "branchId" | "day" | "onBelieved">, log: Logger): void {
  const look = () => {
    const problem = whyNotAccepted(room.day.plan)
    if (problem === null) return
    log.error(
      { branch: room.branchId, day: room.day.day, problem },
      "the plan must be mended: it would not be accepted now",
    )
  }
  look()
  room.onBelieved(({ events }) => {
    if (events.some(({ type }) => type === "day-opened")) look()
  })
}
