import type { BankRole, BranchRole, RoleGrant } from "@giliran/contract/access"
import type { BranchId } from "@giliran/contract/basics"
import { bankRoles, branchRoles } from "@giliran/contract/role-names"
import { roles } from "../access/roles.ts"

/**
 * Whether somebody with these grants may make, change or stop an account that has or gets those. A manager has the own branch's
 * tellers, greeters and supervisors who are nothing more and nothing elsewhere; an admin everybody, from the bank's page, and
 * from a branch's page whoever is in that branch alone.
 */
export function mayManage(
  own: readonly RoleGrant[],
  place: BranchId | "*",
  concerned: readonly RoleGrant[],
): boolean {
  const isAdmin = own.some(
    ({ branchId, role }) => branchId === "*" && roles[role].deeds.has("manage-managers"),
  )
  if (place === "*") return isAdmin
  const isManager = own.some(
    ({ branchId, role }) => branchId === place && roles[role].deeds.has("manage-staff"),
  )
  return (
    (isAdmin || isManager) &&
    concerned.every(
      ({ branchId, role }) =>
        branchId === place && (isAdmin || roles[role].accountsKeptBy === "manage-staff"),
    )
  )
}

/** Which roles somebody with these grants may give to others there. */
export function branchRolesGivenBy(own: readonly RoleGrant[], branchId: BranchId): BranchRole[] {
  return branchRoles.filter((role) => mayManage(own, branchId, [{ branchId, role }]))
}

export function bankRolesGivenBy(own: readonly RoleGrant[]): BankRole[] {
  return bankRoles.filter((role) => mayManage(own, "*", [{ branchId: "*", role }]))
}

/** The same role twice is once. */
export function distinct(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  const byName = new Map(grants.map((grant) => [`${grant.branchId} ${grant.role}`, grant]))
  return [...byName.values()]
}

/** Of such there must be one left, or nobody could make a manager any more. */
export function hasAdmin(grants: readonly RoleGrant[]): boolean {
  return grants.some(({ role }) => roles[role].deeds.has("manage-managers"))
}
