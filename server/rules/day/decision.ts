import type { Refusal } from "@giliran/contract/refusals"
import type { BranchEvent } from "./events.ts"

/** What the rules answer: what happened, or a named no. */
export type Decision = readonly BranchEvent[] | Refusal

export function isRefusal(decision: Decision): decision is Refusal {
  return "refused" in decision
}
