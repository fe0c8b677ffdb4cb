import type { BranchId, CounterId, TicketId } from "@giliran/contract/basics"

/** Who watches the same view: one projection and one packet serve them all. */
export type Audience =
  | { readonly kind: "kiosk" | "display" }
  /** A supervisor sees more than a teller. */
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
