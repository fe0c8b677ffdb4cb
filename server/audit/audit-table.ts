import type { BranchId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { Database } from "../database/database.ts"
import type { AuditChain, AuditFilter, AuditFound, AuditPlace, FoundPage } from "./audit-found.ts"
import {
  type DailyRootRow,
  type EndedDay,
  readDayAfter,
  readLastRoot,
  readRoots,
  saveRoot,
  type SignDay,
} from "./daily-root-table.ts"
import { exportAudit } from "./export-audit.ts"
import { readAuditPage } from "./read-audit-page.ts"
import { readEntries } from "./read-entries.ts"
import { type NewAuditEntry, record } from "./record.ts"
import { isWalled } from "../database/server-role.ts"
import type { StoredEntry } from "./verify-chain.ts"

/** The audit of a branch, or of the bank, `*`: what was done besides the queue, and the events with somebody behind them. */
export interface AuditTable {
  /** Writes down what somebody did that changed nothing: a sign-in that failed. */
  recordAct(entry: NewAuditEntry): Promise<void>
  /** Newest first, older than `before`. */
  page(chain: AuditChain, filter: AuditFilter, before: AuditPlace | null): Promise<FoundPage>
  /**
   * Oldest first, a page at a time, as far as the chains went when it was asked. Where neither actor nor act is named the clock's
   * events are there as well: a chain with gaps cannot be checked.
   */
  all(chain: AuditChain, filter: AuditFilter): AsyncIterable<readonly AuditFound[]>
  /** Every entry, in order, a page at a time. */
  entries(chain: AuditChain): AsyncIterable<readonly StoredEntry[]>

  /** The branch's signed days, in order. */
  roots(branchId: BranchId): Promise<readonly DailyRootRow[]>
  lastRoot(branchId: BranchId): Promise<DailyRootRow | null>
  /** The first day that ended after this event; null when there is none yet. */
  dayAfter(branchId: BranchId, seq: number): Promise<EndedDay | null>
  /** False when another server was first. */
  saveRoot(day: EndedDay, sign: SignDay): Promise<boolean>

  /** Whether the database lets this server add to the record and never change it. */
  isWalled(): Promise<boolean>
  /** What the branch worked by before this event; null before its first day. */
  planBefore(branchId: BranchId, seq: number): Promise<Plan | null>
}

export function auditTable(database: Database): AuditTable {
  const { pool, patiently, transaction } = database
  return {
    recordAct: (entry) => transaction((tx) => record(tx, entry)),
    page: (chain, filter, before) => readAuditPage(database, chain, filter, before),
    all: (chain, filter) => exportAudit(database, chain, filter),
    entries: (chain) => readEntries(database, chain),
    roots: (branchId) => patiently(() => readRoots(pool, branchId)),
    lastRoot: (branchId) => patiently(() => readLastRoot(pool, branchId)),
    dayAfter: (branchId, seq) => readDayAfter(database, branchId, seq),
    saveRoot: (day, sign) => transaction((tx) => saveRoot(tx, day, sign)),
    isWalled: () => patiently(() => isWalled(pool)),
    planBefore: (branchId, seq) => patiently(() => readPlanBefore(pool, branchId, seq)),
  }
}

async function readPlanBefore(pool: Database["pool"], branchId: BranchId, seq: number): Promise<Plan | null> {
  // Backwards along the primary key: a day has its plan in its first event.
  const { rows } = await pool.query<{ plan: Plan }>(
    `SELECT body->'plan' AS plan FROM "Event"
     WHERE "branchId" = $1 AND seq < $2 AND type IN ('day-opened', 'plan-changed') ORDER BY seq DESC LIMIT 1`,
    [branchId, seq],
  )
  return rows[0]?.plan ?? null
}
