import type { RoleGrant } from "@giliran/contract/access"

/** A branch, or the bank itself as `*`, and what this person may do there. */
export interface OfficeBranch {
  readonly branchId: string
  /** Empty of the bank itself. */
  readonly name: string
  readonly zone: string
  readonly may: readonly string[]
  /** The roles that this person may give to others there. */
  readonly mayGive: readonly RoleGrant["role"][]
}

/** Where in the bank this page stands: a branch, or `*`, the bank itself. */
export const wholeBank = "*"

/** The routes of a place. */
export function pathOf(branchId: string): string {
  return branchId === wholeBank ? "/v1/bank" : `/v1/branches/${encodeURIComponent(branchId)}`
}

export function branchNow({
  branches,
  branchId,
}: {
  readonly branches: readonly OfficeBranch[]
  readonly branchId: string | null
}): OfficeBranch | null {
  return branches.find((branch) => branch.branchId === branchId) ?? null
}

/** The server says with each branch what this person may do there; a page draws what it says. */
export function mayHere(branch: OfficeBranch | null, deed: string): boolean {
  return branch?.may.includes(deed) ?? false
}
