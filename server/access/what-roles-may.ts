import type { BranchId, TicketId } from "@giliran/contract/basics"
import type { ViewKind } from "@giliran/contract/views"

/** Roles that a token may carry. A customer has no token of ours: the secret of the ticket's link is one. */
export const roles = ["kiosk", "display", "greeter", "teller", "supervisor", "manager"] as const
export type Role = (typeof roles)[number]

/** Somebody who showed who they are. Each is bound to one branch. */
export type Caller =
  | { readonly role: Role; readonly branchId: BranchId; readonly subject: string }
  | { readonly role: "customer"; readonly ticketId: TicketId }

/** Everything that can be asked of the server, one name a door. */
export type Deed =
  | `see-${Exclude<ViewKind, "ticket">}`
  | "see-ticket"
  | "see-counters"
  /** Why a ticket was called, with who was passed over. */
  | "see-reason"
  | "see-plan"
  | "see-events"
  | "see-health"
  /** What the branch's days came to. */
  | "see-reports"
  /** Which counter to open now. */
  | "see-advice"
  | "take-ticket"
  /** Any class, for a reason, without a proof. */
  | "choose-class"
  | "check-customer"
  | "reclass-ticket"
  | "withdraw-ticket"
  | "return-ticket"
  | "work-ticket"
  | "work-counter"
  | "change-plan"

/** The one table: who may do what. */
const allowed: Readonly<Record<Role | "customer", ReadonlySet<Deed>>> = {
  kiosk: new Set([
    "see-kiosk",
    "see-ticket",
    "take-ticket",
    "check-customer",
    "withdraw-ticket",
    "return-ticket",
  ]),
  display: new Set(["see-display"]),
  // Walks the hall and helps at the door: takes, upgrades and withdraws, and calls nobody.
  greeter: new Set([
    "see-kiosk",
    "see-display",
    "see-counter",
    "see-ticket",
    "see-counters",
    "take-ticket",
    "choose-class",
    "check-customer",
    "reclass-ticket",
    "withdraw-ticket",
    "return-ticket",
  ]),
  teller: new Set([
    "see-kiosk",
    "see-display",
    "see-counter",
    "see-ticket",
    "see-counters",
    "see-reason",
    "take-ticket",
    "choose-class",
    "check-customer",
    "reclass-ticket",
    "withdraw-ticket",
    "return-ticket",
    "work-ticket",
    "work-counter",
  ]),
  // Works at a counter and looks after the others: which to open, what a day came to, whether all is well.
  supervisor: new Set([
    "see-kiosk",
    "see-display",
    "see-counter",
    "see-ticket",
    "see-counters",
    "see-reason",
    "see-health",
    "see-reports",
    "see-advice",
    "take-ticket",
    "choose-class",
    "check-customer",
    "reclass-ticket",
    "withdraw-ticket",
    "return-ticket",
    "work-ticket",
    "work-counter",
  ]),
  manager: new Set([
    "see-kiosk",
    "see-display",
    "see-counter",
    "see-ticket",
    "see-counters",
    "see-reason",
    "see-plan",
    "see-events",
    "see-health",
    "see-reports",
    "see-advice",
    "take-ticket",
    "choose-class",
    "check-customer",
    "reclass-ticket",
    "withdraw-ticket",
    "return-ticket",
    "work-ticket",
    "work-counter",
    "change-plan",
  ]),
  customer: new Set(["see-ticket", "withdraw-ticket", "return-ticket"]),
}

export interface Target {
  readonly branchId: BranchId
  readonly ticketId?: TicketId
}

/** A role's deeds, in its own branch only; a customer's, with the own ticket only. */
export function may(caller: Caller, deed: Deed, { branchId, ticketId }: Target): boolean {
  if (!allowed[caller.role].has(deed)) return false
  return caller.role === "customer" ? caller.ticketId === ticketId : caller.branchId === branchId
}

export function isRole(word: string): word is Role {
  return (roles as readonly string[]).includes(word)
}
