import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import type { Database } from "../database/database.ts"
import type { StoredEvent } from "./ledger.ts"
import { readEventsAfter } from "./read-ledger.ts"

const pageSize = 500

/** The events of one business day in order, a page at a time; none when the branch had no such day. */
export async function* readDay(
  database: Pick<Database, "pool" | "patiently">,
  branchId: BranchId,
  day: BusinessDay,
): AsyncIterable<readonly StoredEvent[]> {
  let after = (await firstSeqOf(database, branchId, day)) - 1
  for (;;) {
    const page = await database.patiently(() => readEventsAfter(database.pool, branchId, after, pageSize))
    const ofDay = page.filter((stored) => stored.day === day)
    if (ofDay.length > 0) yield ofDay
    const last = page.at(-1)
    if (last?.day !== day) return
    after = last.seq
  }
}

/** Days follow each other (DAY-2): halving finds a day's first event among millions in two dozen look-ups of the primary key. */
async function firstSeqOf(
  { pool, patiently }: Pick<Database, "pool" | "patiently">,
  branchId: BranchId,
  day: BusinessDay,
): Promise<number> {
  const { rows } = await patiently(() =>
    pool.query<{ seq: number }>(`SELECT seq FROM "Event" WHERE "branchId" = $1 ORDER BY seq DESC LIMIT 1`, [
      branchId,
    ]),
  )
  let [from, to] = [1, (rows[0]?.seq ?? 0) + 1]
  while (from < to) {
    const middle = (from + to) >> 1
    const found = await patiently(() =>
      pool.query<{ day: BusinessDay }>(`SELECT day FROM "Event" WHERE "branchId" = $1 AND seq = $2`, [
        branchId,
        middle,
      ]),
    )
    if ((found.rows[0]?.day ?? day) < day) from = middle + 1
    else to = middle
  }
  return from
}
