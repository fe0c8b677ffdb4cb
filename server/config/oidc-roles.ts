import { BankRole, BranchRole, type RoleGrant } from "@giliran/contract/access"
import { BranchId } from "@giliran/contract/basics"
import { z } from "zod"

/** `{"group": "admin", "other group": ["teller@senopati", "greeter@senopati"]}` */
export const oidcRoles = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue("not JSON")
      return z.NEVER
    }
  })
  .pipe(z.record(z.string().min(1), z.union([z.string().transform((one) => [one]), z.array(z.string())])))
  .transform((map, context) => {
    const groups = new Map<string, readonly RoleGrant[]>()
    for (const [group, words] of Object.entries(map)) {
      const grants = words.map(grantIn)
      if (grants.includes(null)) context.addIssue(`no such role: ${words.join(", ")}`)
      groups.set(
        group,
        grants.filter((grant) => grant !== null),
      )
    }
    return groups
  })

/** `admin`, or `teller@senopati`. */
function grantIn(words: string): RoleGrant | null {
  const [role, branch, ...more] = words.split("@")
  if (more.length > 0) return null
  if (branch === undefined) {
    const bank = BankRole.safeParse(role)
    return bank.success ? { branchId: "*", role: bank.data } : null
  }
  const [inBranch, branchId] = [BranchRole.safeParse(role), BranchId.safeParse(branch)]
  if (!inBranch.success || !branchId.success) return null
  return { branchId: branchId.data, role: inBranch.data }
}
