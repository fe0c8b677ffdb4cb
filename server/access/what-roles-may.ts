import type { BranchId, TicketId } from "@giliran/contract/basics"
import type { BankRole, BranchRole } from "@giliran/contract/access"
import type { DeviceKind } from "@giliran/contract/devices"
import type { Caller } from "./caller.ts"

/** Whoever can ask for something. A key is asked by its role, narrowed to its scopes; a customer holds the own ticket's secret. */
export type Role = DeviceKind | BranchRole | BankRole | "customer"

/** Everything that can be asked of the server, one name a door. */
export const deeds = [
  "see-kiosk",
  "see-display",
  "see-counter",
  "see-ticket",
  "see-counters",
  /** Why a ticket was called, with who was passed over. */
  "see-reason",
  "see-plan",
  "see-events",
  "see-health",
  /** What the branch's days came to. */
  "see-reports",
  /** Which counter to open now. */
  "see-advice",
  "see-devices",
  /** Whether the branch has a PIN for the settings of its machines. */
  "see-machine",
  /** The voices of the branch's displays, and their sound. */
  "see-voices",
  "see-staff",
  "see-keys",
  /** Who did what, from where and when. */
  "see-audit",
  "take-ticket",
  /** A number that was reserved: paper or a screen carries it. */
  "confirm-ticket",
  /** Nothing does. */
  "void-ticket",
  /** Any class, for a reason, without a proof. */
  "choose-class",
  "check-customer",
  "reclass-ticket",
  "withdraw-ticket",
  "return-ticket",
  /** A kiosk's customer asks for somebody to come. */
  "ask-help",
  /** Whoever comes says so. */
  "answer-help",
  /** A phone number for the own ticket, or for one that the caller took for its customer. */
  "leave-contact",
  /** Take it back: the same callers, and whoever manages privacy for any ticket. */
  "withdraw-contact",
  "work-ticket",
  "work-counter",
  "change-plan",
  /** Pair a screen, name it, revoke it. */
  "manage-devices",
  /** Set the machine that one stands at: by the branch's PIN. */
  "set-machine",
  /** Record and install a voice, go back to the one that comes along. */
  "manage-voices",
  /** Accounts of tellers, greeters and supervisors of the branch. */
  "manage-staff",
  /** Accounts and roles of managers, and of the whole bank. */
  "manage-managers",
  "manage-keys",
  /** A customer's personal data: show it, erase it. */
  "manage-privacy",
] as const
export type Deed = (typeof deeds)[number]

const teller: readonly Deed[] = [
  "see-kiosk",
  "see-display",
  "see-counter",
  "see-ticket",
  "see-counters",
  "see-reason",
  "take-ticket",
  "confirm-ticket",
  "void-ticket",
  "choose-class",
  "check-customer",
  "reclass-ticket",
  "withdraw-ticket",
  "return-ticket",
  "leave-contact",
  "withdraw-contact",
  "work-ticket",
  "work-counter",
  "answer-help",
]

/** Works at a counter and looks after the others: which to open, what a day came to, whether all is well. */
const supervisor: readonly Deed[] = [...teller, "see-health", "see-reports", "see-advice"]

const manager: readonly Deed[] = [
  ...supervisor,
  "see-plan",
  "see-events",
  "see-devices",
  "see-machine",
  "see-voices",
  "see-staff",
  "see-keys",
  "see-audit",
  "change-plan",
  "manage-devices",
  "manage-voices",
  "manage-staff",
  "manage-privacy",
]

/** The one table: who may do what. A role of the bank has its deeds in every branch. */
export const allowed: Readonly<Record<Role, ReadonlySet<Deed>>> = {
  kiosk: new Set([
    "see-kiosk",
    "see-ticket",
    "take-ticket",
    "confirm-ticket",
    "void-ticket",
    "check-customer",
    "withdraw-ticket",
    "return-ticket",
    "leave-contact",
    "withdraw-contact",
    "ask-help",
    "see-machine",
    "set-machine",
  ]),
  display: new Set(["see-display", "see-voices", "see-machine", "set-machine"]),
  // The PC of a counter before anybody has signed in at it: it knows where it stands, and nothing of the queue.
  counter: new Set(["see-counters"]),
  // Walks the hall and helps at the door: takes, upgrades and withdraws, and calls nobody.
  greeter: new Set([
    "see-kiosk",
    "see-display",
    "see-counter",
    "see-ticket",
    "see-counters",
    "take-ticket",
    "confirm-ticket",
    "void-ticket",
    "choose-class",
    "check-customer",
    "reclass-ticket",
    "withdraw-ticket",
    "return-ticket",
    "leave-contact",
    "withdraw-contact",
    "answer-help",
  ]),
  teller: new Set(teller),
  supervisor: new Set(supervisor),
  manager: new Set(manager),
  // Keeps the house and calls nobody.
  admin: new Set([
    "see-plan",
    "see-health",
    "see-reports",
    "see-devices",
    "see-machine",
    "see-voices",
    "see-staff",
    "see-keys",
    "see-audit",
    "change-plan",
    "manage-devices",
    "manage-voices",
    "manage-staff",
    "manage-managers",
    "manage-keys",
    "withdraw-contact",
    "manage-privacy",
  ]),
  // Reads all and changes nothing.
  auditor: new Set([
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
    "see-devices",
    "see-machine",
    "see-voices",
    "see-staff",
    "see-keys",
    "see-audit",
  ]),
  customer: new Set([
    "see-ticket",
    "confirm-ticket",
    "withdraw-ticket",
    "return-ticket",
    "leave-contact",
    "withdraw-contact",
  ]),
}

export interface Target {
  readonly branchId: BranchId
  readonly ticketId?: TicketId
}

/** Whether the table lets this caller do it there. Of staff, any of the roles that the person has in that branch or in the bank. */
export function may(caller: Caller, deed: Deed, { branchId, ticketId }: Target): boolean {
  switch (caller.kind) {
    case "customer":
      return caller.ticketId === ticketId && allowed.customer.has(deed)
    case "device":
      return caller.branchId === branchId && allowed[caller.role].has(deed)
    case "key":
      return (
        caller.branchId === branchId &&
        allowed[caller.role].has(deed) &&
        (caller.scopes === null || caller.scopes.has(deed))
      )
    case "staff":
      return (
        !caller.session.isLimited &&
        caller.grants.some(
          (grant) => (grant.branchId === branchId || grant.branchId === "*") && allowed[grant.role].has(deed),
        )
      )
  }
}

/** Bank-wide deeds, where no branch is named: the list of branches, accounts of the bank, the bank's own audit. */
export function mayInBank(caller: Caller, deed: Deed): boolean {
  return (
    caller.kind === "staff" &&
    !caller.session.isLimited &&
    caller.grants.some(({ branchId, role }) => branchId === "*" && allowed[role].has(deed))
  )
}

export function isDeed(word: string): word is Deed {
  return (deeds as readonly string[]).includes(word)
}
