import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Pool, PoolClient } from "pg"
import { audited, type NewAuditEntry } from "../audit/audit-chain.ts"
import { patiently } from "../branch/read-ledger.ts"

/** The voices that branches recorded, with all of their files. All throw `LedgerAway`. */
export interface VoiceBook {
  ofBranch(branchId: BranchId): Promise<readonly VoiceRow[]>
  /** What lies at a version never changes. Null where there is no such file. */
  file(version: string, name: string): Promise<Buffer<ArrayBuffer> | null>
  /** In the place of the one that was there in that language; all or nothing. */
  install(voice: VoiceRow, files: ReadonlyMap<string, Uint8Array>, entry: NewAuditEntry): Promise<void>
  /** False when there is none. */
  remove(branchId: BranchId, language: string, entry: NewAuditEntry): Promise<boolean>
}

export interface VoiceRow {
  readonly branchId: BranchId
  readonly language: string
  readonly version: string
  readonly name: string
  readonly installedAt: Instant
  readonly installedBy: string
}

type VoiceColumns = Omit<VoiceRow, "installedAt"> & { readonly installedAt: Date }

export function voiceBook(pool: Pool): VoiceBook {
  return {
    ofBranch: (branchId) =>
      patiently(async () => {
        const { rows } = await pool.query<VoiceColumns>({
          name: "voices",
          text: `SELECT * FROM "VoicePack" WHERE "branchId" = $1 ORDER BY language`,
          values: [branchId],
        })
        return rows.map((row) => ({ ...row, installedAt: row.installedAt.getTime() as Instant }))
      }),

    file: (version, name) =>
      patiently(async () => {
        const { rows } = await pool.query<{ bytes: Buffer<ArrayBuffer> }>({
          name: "voice-file",
          text: `SELECT bytes FROM "VoiceFile" WHERE version = $1 AND name = $2`,
          values: [version, name],
        })
        return rows[0]?.bytes ?? null
      }),

    install: (voice, files, entry) =>
      audited(
        pool,
        async ({ client, record }) => {
          await removeFrom(client, voice)
          await client.query(
            `INSERT INTO "VoicePack" ("branchId", language, version, name, "installedAt", "installedBy")
             VALUES ($1, $2, $3, $4, $5, $6)`,
            [
              voice.branchId,
              voice.language,
              voice.version,
              voice.name,
              new Date(voice.installedAt),
              voice.installedBy,
            ],
          )
          await client.query(
            `INSERT INTO "VoiceFile" (version, name, bytes) SELECT $1, name, bytes FROM unnest($2::text[], $3::bytea[]) f(name, bytes)`,
            [voice.version, [...files.keys()], Array.from(files.values(), (bytes) => Buffer.from(bytes))],
          )
          await record(entry)
        },
        { isChange: false },
      ),

    remove: (branchId, language, entry) =>
      audited(
        pool,
        async ({ client, record }) => {
          const isThere = await removeFrom(client, { branchId, language })
          if (isThere) await record(entry)
          return isThere
        },
        { isChange: false },
      ),
  }
}

async function removeFrom(
  client: PoolClient,
  { branchId, language }: Pick<VoiceRow, "branchId" | "language">,
): Promise<boolean> {
  const { rows } = await client.query<{ version: string }>(
    `DELETE FROM "VoicePack" WHERE "branchId" = $1 AND language = $2 RETURNING version`,
    [branchId, language],
  )
  await client.query(`DELETE FROM "VoiceFile" WHERE version = ANY($1)`, [rows.map(({ version }) => version)])
  return rows.length > 0
}
