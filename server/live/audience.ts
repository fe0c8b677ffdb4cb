import type { BranchId, CounterId, Instant, TicketId } from "@giliran/contract/basics"
import type { View } from "@giliran/contract/views"
import type { BranchDay } from "../rules/day/branch-day.ts"
import { projectCounter } from "../rules/views/project-counter.ts"
import { projectDisplay, projectKiosk, projectTicket } from "../rules/views/project-views.ts"

/** Who watches the same view: one projection and one packet serve them all. */
export type Audience =
  | { readonly kind: "kiosk" | "display" }
  /** A supervisor's shows more than a teller's: whoever sends it puts the advice in. */
  | { readonly kind: "counter"; readonly counterId: CounterId; readonly isAdvised: boolean }
  | { readonly kind: "ticket"; readonly ticketId: TicketId }

/** The socket room's name; chosen by the server alone. */
export function roomName(branchId: BranchId, audience: Audience): string {
  switch (audience.kind) {
    case "counter":
      return `${branchId}:${audience.isAdvised ? "advised-counter" : "counter"}:${audience.counterId}`
    case "ticket":
      return `${branchId}:ticket:${audience.ticketId}`
    default:
      return `${branchId}:${audience.kind}`
  }
}

/** Null when the day has no such counter or ticket (any more). */
export function viewFor(audience: Audience, day: BranchDay, version: number, now: Instant): View | null {
  switch (audience.kind) {
    case "kiosk":
      return projectKiosk(day, version, now)
    case "display":
      return projectDisplay(day, version, now)
    case "counter":
      return projectCounter(day, audience.counterId, version, now)
    case "ticket":
      return projectTicket(day, audience.ticketId, version, now)
  }
}
