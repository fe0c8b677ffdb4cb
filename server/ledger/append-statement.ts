import type { AppendBatch, TicketRow } from "./ledger.ts"

/**
 * One statement writes any number of batches, at most one of a branch: a single round trip, a single fsync. It returns the
 * branches whose batch was written; one that does not follow its branch's newest event is left out. The check sees the
 * moment at which the statement began: of two servers that pass it together the primary key stops the later one, with
 * error 23505 for its whole statement. An answer that exists already does the same.
 *
 * The input is one JSON text. Arrays with `unnest` were tried: half as slow again, for the quoting of JSON inside them.
 */
export const appendStatement = `
WITH batch AS MATERIALIZED (
  SELECT b.*, COALESCE((SELECT e.seq FROM "Event" e WHERE e."branchId" = b.branch ORDER BY e.seq DESC LIMIT 1), 0) = b.after AS fresh
  FROM json_to_recordset($1::json) AS b(branch text, after int, at float8, events json, answers json, tickets json)
), events AS (
  INSERT INTO "Event" ("branchId", seq, day, at, type, body, "commandId", actor)
  SELECT w.branch, w.after + e.n, e.d, to_timestamp(e.t / 1000), e.y, e.b, e.c, e.a
  FROM batch w, json_to_recordset(w.events) AS e(n int, d text, t float8, y text, b json, c text, a text)
  WHERE w.fresh
), answers AS (
  INSERT INTO "Answer" ("branchId", "commandId", digest, status, body, at)
  SELECT w.branch, a.c, a.d, a.s, a.b, to_timestamp(w.at / 1000)
  FROM batch w, json_to_recordset(w.answers) AS a(c text, d text, s int2, b text)
  WHERE w.fresh
), tickets AS (
  INSERT INTO "Ticket" (id, "branchId", day, number, "serviceId", class, status, "takenAt", "calledAt", "servedAt", "endedAt", "counterId")
  SELECT t.i, w.branch, t.d, t.n, t.s, t.c, t.u,
    to_timestamp(t.t / 1000), to_timestamp(t.l / 1000), to_timestamp(t.v / 1000), to_timestamp(t.e / 1000), t.k
  FROM batch w, json_to_recordset(w.tickets)
    AS t(i text, d text, n text, s text, c text, u text, t float8, l float8, v float8, e float8, k text)
  WHERE w.fresh
  ON CONFLICT (id) DO UPDATE SET
    "serviceId" = excluded."serviceId", class = excluded.class, status = excluded.status, "calledAt" = excluded."calledAt",
    "servedAt" = excluded."servedAt", "endedAt" = excluded."endedAt", "counterId" = excluded."counterId"
)
SELECT branch FROM batch WHERE fresh`

export function appendInput(batches: readonly AppendBatch[]): string {
  return JSON.stringify(
    batches.map((batch) => ({
      branch: batch.branchId,
      after: batch.after,
      at: batch.at,
      events: batch.events.map(({ day, event, commandId, actor }, index) => ({
        n: index + 1,
        d: day,
        t: event.at,
        y: event.type,
        b: event,
        c: commandId,
        a: actor,
      })),
      answers: batch.answers.map(({ commandId, digest, status, body }) => ({
        c: commandId,
        d: digest,
        s: status,
        b: body,
      })),
      tickets: batch.tickets.map(ticketInput),
    })),
  )
}

function ticketInput(ticket: TicketRow) {
  return {
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
