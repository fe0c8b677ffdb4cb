import { chainStart } from "../branch/hash-chain.ts"

/** One row of a chain, whatever it holds. */
export interface ChainLink {
  readonly seq: number
  /** Null in rows that are older than the chain. */
  readonly hash: string | null
  /** What the hash must be after this one. */
  hashAfter(previous: string): string
  /** A column that is there to be searched by does not say what the row itself says. */
  readonly isContradictory: boolean
}

/** Where the chain stood when a day was signed. */
export interface Mark {
  readonly seq: number
  readonly hash: string
  readonly day: string
}

/** What an auditor is told of a chain. */
export interface ChainReport {
  readonly count: number
  /** Rows at the beginning that are older than the chain: nothing can be said of them. */
  readonly unchainedCount: number
  readonly faults: readonly ChainFault[]
}

/**
 * `changed`: the row, or the one before it, is not what was written. `missing`: rows are gone, at the end as well where a signed day
 * goes on. `unsealed`: its hash is gone, or it was put in without one. `contradictory`: a column beside the row says something else.
 * `rewritten`: the chain fits, and is not the one that was signed.
 */
export type ChainFault =
  | { readonly seq: number; readonly fault: "changed" | "unsealed" | "contradictory" }
  | { readonly seq: number; readonly fault: "missing"; readonly until: number; readonly day?: string }
  | { readonly seq: number; readonly fault: "rewritten"; readonly until: number; readonly day: string }

/** Walks a whole chain. Every row is held against the stored hash before it, so that one fault does not hide the next. */
export async function walkChain(
  pages: AsyncIterable<readonly ChainLink[]>,
  marks: readonly Mark[] = [],
): Promise<ChainReport> {
  const faults: ChainFault[] = []
  let count = 0
  let unchainedCount = 0
  /** Null after a gap: what the next row followed is not known. */
  let previous: string | null = chainStart
  let expected = 1
  const passed = marksBySeq(marks)
  for await (const page of pages)
    for (const link of page) {
      const { seq, hash } = link
      count += 1
      if (seq > expected) {
        faults.push({ seq: expected, fault: "missing", until: seq - 1 })
        previous = null
      }
      expected = seq + 1
      passed.note(seq, hash)
      if (hash === null) {
        if (unchainedCount === count - 1 && faults.length === 0) unchainedCount += 1
        else {
          faults.push({ seq, fault: "unsealed" })
          previous = null
        }
        continue
      }
      if (previous !== null && link.hashAfter(previous) !== hash) faults.push({ seq, fault: "changed" })
      else if (link.isContradictory) faults.push({ seq, fault: "contradictory" })
      previous = hash
    }
  return { count, unchainedCount, faults: [...faults, ...passed.faults(expected)] }
}

/** Which of the marks the chain passed through; each fault reaches back to the last mark that it did. */
function marksBySeq(marks: readonly Mark[]) {
  const wanted = Map.groupBy(
    marks.filter(({ seq }) => seq > 0),
    ({ seq }) => seq,
  )
  const found = new Map<number, string | null>()
  return {
    note(seq: number, hash: string | null): void {
      if (wanted.has(seq)) found.set(seq, hash)
    },
    faults(end: number): readonly ChainFault[] {
      const faults: ChainFault[] = []
      let since = 1
      for (const { seq, hash, day } of marks.toSorted((a, b) => a.seq - b.seq)) {
        if (seq >= end) {
          faults.push({ seq: end, fault: "missing", until: seq, day })
          break // what is gone is gone for the later days as well
        }
        // A row that is missing in between was told of already.
        const stands = found.get(seq)
        if (seq > 0 && stands !== undefined && stands !== hash)
          faults.push({ seq: since, fault: "rewritten", until: seq, day })
        else since = seq + 1
      }
      return faults
    },
  }
}
