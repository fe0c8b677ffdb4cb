import type { DailyRoot } from "@giliran/contract/audit"
import type { BranchId } from "@giliran/contract/basics"
import type { DailyRootRow } from "./daily-root-table.ts"
import type { Mark } from "./walk-chain.ts"
import { digestOfStatement, readStatement, type RootStatement } from "./root-statement.ts"
import type { CheckingKey } from "./signing-key.ts"

/** What the roots of a branch say, as far as they are to be believed. */
export interface RootsReport {
  readonly count: number
  readonly lastDay: string | null
  readonly faults: readonly string[]
  /** Where the chains must pass. */
  readonly events: readonly Mark[]
  readonly audit: readonly Mark[]
  readonly bank: readonly Mark[]
  /** Digest of each day's statement. */
  readonly digests: ReadonlyMap<string, string>
}

type Root = Pick<DailyRootRow, "day" | "statement" | "signature" | "keyId">

/**
 * Every root of a branch, by whoever kept it: those in the database, and those that an auditor has had outside it. Each must be signed
 * by a known key, and name the one before it.
 */
export function checkRoots(
  branchId: BranchId,
  stored: readonly DailyRootRow[],
  kept: readonly DailyRoot[],
  keys: readonly CheckingKey[],
): RootsReport {
  const faults: string[] = []
  const storedByDay = new Map(stored.map((root) => [root.day as string, root]))
  for (const root of kept) {
    const same = storedByDay.get(root.day)
    if (!same) faults.push(`root of ${root.day}: missing, and it was exported`)
    else if (same.statement !== root.statement)
      faults.push(`root of ${root.day}: not the one that was exported`)
  }
  const all: readonly Root[] = [
    ...new Map([...stored, ...kept].map((root) => [root.day, root as Root])).values(),
  ]
  const believed: { readonly root: Root; readonly said: RootStatement }[] = []
  let before: { readonly root: Root; readonly last: number } | null = null
  for (const root of all.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const said = readStatement(root.statement)
    const fault = faultOf(root, said, branchId, keys)
    if (fault !== null || !said) {
      faults.push(`root of ${root.day}: ${fault ?? "not a statement"}`)
    } else {
      const follows: boolean = before
        ? said.previous === digestOfStatement(before.root.statement) && said.events.first === before.last + 1
        : said.previous === null
      if (!follows)
        faults.push(`root of ${root.day}: does not follow the one before it, which was changed or removed`)
      believed.push({ root, said })
    }
    before = { root, last: said?.events.last ?? 0 }
  }
  const marks = (placeIn: (said: RootStatement) => { readonly last: number; readonly hash: string }) =>
    believed.map(({ said }) => ({ seq: placeIn(said).last, hash: placeIn(said).hash, day: said.day }))
  return {
    count: all.length,
    lastDay: believed.at(-1)?.said.day ?? null,
    faults,
    events: marks(({ events }) => events),
    audit: marks(({ audit }) => audit),
    bank: marks(({ bank }) => bank),
    digests: new Map(stored.map(({ day, statement }) => [day, digestOfStatement(statement)])),
  }
}

function faultOf(
  { day, statement, signature, keyId }: Root,
  said: RootStatement | null,
  branchId: BranchId,
  keys: readonly CheckingKey[],
): string | null {
  const key = keys.find((each) => each.keyId === keyId)
  if (!key) return `signed by a key that is not known here, ${keyId.slice(0, 8)}`
  if (!key.isOf(statement, signature)) return "its signature does not fit: it was changed or forged"
  if (said?.day !== day || said.branchId !== branchId) return "it was signed for another day or branch"
  return null
}
