import type { Instant } from "@giliran/contract/basics"

export interface BranchEvent {
  readonly type: string
  readonly at: Instant
}
