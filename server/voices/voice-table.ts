import type { BranchId, Instant } from "@giliran/contract/basics"
import { type NewAuditEntry, record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Asked, Tx } from "../database/tx.ts"
import { type InDatabase, instantOf } from "../database/moments.ts"

/** The voices that branches recorded, with all of their files. All throw `DatabaseAway`. */
export interface VoiceTable {
  /** As a transaction sees it, where one is given. */
  ofBranch(branchId: BranchId, tx?: Tx): Promise<readonly VoiceRow[]>
  /** What lies at a version never changes. Null where there is no such file. */
  file(version: string, name: string): Promise<Buffer<ArrayBuffer> | null>
  /** In the place of the one that was there in that language; all or nothing. */
  install(
    tx: Tx,
    voice: VoiceRow,
    files: ReadonlyMap<string, Uint8Array>,
    entry: NewAuditEntry,
  ): Promise<void>
  /** False when there is none. */
  remove(tx: Tx, branchId: BranchId, language: string, entry: NewAuditEntry): Promise<boolean>
}

export interface VoiceRow {
  readonly branchId: BranchId
  readonly language: string
  readonly version: string
  readonly name: string
  readonly installedAt: Instant
  readonly installedBy: string
}

type VoiceColumns = InDatabase<VoiceRow>

async function packsOf(asked: Asked, branchId: BranchId): Promise<readonly VoiceRow[]> {
  const { rows } = await asked.query<VoiceColumns>({
    name: "voices",
    text: `SELECT * FROM "VoicePack" WHERE "branchId" = $1 ORDER BY language`,
    values: [branchId],
  })
  return rows.map((row) => ({ ...row, installedAt: instantOf(row.installedAt) }))
}

export function voiceTable({ pool, patiently }: Database): VoiceTable {
  return {
    ofBranch: (branchId, tx) =>
      // A transaction is patient as a whole.
      tx ? packsOf(tx, branchId) : patiently(() => packsOf(pool, branchId)),

    file: (version, name) =>
      patiently(async () => {
        const { rows } = await pool.query<{ bytes: Buffer<ArrayBuffer> }>({
          name: "voice-file",
          text: `SELECT bytes FROM "VoiceFile" WHERE version = $1 AND name = $2`,
          values: [version, name],
        })
        return rows[0]?.bytes ?? null
      }),

    async install(tx, voice, files, entry) {
      await removeFrom(tx, voice)
      await tx.query(
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
      await tx.query(
        `INSERT INTO "VoiceFile" (version, name, bytes) SELECT $1, name, bytes FROM unnest($2::text[], $3::bytea[]) f(name, bytes)`,
        [voice.version, [...files.keys()], Array.from(files.values(), (bytes) => Buffer.from(bytes))],
      )
      await record(tx, entry)
    },

    async remove(tx, branchId, language, entry) {
      const isThere = await removeFrom(tx, { branchId, language })
      if (isThere) await record(tx, entry)
      return isThere
    },
  }
}

async function removeFrom(
  tx: Tx,
  { branchId, language }: Pick<VoiceRow, "branchId" | "language">,
): Promise<boolean> {
  const { rows } = await tx.query<{ version: string }>(
    `DELETE FROM "VoicePack" WHERE "branchId" = $1 AND language = $2 RETURNING version`,
    [branchId, language],
  )
  await tx.query(`DELETE FROM "VoiceFile" WHERE version = ANY($1)`, [rows.map(({ version }) => version)])
  return rows.length > 0
}
