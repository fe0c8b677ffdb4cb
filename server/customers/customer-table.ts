import type { BranchId } from "@giliran/contract/basics"
import type { Pool, PoolClient, QueryConfig } from "pg"
import { recordIn } from "../audit/audit-chain.ts"
import type { CustomerImport, CustomerRow } from "../branch/ledger.ts"

export async function readCustomers(pool: Pool, digests: readonly string[]): Promise<readonly CustomerRow[]> {
  const { rows } = await pool.query<CustomerRow>({
    name: "customers",
    text: `SELECT digest, segment, "validUntil"::text FROM "Customer" WHERE digest = ANY($1)`,
    values: [digests],
  })
  return rows
}

/** All of the pages or nothing, and what the auditor reads of it. While it writes, customers are looked up among those of before. */
export async function importCustomers(
  pool: Pool,
  { pages, branchId, isReplacing, fileName, at, actor, address }: CustomerImport,
): Promise<number> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query("BEGIN")
    // One import after another; nobody who reads has to wait.
    await client.query(patient(`LOCK TABLE "Customer" IN SHARE ROW EXCLUSIVE MODE`))
    let forgotten = 0
    if (isReplacing) {
      const { rowCount } = await client.query(
        patient(`DELETE FROM "Customer" WHERE "branchId" IS NOT DISTINCT FROM $1`, [branchId]),
      )
      forgotten = rowCount ?? 0
    }
    let count = 0
    for await (const page of pages) count += await writePage(client, branchId, page)
    await recordIn(client, {
      chain: branchId ?? "*",
      at,
      actor,
      address,
      act: "customers-imported",
      body: { fileName, imported: count, forgotten },
    })
    await client.query("COMMIT")
    return count
  } catch (error) {
    await client.query("ROLLBACK").catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    client.release(broken)
  }
}

/** Of a customer who is there twice the last line counts, as it does from one import to the next. */
async function writePage(
  client: PoolClient,
  branchId: BranchId | null,
  page: readonly CustomerRow[],
): Promise<number> {
  const rows = [...new Map(page.map((row) => [row.digest, row])).values()]
  await client.query(
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
