import type { OfficeBranch, OfficeState } from "./office.ts"

/** Where in the bank this page stands: a branch, or `*`, the bank itself. */
export const wholeBank = "*"

/** The routes of a place. */
export function pathOf(branchId: string): string {
  return branchId === wholeBank ? "/v1/bank" : `/v1/branches/${encodeURIComponent(branchId)}`
}

export function branchNow({ branches, branchId }: OfficeState): OfficeBranch | null {
  return branches.find((branch) => branch.branchId === branchId) ?? null
}

/** The server says with each branch what this person may do there; a page draws what it says. */
export function mayHere(branch: OfficeBranch | null, deed: string): boolean {
  return branch?.may.includes(deed) ?? false
}
