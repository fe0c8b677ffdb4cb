import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Pool } from "pg"
import { audited } from "../audit/audit-chain.ts"
import type { AccessTokenRow } from "../branch/ledger.ts"
import { type InDatabase, patiently, tokenIn } from "../branch/read-ledger.ts"

/** The API keys that there are. A key is known to people by the first eight letters of its digest. */
export interface KeyBook {
  /** Newest first, revoked ones as well. */
  ofBranch(branchId: BranchId): Promise<readonly AccessTokenRow[]>
  /** From now on it opens nothing, anywhere. Null when there is no such key; one that was revoked before stays as it was. */
  revoke(asked: KeyToRevoke): Promise<AccessTokenRow | null>
}

export interface KeyToRevoke {
  readonly keyId: string
  /** Null: of whichever branch it is. */
  readonly branchId: BranchId | null
  readonly at: Instant
  readonly actor: string
  readonly address: string
}

/** More than any branch has. */
const mostKeys = 1_000

export function createKeyBook(pool: Pool, onChange: () => Promise<void>): KeyBook {
  return {
    ofBranch: (branchId) =>
      patiently(async () => {
        const { rows } = await pool.query<InDatabase<AccessTokenRow>>(
          `SELECT * FROM "AccessToken" WHERE "branchId" = $1 ORDER BY "createdAt" DESC, digest LIMIT $2`,
          [branchId, mostKeys],
        )
        return rows.map(tokenIn)
      }),
    async revoke(asked) {
      const key = await patiently(() => find(pool, asked))
      if (!key || key.revokedAt !== null) return key
      await write(pool, key, asked)
      await onChange()
      return { ...key, revokedAt: asked.at }
    },
  }
}

async function find(pool: Pool, { keyId, branchId }: KeyToRevoke): Promise<AccessTokenRow | null> {
  const { rows } = await pool.query<InDatabase<AccessTokenRow>>(
    `SELECT * FROM "AccessToken" WHERE left(digest, 8) = $1 AND ($2::text IS NULL OR "branchId" = $2)
     ORDER BY "revokedAt" NULLS FIRST LIMIT 1`,
    [keyId, branchId],
  )
  const [row] = rows
  return row ? tokenIn(row) : null
}

function write(pool: Pool, key: AccessTokenRow, { keyId, at, actor, address }: KeyToRevoke): Promise<void> {
  return audited(pool, async ({ client, record }) => {
    const { rowCount } = await client.query(
      `UPDATE "AccessToken" SET "revokedAt" = $2 WHERE digest = $1 AND "revokedAt" IS NULL`,
      [key.digest, new Date(at)],
    )
    if (!rowCount) return // somebody else was first
    const body = { keyId, role: key.role, label: key.label }
    await record({ chain: key.branchId, at, actor, address, act: "key-revoked", body })
  })
}
