import type { BranchId, Instant } from "@giliran/contract/basics"
import type { QueryConfig } from "pg"
import { record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"
import { inTransaction } from "../database/patiently.ts"

/** The built-in directory's customers. */
export interface CustomerTable {
  /** Those with these digests that there are; see identifier.ts. */
  find(digests: readonly string[]): Promise<readonly CustomerRow[]>
  /**
   * All of the pages or nothing, and what the auditor reads of it; returns how many lines were written. While it writes, customers
   * are looked up among those of before. Throws what reading the pages throws.
   */
  import(imported: CustomerImport): Promise<number>
}

/** One of the bank's customers, without anything that would tell who. */
export interface CustomerRow {
  readonly digest: string
  readonly segment: "regular" | "priority"
  /** The last business day on which it counts; null is without end. */
  readonly validUntil: string | null
}

export interface CustomerImport {
  readonly pages: AsyncIterable<readonly CustomerRow[]>
  /** Null: known in every branch. */
  readonly branchId: BranchId | null
  /** Those of the same branch, or of every one, that were there before are forgotten. */
  readonly isReplacing: boolean
  /** For the auditor: from which file, when, by whom and from where. */
  readonly fileName: string
  readonly at: Instant
  readonly actor: string
  readonly address: string
}

export function customerTable({ pool, patiently }: Database): CustomerTable {
  return {
    find: (digests) =>
      patiently(async () => {
        const { rows } = await pool.query<CustomerRow>({
          name: "customers",
          text: `SELECT digest, segment, "validUntil"::text FROM "Customer" WHERE digest = ANY($1)`,
          values: [digests],
        })
        return rows
      }),
    // Once: the pages cannot be read a second time.
    async import(imported) {
      const { result } = await inTransaction(pool, (tx) => importInto(tx, imported))
      return result
    },
  }
}

async function importInto(
  tx: Tx,
  { pages, branchId, isReplacing, fileName, at, actor, address }: CustomerImport,
): Promise<number> {
  // One import after another; nobody who reads has to wait.
  await tx.query(patient(`LOCK TABLE "Customer" IN SHARE ROW EXCLUSIVE MODE`))
  let forgotten = 0
  if (isReplacing) {
    const { rowCount } = await tx.query(
      patient(`DELETE FROM "Customer" WHERE "branchId" IS NOT DISTINCT FROM $1`, [branchId]),
    )
    forgotten = rowCount ?? 0
  }
  let count = 0
  for await (const page of pages) count += await writePage(tx, branchId, page)
  const body = { fileName, imported: count, forgotten }
  await record(tx, { chain: branchId ?? "*", at, actor, address, act: "customers-imported", body })
  return count
}

/** Of a customer who is there twice the last line counts, as it does from one import to the next. */
async function writePage(tx: Tx, branchId: BranchId | null, page: readonly CustomerRow[]): Promise<number> {
  const rows = [...new Map(page.map((row) => [row.digest, row])).values()]
  await tx.query(
    patient(
      `INSERT INTO "Customer" (digest, "branchId", segment, "validUntil")
       SELECT digest, $1, segment, until FROM unnest($2::text[], $3::text[], $4::date[]) AS c(digest, segment, until)
       ON CONFLICT (digest) DO UPDATE SET segment = excluded.segment, "validUntil" = excluded."validUntil"`,
      [branchId, ...columnsOf(rows)],
    ),
  )
  return page.length
}

function columnsOf(rows: readonly CustomerRow[]): readonly unknown[] {
  return [
    rows.map(({ digest }) => digest),
    rows.map(({ segment }) => segment),
    rows.map(({ validUntil }) => validUntil),
  ]
}

/** The pool's patience is that of a queue; a million customers take longer. */
function patient(text: string, values: readonly unknown[] = []): QueryConfig {
  const config: QueryConfig & { query_timeout: number } = {
    text,
    values: [...values],
    query_timeout: 300_000,
  }
  return config
}
