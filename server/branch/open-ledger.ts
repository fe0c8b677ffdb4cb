import type { Database } from "../database/database.ts"
import { createAppendQueue } from "./append-queue.ts"
import { startHints } from "./hints.ts"
import type { Ledger } from "./ledger.ts"
import { readDay } from "./read-day.ts"
import {
  readReplies,
  readBranch,
  readBranches,
  readChain,
  readCurrentDay,
  readEventsAfter,
  readHeadSeqs,
  readLastDays,
} from "./read-ledger.ts"
import { createWriteConnection } from "./write-connection.ts"

/** The ledger of a database that is open. */
export function openLedger(database: Database): Ledger {
  const { pool, patiently, world } = database
  const headSeqs = () => patiently(() => readHeadSeqs(pool))
  const hints = database.isShared ? startHints({ database, headSeqs }) : null
  const connection = createWriteConnection(database)
  const queue = createAppendQueue({
    world,
    connection,
    onWritten: ({ branchId, after, events }) => hints?.send({ branchId, seq: after + events.length }),
  })

  return {
    append: queue.append,
    repliesOf: (branchId, commandIds) => patiently(() => readReplies(pool, branchId, commandIds)),
    eventsAfter: (branchId, seq, limit) => patiently(() => readEventsAfter(pool, branchId, seq, limit)),
    currentDay: (branchId) => readCurrentDay(database, branchId),
    lastDays: (branchId, dayCount) => readLastDays(database, branchId, dayCount),
    dayOf: (branchId, day) => readDay(database, branchId, day),
    chain: (branchId) => readChain(database, branchId),
    branches: () => patiently(() => readBranches(pool)),
    branch: (branchId) => patiently(() => readBranch(pool, branchId)),
    async pruneReplies(branchId, before) {
      const { rowCount } = await patiently(() =>
        pool.query(`DELETE FROM "Answer" WHERE "branchId" = $1 AND at < $2`, [branchId, new Date(before)]),
      )
      return rowCount ?? 0
    },
    headSeqs,
    onHint: (listener) => hints?.onHint(listener) ?? (() => {}),
    async close() {
      await queue.drained()
      await hints?.close()
      await connection.close()
    },
  }
}
