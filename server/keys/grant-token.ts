import type { KeyRole } from "@giliran/contract/access"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { AccessTokenRow, Ledger } from "../branch/ledger.ts"
import { digestOf, newToken } from "../access/tokens.ts"
import type { Deed } from "../access/deeds.ts"

export interface NewKey {
  readonly role: KeyRole
  readonly branchId: BranchId
  /** For people: "the bank's data warehouse". */
  readonly label: string
  /** Left out, everything that the role may do. */
  readonly scopes?: readonly Deed[]
  readonly isDemo?: boolean
}

/** Who makes it, and where from. */
export interface Maker {
  readonly actor: string
  readonly address: string
}

/** Makes an API key and stores its digest. The token is shown this once. */
export async function grantToken(
  ledger: Pick<Ledger, "saveToken">,
  { role, branchId, label, scopes = [], isDemo = false }: NewKey,
  { actor, address }: Maker,
): Promise<{ readonly token: string; readonly row: AccessTokenRow }> {
  const token = newToken("key")
  const at = Date.now() as Instant
  const row: AccessTokenRow = {
    digest: digestOf(token),
    role,
    branchId,
    label,
    createdAt: at,
    revokedAt: null,
    scopes,
    isDemo,
  }
  const body = { keyId: row.digest.slice(0, 8), role, scopes, label }
  await ledger.saveToken(row, { chain: branchId, at, actor, address, act: "key-made", body })
  return { token, row }
}
