import type { BranchId } from "@giliran/contract/basics"
import type { Database } from "../database/database.ts"
import { type InDatabase, instantOf, instantOrNull, millisOf } from "../database/moments.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import type { BranchRow, DayPage, StoredReply, StoredEvent, StoredLink, TicketRow } from "./ledger.ts"

type Pool = Database["pool"]
/** What pages are read with. */
type Reading = Pick<Database, "pool" | "patiently" | "world">

/** Small enough to need little memory, large enough that 25,000 events are a few dozen round trips. */
const pageSize = 1000

export async function readReplies(
  pool: Pool,
  branchId: BranchId,
  commandIds: readonly string[],
): Promise<ReadonlyMap<string, StoredReply>> {
  const { rows } = await pool.query<StoredReply>({
    name: "answers",
    text: `SELECT "commandId", digest, status, body FROM "Answer" WHERE "branchId" = $1 AND "commandId" = ANY($2)`,
    values: [branchId, commandIds],
  })
  return new Map(rows.map((row) => [row.commandId, row]))
}

/**
 * Of `limit` seqs, from the first that is there. They are named by their bounds: asked for the first thousand of all that follow, a
 * database that has not counted its rows yet sorts all that follow, for every page.
 */
export async function readEventsAfter(
  pool: Pool,
  branchId: BranchId,
  seq: number,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const { rows } = await pool.query<{ page: readonly StoredLine[] }>({
    name: "events",
    text: `SELECT coalesce(json_agg(json_build_array(seq, day, body, "commandId", actor) ORDER BY seq), '[]') AS page FROM (
      SELECT seq, day, body, "commandId", actor FROM "Event" WHERE "branchId" = $1 AND seq > $2
        AND seq < $3::int + (SELECT min(seq) FROM "Event" WHERE "branchId" = $1 AND seq > $2)
      ORDER BY seq) AS e`,
    values: [branchId, seq, limit],
  })
  const page = rows[0]?.page ?? []
  return page.map(([at, day, event, commandId, actor]) => ({ seq: at, day, event, commandId, actor }))
}

/** A page is one JSON text, put together by the database: a start then has one text to read where it had thousands of rows. */
type StoredLine = readonly [
  seq: number,
  day: StoredEvent["day"],
  event: StoredEvent["event"],
  commandId: string | null,
  actor: string,
]

export async function* readCurrentDay(
  { pool, patiently, world }: Reading,
  branchId: BranchId,
): AsyncIterable<DayPage> {
  // Backwards along the primary key: it passes the events of one day, and an index only for this would cost every append.
  const { rows } = await patiently(() =>
    pool.query<{ seq: number }>(
      `SELECT seq FROM "Event" WHERE "branchId" = $1 AND type = 'day-opened' ORDER BY seq DESC LIMIT 1`,
      [branchId],
    ),
  )
  yield* pagesAfter({ patiently, world }, (rows[0]?.seq ?? 1) - 1, (after) =>
    readDayPage(pool, branchId, after),
  )
}

/** The bodies alone, one after the other: a start has 20,000 of them to read, and the database puts this together in a third of the time. */
async function readDayPage(pool: Pool, branchId: BranchId, after: number): Promise<DayPage | null> {
  const { rows } = await pool.query<{ bodies: string | null; lastSeq: number }>({
    name: "day-page",
    text: `SELECT '[' || string_agg(body::text, ',' ORDER BY seq) || ']' AS bodies, max(seq) AS "lastSeq" FROM "Event"
      WHERE "branchId" = $1 AND seq > $2
        AND seq < $3::int + (SELECT min(seq) FROM "Event" WHERE "branchId" = $1 AND seq > $2)`,
    values: [branchId, after, pageSize],
  })
  const [page] = rows
  if (!page || page.bodies === null) return null
  return { events: JSON.parse(page.bodies) as readonly BranchEvent[], lastSeq: page.lastSeq }
}

/** Of a branch with days so long that this is less than the days asked for, only so many events are looked at. */
const mostEvents = 400_000

export async function* readLastDays(
  { pool, patiently, world }: Reading,
  branchId: BranchId,
  dayCount: number,
): AsyncIterable<readonly StoredEvent[]> {
  const { rows } = await patiently(() =>
    pool.query<{ seq: number }>(
      `SELECT min(seq) AS seq FROM (
         SELECT seq FROM "Event" WHERE "branchId" = $1 AND type = 'day-opened'
           AND seq > (SELECT max(seq) FROM "Event" WHERE "branchId" = $1) - $3::int
         ORDER BY seq DESC LIMIT $2) AS opened`,
      [branchId, dayCount, mostEvents],
    ),
  )
  const first = rows[0]?.seq ?? null
  if (first === null) return
  const read = async (after: number) => {
    const events = await readEventsAfter(pool, branchId, after, pageSize)
    const last = events.at(-1)
    return last ? { events, lastSeq: last.seq } : null
  }
  for await (const { events } of pagesAfter({ patiently, world }, first - 1, read)) yield events
}

/** While one page is being looked at the database reads the next. */
async function* pagesAfter<Page extends { readonly lastSeq: number }>(
  { patiently, world }: Pick<Reading, "patiently" | "world">,
  seq: number,
  read: (after: number) => Promise<Page | null>,
): AsyncIterable<Page> {
  for (let coming = patiently(() => read(seq)); ;) {
    const page = await coming
    if (page === null) return
    coming = patiently(() => read(page.lastSeq))
    // A reader that turns away does not hear how it went.
    coming.catch(() => {})
    // Whoever looks at this page holds this thread: the question must have left before.
    await new Promise<void>((resolve) => {
      world.soon(resolve)
    })
    yield page
  }
}

export function readChain(reading: Reading, branchId: BranchId): AsyncIterable<readonly StoredLink[]> {
  return rowsInOrder<StoredLink>(
    reading,
    `SELECT "branchId", seq, day, body::text AS body, "commandId", actor, hash, type, ${millisOf("at")} AS at
     FROM "Event" WHERE "branchId" = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    branchId,
  )
}

/** A chain of any kind, a page at a time. `text` takes the chain, the seq that is followed, and how many. */
export async function* rowsInOrder<Row extends { readonly seq: number }>(
  { pool, patiently }: Pick<Reading, "pool" | "patiently">,
  text: string,
  chain: string,
): AsyncIterable<readonly Row[]> {
  for (let after = 0; ;) {
    const { rows } = await patiently(() => pool.query<Row>(text, [chain, after, pageSize]))
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)?.seq ?? after
  }
}

export function ticketRowOf(row: InDatabase<TicketRow>): TicketRow {
  const { takenAt, calledAt, servedAt, endedAt } = row
  return {
    ...row,
    takenAt: instantOf(takenAt),
    calledAt: instantOrNull(calledAt),
    servedAt: instantOrNull(servedAt),
    endedAt: instantOrNull(endedAt),
  }
}

export async function readBranches(pool: Pool): Promise<readonly BranchRow[]> {
  const { rows } = await pool.query<InDatabase<BranchRow>>(`SELECT * FROM "Branch" ORDER BY id`)
  return rows.map(branchIn)
}

export async function readBranch(pool: Pool, branchId: string): Promise<BranchRow | null> {
  const { rows } = await pool.query<InDatabase<BranchRow>>(`SELECT * FROM "Branch" WHERE id = $1`, [branchId])
  const [row] = rows
  return row === undefined ? null : branchIn(row)
}

function branchIn(row: InDatabase<BranchRow>): BranchRow {
  return { ...row, createdAt: instantOf(row.createdAt) }
}

export async function readHeadSeqs(pool: Pool): Promise<ReadonlyMap<BranchId, number>> {
  const { rows } = await pool.query<{ id: BranchId; seq: number | null }>({
    name: "heads",
    text: `SELECT b.id, (SELECT e.seq FROM "Event" e WHERE e."branchId" = b.id ORDER BY e.seq DESC LIMIT 1) AS seq FROM "Branch" b`,
  })
  return new Map(rows.flatMap(({ id, seq }) => (seq === null ? [] : [[id, seq]])))
}
