import type { BankRole, BranchRole } from "@giliran/contract/access"
import type { DeviceKind } from "@giliran/contract/devices"
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
const supervisor: readonly Deed[] = [...teller, "work-any-counter", "see-health", "see-reports", "see-advice"]

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
  /** A screen that customers stand before; it says how it is. */
  readonly isHallScreen?: true
  /** A screen that stands at one counter. */
  readonly hasCounter?: true
  /** A key of this role may choose a class without saying why. CLASS-2. */
  readonly keyMayOmitReason?: true
}

interface StaffRules extends RoleRules {
  /** Whoever may change what others may do, or reads everything, needs more than a password. */
  readonly mustHaveTotp: boolean
  /** What somebody must be allowed to keep the accounts of this role. */
  readonly accountsKeptBy: "manage-staff" | "manage-managers"
}

/** The one table: who may do what. No other file asks for a role by its name. */
export const roles: Readonly<
  Record<DeviceKind | "customer", RoleRules> & Record<BranchRole | BankRole, StaffRules>
> = {
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
    isHallScreen: true,
  },
  display: {
    deeds: new Set(["see-display", "see-voices", "see-machine", "set-machine"]),
    isHallScreen: true,
  },
  // The PC of a counter before anybody has signed in at it: it knows where it stands, and nothing of the queue.
  counter: { deeds: new Set(["see-counters"]), hasCounter: true },
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
    mustHaveTotp: false,
    accountsKeptBy: "manage-staff",
  },
  teller: { deeds: new Set(teller), mustHaveTotp: false, accountsKeptBy: "manage-staff" },
  supervisor: { deeds: new Set(supervisor), mustHaveTotp: false, accountsKeptBy: "manage-staff" },
  manager: {
    deeds: new Set(manager),
    mustHaveTotp: true,
    // Nobody keeps the accounts of the own rank.
    accountsKeptBy: "manage-managers",
    keyMayOmitReason: true,
  },
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
    mustHaveTotp: true,
    accountsKeptBy: "manage-managers",
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
    mustHaveTotp: true,
    accountsKeptBy: "manage-managers",
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

/** Every role that may do this, by name: for a question to the database. */
export function rolesWith(deed: Deed): readonly string[] {
  return Object.entries(roles).flatMap(([name, { deeds }]) => (deeds.has(deed) ? [name] : []))
}
