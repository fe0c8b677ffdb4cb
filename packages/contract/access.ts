import { z } from "zod"
import { BranchId } from "./basics.ts"

/** Who may do what, where. Bodies are strict, as everywhere. */

export const BranchRole = z.enum(["teller", "greeter", "supervisor", "manager"])
export type BranchRole = z.infer<typeof BranchRole>

/** Of the whole bank. An auditor reads all and changes nothing. */
export const BankRole = z.enum(["admin", "auditor"])
export type BankRole = z.infer<typeof BankRole>

/** As whom a key of the bank's scripts is asked. */
export const KeyRole = z.enum(["kiosk", "display", "greeter", "teller", "supervisor", "manager"])
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
    z.strictObject({ branchId: BranchId, name: z.string(), zone: z.string(), may: z.array(z.string()) }),
  ),
  /** Of the bank itself; empty for whoever has roles in branches only. */
  bank: z.strictObject({ may: z.array(z.string()) }),
})
export type BranchList = z.infer<typeof BranchList>
