import type { KeyRole } from "@giliran/contract/access"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { type NewAuditEntry, record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"
import { dateOrNull, type InDatabase, instantOf, instantOrNull } from "../database/moments.ts"

/** The API keys that there are. A key is known to people by the first eight letters of its digest. */
export interface KeyTable {
  /** `digest`: SHA-256 of the token in lower-case hex; the token itself is never stored. */
  find(digest: string): Promise<KeyRow | null>
  /** Newest first, revoked ones as well. */
  ofBranch(branchId: BranchId): Promise<readonly KeyRow[]>
  /** Adds the key, or changes its label and `revokedAt`; with it, what the auditor reads of that. */
  save(tx: Tx, key: KeyRow, entry: NewAuditEntry): Promise<void>
  /** From now on it opens nothing, anywhere. Null when there is no such key; one that was revoked before stays as it was. */
  revoke(tx: Tx, asked: KeyToRevoke): Promise<KeyRow | null>
}

export interface KeyRow {
  readonly digest: string
  readonly role: KeyRole
  readonly branchId: BranchId
  /** For people: "kiosk by the door". */
  readonly label: string
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
  /** The deeds it is narrowed to; none is everything that its role may do. */
  readonly scopes: readonly string[]
  /** Given to a screen of the demo branch by itself. */
  readonly isDemo: boolean
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

export function keyTable({ pool, patiently, access }: Database): KeyTable {
  return {
    find: (digest) =>
      patiently(async () => {
        const { rows } = await pool.query<InDatabase<KeyRow>>({
          name: "token",
          text: `SELECT * FROM "AccessToken" WHERE digest = $1`,
          values: [digest],
        })
        return rows[0] ? keyOf(rows[0]) : null
      }),
    ofBranch: (branchId) =>
      patiently(async () => {
        const { rows } = await pool.query<InDatabase<KeyRow>>(
          `SELECT * FROM "AccessToken" WHERE "branchId" = $1 ORDER BY "createdAt" DESC, digest LIMIT $2`,
          [branchId, mostKeys],
        )
        return rows.map(keyOf)
      }),
    async save(tx, { digest, role, branchId, label, createdAt, revokedAt, scopes, isDemo }, entry) {
      await access.change(tx)
      await tx.query(
        `INSERT INTO "AccessToken" (digest, role, "branchId", label, "createdAt", "revokedAt", scopes, "isDemo")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (digest) DO UPDATE SET label = excluded.label, "revokedAt" = excluded."revokedAt"`,
        [digest, role, branchId, label, new Date(createdAt), dateOrNull(revokedAt), scopes, isDemo],
      )
      await record(tx, entry)
    },
    async revoke(tx, { keyId, branchId, at, actor, address }) {
      const { rows } = await tx.query<InDatabase<KeyRow>>(
        `SELECT * FROM "AccessToken" WHERE left(digest, 8) = $1 AND ($2::text IS NULL OR "branchId" = $2)
         ORDER BY "revokedAt" NULLS FIRST LIMIT 1`,
        [keyId, branchId],
      )
      const key = rows[0] && keyOf(rows[0])
      if (!key || key.revokedAt !== null) return key ?? null
      await access.change(tx)
      const { rowCount } = await tx.query(
        `UPDATE "AccessToken" SET "revokedAt" = $2 WHERE digest = $1 AND "revokedAt" IS NULL`,
        [key.digest, new Date(at)],
      )
      // Somebody else was first, while this one waited for its turn.
      if (rowCount !== 1) return { ...key, revokedAt: at }
      const body = { keyId, role: key.role, label: key.label }
      await record(tx, { chain: key.branchId, at, actor, address, act: "key-revoked", body })
      return { ...key, revokedAt: at }
    },
  }
}

function keyOf(row: InDatabase<KeyRow>): KeyRow {
  return { ...row, createdAt: instantOf(row.createdAt), revokedAt: instantOrNull(row.revokedAt) }
}
