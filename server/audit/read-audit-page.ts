import type { Database } from "../database/database.ts"
import type { AuditChain, AuditFilter, AuditFound, AuditPlace, FoundPage } from "./audit-found.ts"
import { endless, eventsWithin, findEntries, findEvents, momentOf } from "./find-in-audit.ts"

const pageSize = 100
/** Looked through in one statement: a few tens of milliseconds. */
const eventsAtOnce = 50_000
/** Of a page that finds little: then it is handed out as it is, and the next goes on. */
const mostLookedAt = 500_000

/** Events and entries in one, newest first: two chains, each read down from where the page before ended. */
export async function readAuditPage(
  database: Database,
  chain: AuditChain,
  filter: AuditFilter,
  before: AuditPlace | null,
): Promise<FoundPage> {
  const place = {
    event: Math.min(before?.event ?? endless, endless),
    entry: Math.min(before?.entry ?? endless, endless),
  }
  const [events, entries] = await Promise.all([
    eventsBelow(database, chain, filter, place.event),
    findEntries(database, chain, filter, { from: 1, to: place.entry, ...newestFirst, withClock: false }),
  ])
  const lines = newestOf(events, entries)

  const lastEvent = lines.findLast(({ kind }) => kind === "event")
  const lastEntry = lines.findLast(({ kind }) => kind === "entry")
  const eventsTold = lines.filter(({ kind }) => kind === "event").length
  const isEventsEnd = events.isEnd && eventsTold === events.found.length
  const isEntriesEnd = entries.length < pageSize && lines.length - eventsTold === entries.length
  if (isEventsEnd && isEntriesEnd) return { lines, next: null }
  return {
    lines,
    next: {
      event: eventsTold === events.found.length ? events.downTo : (lastEvent?.seq ?? place.event),
      entry: lastEntry?.seq ?? place.entry,
    },
  }
}

const newestFirst = { order: "DESC", limit: pageSize } as const

interface Looked {
  readonly found: readonly AuditFound[]
  /** Everything from this number up was looked at. */
  readonly downTo: number
  /** Of the event with that number; what is older may still hold more. */
  readonly downToAt: number
  readonly isEnd: boolean
}

async function eventsBelow(
  database: Database,
  chain: AuditChain,
  filter: AuditFilter,
  below: number,
): Promise<Looked> {
  if (chain === "*") return { found: [], downTo: 1, downToAt: 0, isEnd: true }
  const within = await eventsWithin(database, chain, filter)
  const withClock = filter.actor === "clock"
  const found: AuditFound[] = []
  let downTo = Math.max(Math.min(below, within.to), within.from)
  const enough = downTo - mostLookedAt
  while (found.length < pageSize && downTo > Math.max(within.from, enough)) {
    const from = Math.max(within.from, downTo - eventsAtOnce)
    const limit = pageSize - found.length
    found.push(
      ...(await findEvents(database, chain, filter, { from, to: downTo, order: "DESC", limit, withClock })),
    )
    downTo = found.length < pageSize ? from : (found.at(-1)?.seq ?? from)
  }
  const isEnd = downTo <= within.from
  return { found, downTo, downToAt: isEnd ? 0 : ((await momentOf(database, chain, downTo)) ?? 0), isEnd }
}

/** The newest of both, as far as it is known that nothing between them is missing. Of the same moment, entries first. */
function newestOf({ found, downToAt }: Looked, entries: readonly AuditFound[]): readonly AuditFound[] {
  const lines: AuditFound[] = []
  let [nextEvent, nextEntry] = [0, 0]
  while (lines.length < pageSize) {
    const [event, entry] = [found[nextEvent], entries[nextEntry]]
    if (entry && entry.at >= (event?.at ?? downToAt)) {
      lines.push(entry)
      nextEntry += 1
    } else if (event) {
      lines.push(event)
      nextEvent += 1
    } else break
  }
  return lines
}
