import type { KeyRole } from "@giliran/contract/access"
import type { BranchId } from "@giliran/contract/basics"
import type { Tx } from "../database/tx.ts"
import type { World } from "../world.ts"
import { digestOf, newToken } from "../access/tokens.ts"
import type { Deed } from "../access/deeds.ts"
import type { KeyRow, KeyTable } from "./key-table.ts"

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
  tx: Tx,
  { keys, world }: { readonly keys: Pick<KeyTable, "save">; readonly world: Pick<World, "now"> },
  { role, branchId, label, scopes = [], isDemo = false }: NewKey,
  { actor, address }: Maker,
): Promise<{ readonly token: string; readonly row: KeyRow }> {
  const token = newToken("key")
  const at = world.now()
  const row: KeyRow = {
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
  await keys.save(tx, row, { chain: branchId, at, actor, address, act: "key-made", body })
  return { token, row }
}
