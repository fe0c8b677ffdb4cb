import type { Link } from "./chain-ends.ts"
import type { AppendBatch, TicketRow } from "./ledger.ts"

/**
 * One statement writes any number of batches, at most one of a branch: a single round trip, a single fsync. It returns the
 * branches whose batch was written; one that does not follow its branch's newest event is left out. The check sees the
 * moment at which the statement began: of two servers that pass it together the primary key stops the later one, with
 * error 23505 for its whole statement. An answer that exists already does the same.
 *
 * The input is one JSON text a table, whose rows name their batch. One text for all, nested, was tried: the database takes a
 * quarter longer, for it reads the inner ones twice. Arrays with `unnest` as well: half as slow again, for the quoting of
 * JSON inside them.
 */
export const appendStatement = `
WITH batch AS MATERIALIZED (
  SELECT b.* FROM json_to_recordset($1::json) AS b(w int, branch text, after int, at float8)
  WHERE COALESCE((SELECT e.seq FROM "Event" e WHERE e."branchId" = b.branch ORDER BY e.seq DESC LIMIT 1), 0) = b.after
), events AS (
  INSERT INTO "Event" ("branchId", seq, day, at, type, body, "commandId", actor, hash)
  SELECT b.branch, b.after + e.n, e.d, to_timestamp(e.t / 1000), e.y, e.b, e.c, e.a, e.h
  FROM json_to_recordset($2::json) AS e(w int, n int, d text, t float8, y text, b json, c text, a text, h text)
  JOIN batch b ON b.w = e.w
), answers AS (
  INSERT INTO "Answer" ("branchId", "commandId", digest, status, body, at)
  SELECT b.branch, a.c, a.d, a.s, a.b, to_timestamp(b.at / 1000)
  FROM json_to_recordset($3::json) AS a(w int, c text, d text, s int2, b text)
  JOIN batch b ON b.w = a.w
), tickets AS (
  INSERT INTO "Ticket" (id, "branchId", day, number, "serviceId", class, status, "takenAt", "calledAt", "servedAt", "endedAt", "counterId")
  SELECT t.i, b.branch, t.d, t.n, t.s, t.c, t.u,
    to_timestamp(t.t / 1000), to_timestamp(t.l / 1000), to_timestamp(t.v / 1000), to_timestamp(t.e / 1000), t.k
  FROM json_to_recordset($4::json)
    AS t(w int, i text, d text, n text, s text, c text, u text, t float8, l float8, v float8, e float8, k text)
  JOIN batch b ON b.w = t.w
  ON CONFLICT (id) DO UPDATE SET
    "serviceId" = excluded."serviceId", class = excluded.class, status = excluded.status, "calledAt" = excluded."calledAt",
    "servedAt" = excluded."servedAt", "endedAt" = excluded."endedAt", "counterId" = excluded."counterId"
)
SELECT branch FROM batch`

/** `links`: of every batch's events, in their order. */
export function appendInput(
  batches: readonly AppendBatch[],
  links: readonly (readonly Link[])[],
): readonly [string, string, string, string] {
  return [
    JSON.stringify(batches.map(({ branchId, after, at }, w) => ({ w, branch: branchId, after, at }))),
    `[${links.flatMap((ofBatch, w) => ofBatch.map((link, index) => eventInput(link, w, index))).join()}]`,
    JSON.stringify(
      batches.flatMap(({ replies }, w) =>
        replies.map(({ commandId, digest, status, body }) => ({
          w,
          c: commandId,
          d: digest,
          s: status,
          b: body,
        })),
      ),
    ),
    JSON.stringify(batches.flatMap(({ tickets }, w) => tickets.map((ticket) => ticketInput(ticket, w)))),
  ]
}

/** The event itself goes in as it was written for its hash. */
function eventInput({ written, body, hash }: Link, w: number, index: number): string {
  const { day, event, commandId, actor } = written
  const row = { w, n: index + 1, d: day, t: event.at, y: event.type, c: commandId, a: actor, h: hash }
  return `${JSON.stringify(row).slice(0, -1)},"b":${body}}`
}

function ticketInput(ticket: TicketRow, w: number) {
  return {
    w,
    i: ticket.id,
    d: ticket.day,
    n: ticket.number,
    s: ticket.serviceId,
    c: ticket.class,
    u: ticket.status,
    t: ticket.takenAt,
    l: ticket.calledAt,
    v: ticket.servedAt,
    e: ticket.endedAt,
    k: ticket.counterId,
  }
}
