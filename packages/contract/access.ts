import { z } from "zod"
import { BranchId } from "./basics.ts"
import { bankRoles, branchRoles, keyRoles } from "./role-names.ts"

/** Who may do what, where. Bodies are strict, as everywhere. */

export const BranchRole = z.enum(branchRoles)
export type BranchRole = z.infer<typeof BranchRole>

export const BankRole = z.enum(bankRoles)
export type BankRole = z.infer<typeof BankRole>

export const KeyRole = z.enum(keyRoles)
export type KeyRole = z.infer<typeof KeyRole>

/** `*` is the bank: every branch. */
export const RoleGrant = z.union([
  z.strictObject({ branchId: BranchId, role: BranchRole }),
  z.strictObject({ branchId: z.literal("*"), role: BankRole }),
])
export type RoleGrant = z.infer<typeof RoleGrant>

/** Where somebody may go, and what each may do there: a page draws the buttons that the server names. */
export const BranchList = z.strictObject({
  branches: z.array(
    z.strictObject({
      branchId: BranchId,
      name: z.string(),
      zone: z.string(),
      may: z.array(z.string()),
      /** The roles that this person may give to others there. */
      mayGive: z.array(BranchRole),
    }),
  ),
  /** Of the bank itself; empty for whoever has roles in branches only. */
  bank: z.strictObject({ may: z.array(z.string()), mayGive: z.array(BankRole) }),
})
export type BranchList = z.infer<typeof BranchList>
