import { chainStart, linkHash } from "./hash-chain.ts"
import type { StoredLink } from "./ledger.ts"

/** What an auditor is told of a branch's ledger. */
export interface ChainReport {
  readonly eventCount: number
  /** Rows at the beginning that are older than the chain: nothing can be said of them. */
  readonly unchainedCount: number
  readonly faults: readonly ChainFault[]
}

/**
 * `changed`: the row, or the one before it, is not what was written. `missing`: rows are gone. `unsealed`: its hash is gone, or
 * it was put in without one.
 */
export interface ChainFault {
  readonly seq: number
  readonly fault: "changed" | "missing" | "unsealed"
  /** Of `missing`, the last one that is gone. */
  readonly until?: number
}

/** Walks a branch's whole chain. Every row is held against the stored hash before it, so that one fault does not hide the next. */
export async function verifyChain(pages: AsyncIterable<readonly StoredLink[]>): Promise<ChainReport> {
  const faults: ChainFault[] = []
  let eventCount = 0
  let unchainedCount = 0
  /** Null after a gap: what the next row followed is not known. */
  let previous: string | null = chainStart
  let expected = 1
  for await (const page of pages)
    for (const row of page) {
      eventCount += 1
      if (row.seq > expected) {
        faults.push({ seq: expected, fault: "missing", until: row.seq - 1 })
        previous = null
      }
      expected = row.seq + 1
      if (row.hash === null) {
        if (unchainedCount === eventCount - 1 && faults.length === 0) unchainedCount += 1
        else {
          faults.push({ seq: row.seq, fault: "unsealed" })
          previous = null
        }
        continue
      }
      if (previous !== null && linkHash(previous, row) !== row.hash)
        faults.push({ seq: row.seq, fault: "changed" })
      previous = row.hash
    }
  return { eventCount, unchainedCount, faults }
}
