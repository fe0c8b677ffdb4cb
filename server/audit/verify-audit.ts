import type { DailyRoot } from "@giliran/contract/audit"
import type { BranchId } from "@giliran/contract/basics"
import type { Ledger } from "../branch/ledger.ts"
import type { AuditTable } from "./audit-table.ts"
import { type StoredEntry, verifyChain, verifyEntries } from "./verify-chain.ts"
import type { ChainFault, ChainReport, Mark } from "./walk-chain.ts"
import { checkRoots, type RootsReport } from "./roots-of-branch.ts"
import type { CheckingKey } from "./signing-key.ts"

/** So many faults are named; of more, how many. */
const namedCount = 20

export interface ToVerify {
  readonly branchIds: readonly BranchId[]
  /** By which the days were signed: the newest, and those before it. */
  readonly keys: readonly CheckingKey[]
  /** What the auditor has kept outside the database, of one branch. */
  readonly kept: readonly DailyRoot[]
}

/** What an auditor reads of these branches and of the bank: a line a chain, and a line a fault. */
export async function verifyAudit(
  { ledger, audit }: { readonly ledger: Pick<Ledger, "chain">; readonly audit: AuditTable },
  { branchIds, keys, kept }: ToVerify,
): Promise<{ readonly words: string; readonly isWhole: boolean }> {
  const parts: Part[] = []
  const ofBank: Mark[] = []
  for (const branchId of branchIds) {
    const roots = checkRoots(branchId, await audit.roots(branchId), kept, keys)
    ofBank.push(...roots.bank)
    parts.push(partOf(branchId, "event", await verifyChain(ledger.chain(branchId), roots.events)))
    const told = new Map<string, string>()
    const entries = noting(audit.entries(branchId), told)
    parts.push(partOf(branchId, "entry", await verifyEntries(entries, roots.audit)))
    parts.push(rootsPart(branchId, roots, told))
  }
  parts.push(partOf("the bank", "entry", await verifyEntries(audit.entries("*"), ofBank)))
  return {
    words: `${parts.flatMap(linesOf).join("\n")}\n`,
    isWhole: parts.every(({ faults }) => faults.length === 0),
  }
}

interface Part {
  readonly summary: string
  readonly faults: readonly string[]
}

function linesOf({ summary, faults }: Part): readonly string[] {
  const more = faults.length - namedCount
  return [
    `${summary}: ${faults.length === 0 ? "whole" : "NOT WHOLE"}`,
    ...faults.slice(0, namedCount).map((fault) => `  ${fault}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

const plural = { event: "events", entry: "entries" } as const

function partOf(whose: string, kind: "event" | "entry", report: ChainReport): Part {
  const { count, unchainedCount, faults } = report
  const older = unchainedCount > 0 ? `, the first ${unchainedCount} older than the chain` : ""
  const what = count === 1 ? kind : plural[kind]
  return {
    summary: `${whose}: ${count} ${what}${older}`,
    faults: faults.map((fault) => wordsOf(fault, kind)),
  }
}

function wordsOf(fault: ChainFault, kind: "event" | "entry"): string {
  switch (fault.fault) {
    case "changed":
      return `${kind} ${fault.seq}: it, or the one before it, is not what was written`
    case "missing": {
      const signed = fault.day === undefined ? "" : ` at the end, and were there when ${fault.day} was signed`
      return `${rangeOf(fault, kind)}: missing${signed}`
    }
    case "unsealed":
      return `${kind} ${fault.seq}: without its hash`
    case "contradictory":
      return `${kind} ${fault.seq}: its type or moment is not what its body says`
    case "rewritten":
      return `${rangeOf(fault, kind)}: rewritten since ${fault.day} was signed, hashes and all`
  }
}

function rangeOf({ seq, until }: { readonly seq: number; readonly until: number }, kind: "event" | "entry") {
  return until === seq ? `${kind} ${seq}` : `${plural[kind]} ${seq} to ${until}`
}

/** An entry tells of each day that was signed: its root must be there. */
function rootsPart(branchId: BranchId, roots: RootsReport, told: ReadonlyMap<string, string>): Part {
  const untold = [...told].flatMap(([day, digest]) => {
    const there = roots.digests.get(day)
    if (there === digest) return []
    return [`root of ${day}: ${there === undefined ? "removed" : "not the one that was signed then"}`]
  })
  const days = roots.count === 1 ? "1 day" : `${roots.count} days`
  return {
    summary: `${branchId}: ${days} signed${roots.lastDay === null ? "" : `, the last ${roots.lastDay}`}`,
    faults: [...new Set([...roots.faults, ...untold])],
  }
}

async function* noting(
  pages: AsyncIterable<readonly StoredEntry[]>,
  told: Map<string, string>,
): AsyncIterable<readonly StoredEntry[]> {
  for await (const page of pages) {
    for (const { act, body } of page) {
      if (act !== "day-signed") continue
      const { day, digest } = JSON.parse(body) as { readonly day: string; readonly digest: string }
      told.set(day, digest)
    }
    yield page
  }
}
