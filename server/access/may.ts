import type { BranchId, TicketId } from "@giliran/contract/basics"
import type { Caller } from "./caller.ts"
import type { Deed } from "./deeds.ts"
import { roles } from "./roles.ts"

export interface Target {
  readonly branchId: BranchId
  readonly ticketId?: TicketId
}

/** Whether the table lets this caller do it there. Of staff, any of the roles that the person has in that branch or in the bank. */
export function may(caller: Caller, deed: Deed, { branchId, ticketId }: Target): boolean {
  switch (caller.kind) {
    case "customer":
      return caller.ticketId === ticketId && roles.customer.deeds.has(deed)
    case "device":
      return caller.branchId === branchId && roles[caller.role].deeds.has(deed)
    case "key":
      return (
        caller.branchId === branchId &&
        roles[caller.role].deeds.has(deed) &&
        (caller.scopes === null || caller.scopes.has(deed))
      )
    case "staff":
      return (
        !caller.session.isLimited &&
        caller.grants.some(
          (grant) =>
            (grant.branchId === branchId || grant.branchId === "*") && roles[grant.role].deeds.has(deed),
        )
      )
  }
}

/** Bank-wide deeds, where no branch is named: the list of branches, accounts of the bank, the bank's own audit. */
export function mayInBank(caller: Caller, deed: Deed): boolean {
  return (
    caller.kind === "staff" &&
    !caller.session.isLimited &&
    caller.grants.some(({ branchId, role }) => branchId === "*" && roles[role].deeds.has(deed))
  )
}
