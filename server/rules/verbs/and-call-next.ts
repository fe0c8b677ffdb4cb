import type { CounterId, Instant } from "@giliran/contract/basics"
import type { BranchDay } from "../day/branch-day.ts"
import { callNext } from "./call-ticket.ts"
import type { Decision } from "../day/decision.ts"
import type { BranchEvent } from "../day/events.ts"

/** FINISH-4: the same turn of the key calls the next ticket; that nobody waits is no reason not to end this one. */
export function andCallNext(
  ended: BranchEvent,
  after: BranchDay,
  counterId: CounterId,
  now: Instant,
): Decision {
  const next = callNext(after, { counterId }, now)
  return "refused" in next ? [ended] : [ended, ...next]
}
