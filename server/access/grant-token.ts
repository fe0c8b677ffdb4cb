import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Ledger } from "../ledger/ledger.ts"
import { digestOf, newToken } from "./tokens.ts"
import type { Role } from "./what-roles-may.ts"

export interface Grant {
  readonly role: Role
  readonly branchId: BranchId
  /** For people: "kiosk by the door". */
  readonly label: string
}

/** Makes a token and stores its digest. The token is shown this once. */
export async function grantToken(
  ledger: Pick<Ledger, "saveToken">,
  { role, branchId, label }: Grant,
): Promise<string> {
  const token = newToken()
  await ledger.saveToken({
    digest: digestOf(token),
    role,
    branchId,
    label,
    createdAt: Date.now() as Instant,
    revokedAt: null,
  })
  return token
}
