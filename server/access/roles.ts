import type { BankRole, BranchRole, DeviceKind } from "@giliran/contract/access"
import type { Deed } from "./deeds.ts"

/** Whoever can ask for something. A key is asked by its role, narrowed to its scopes; a customer holds the own ticket's secret. */
export type Role = DeviceKind | BranchRole | BankRole | "customer"

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

interface RoleRules {
  /** What it may do in its branch. A role of the bank has its deeds in every branch. */
  readonly deeds: ReadonlySet<Deed>
}

/** The one table: who may do what. */
export const roles: Readonly<Record<Role, RoleRules>> = {
  kiosk: {
    deeds: new Set([
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
  },
  display: { deeds: new Set(["see-display", "see-voices", "see-machine", "set-machine"]) },
  // The PC of a counter before anybody has signed in at it: it knows where it stands, and nothing of the queue.
  counter: { deeds: new Set(["see-counters"]) },
  // Walks the hall and helps at the door: takes, upgrades and withdraws, and calls nobody.
  greeter: {
    deeds: new Set([
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
  },
  teller: { deeds: new Set(teller) },
  supervisor: { deeds: new Set(supervisor) },
  manager: { deeds: new Set(manager) },
  // Keeps the house and calls nobody.
  admin: {
    deeds: new Set([
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
  },
  // Reads all and changes nothing.
  auditor: {
    deeds: new Set([
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
  },
  customer: {
    deeds: new Set([
      "see-ticket",
      "confirm-ticket",
      "withdraw-ticket",
      "return-ticket",
      "leave-contact",
      "withdraw-contact",
    ]),
  },
}
