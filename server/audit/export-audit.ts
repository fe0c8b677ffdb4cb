import type { Database } from "../database/database.ts"
import type { AuditChain, AuditFilter, AuditFound } from "./audit-found.ts"
import { endOf, eventsWithin, findEntries, findEvents } from "./find-in-audit.ts"

const pageSize = 500
/** Numbers looked through in one statement. */
const eventsAtOnce = 50_000

/** Everything of both chains inside the filter, oldest first, in the memory of two pages. */
export async function* exportAudit(
  database: Database,
  chain: AuditChain,
  filter: AuditFilter,
): AsyncIterable<readonly AuditFound[]> {
  const entriesEnd = await endOf(database, "AuditEntry", chain)
  const within = chain === "*" ? { from: 1, to: 1 } : await eventsWithin(database, chain, filter)
  const withClock = filter.actor === "clock" || (!filter.actor && !filter.act)

  const events = inOrder(within, (from, to) =>
    findEvents(database, chain, filter, { from, to, order: "ASC", limit: pageSize, withClock }),
  )
  const entries = inOrder({ from: 1, to: entriesEnd }, (from, to) =>
    findEntries(database, chain, filter, { from, to, order: "ASC", limit: pageSize, withClock }),
  )
  let page: AuditFound[] = []
  let [event, entry] = [await events.next(), await entries.next()]
  while (!event.done || !entry.done) {
    // Of the same moment, the event first: an entry often tells of it.
    if (!event.done && (entry.done || event.value.at <= entry.value.at)) {
      page.push(event.value)
      event = await events.next()
    } else if (!entry.done) {
      page.push(entry.value)
      entry = await entries.next()
    }
    if (page.length === pageSize) {
      yield page
      page = []
    }
  }
  if (page.length > 0) yield page
}

/** One after another, read a page at a time. */
async function* inOrder(
  { from, to }: { readonly from: number; readonly to: number },
  find: (from: number, to: number) => Promise<readonly AuditFound[]>,
): AsyncGenerator<AuditFound, void> {
  for (let next = from; next < to;) {
    const end = Math.min(next + eventsAtOnce, to)
    const page = await find(next, end)
    yield* page
    next = page.length < pageSize ? end : (page.at(-1)?.seq ?? end) + 1
  }
}
