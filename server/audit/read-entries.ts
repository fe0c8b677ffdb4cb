import type { BranchId } from "@giliran/contract/basics"
import { rowsInOrder } from "../branch/read-ledger.ts"
import type { Database } from "../database/database.ts"
import { millisOf } from "../database/moments.ts"
import type { StoredEntry } from "./verify-chain.ts"

/** Every entry of a chain, in order, a page at a time. */
export function readEntries(
  database: Pick<Database, "pool" | "patiently">,
  chain: BranchId | "*",
): AsyncIterable<readonly StoredEntry[]> {
  return rowsInOrder<StoredEntry>(
    database,
    `SELECT chain, seq, ${millisOf("at")} AS at, actor, address, act, body::text AS body, hash
     FROM "AuditEntry" WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    chain,
  )
}
