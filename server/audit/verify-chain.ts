import { type AuditRow, auditHash } from "./record.ts"
import { linkHash } from "../branch/hash-chain.ts"
import type { StoredLink } from "../branch/ledger.ts"
import { type ChainLink, type ChainReport, type Mark, walkChain } from "./walk-chain.ts"

/** Walks a branch's whole chain of events, through the places that were signed. */
export function verifyChain(
  pages: AsyncIterable<readonly StoredLink[]>,
  marks: readonly Mark[] = [],
): Promise<ChainReport> {
  return walkChain(linked(pages, eventLink), marks)
}

export interface StoredEntry extends AuditRow {
  readonly hash: string
}

/** The same of a chain of audit entries. */
export function verifyEntries(
  pages: AsyncIterable<readonly StoredEntry[]>,
  marks: readonly Mark[] = [],
): Promise<ChainReport> {
  return walkChain(
    linked(pages, (row) => ({
      seq: row.seq,
      hash: row.hash,
      hashAfter: (previous) => auditHash(previous, row),
      isContradictory: false,
    })),
    marks,
  )
}

function eventLink(row: StoredLink): ChainLink {
  return {
    seq: row.seq,
    hash: row.hash,
    hashAfter: (previous) => linkHash(previous, row),
    isContradictory: saysOtherwise(row),
  }
}

/** `type` and `at` stand beside the body, for reports to search by; the hash is of the body. */
function saysOtherwise({ body, type, at }: StoredLink): boolean {
  const event = JSON.parse(body) as { readonly type?: unknown; readonly at?: unknown }
  return event.type !== type || event.at !== at
}

async function* linked<Row>(
  pages: AsyncIterable<readonly Row[]>,
  linkOf: (row: Row) => ChainLink,
): AsyncIterable<readonly ChainLink[]> {
  for await (const page of pages) yield page.map(linkOf)
}
