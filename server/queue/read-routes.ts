import { CounterList, EventsPage, TicketReasons } from "@giliran/contract/http-answers"
import { TicketAnswer } from "@giliran/contract/ticket"
import { z } from "@hono/zod-openapi"
import type { Ledger } from "../branch/ledger.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { answerOfCounters, answerOfTicket } from "../rules/views/project-answers.ts"
import { callsOfTicket } from "./calls-of-ticket.ts"

const eventsAtOnce = 1_000
/** As far as the ledger counts. */
const lastSeq = 2 ** 31 - 1
const EventsQuery = z.strictObject({
  after: z.coerce.number().int().nonnegative().max(lastSeq).default(0),
})

/** What is looked at in the queue and not changed. */
export function readRoutes(api: Api, ledger: Pick<Ledger, "currentDay" | "eventsAfter">): void {
  const reading = { method: "get", tag: "reading" } as const

  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/tickets/{ticket}",
      who: "see-ticket",
      summary: "One ticket of today",
      answer: TicketAnswer,
    },
    ({ room, names: { ticket }, language }): TicketAnswer => {
      if (!room.day.tickets.has(ticket)) throw new Denied("unknown-ticket", language)
      return { ...answerOfTicket(room.day, ticket, room.now()), wait: room.waitShown(ticket) }
    },
  )

  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/tickets/{ticket}/reason",
      compressed: "whole",
      who: "see-reason",
      summary: "Why a ticket of today was called, each time",
      answer: TicketReasons,
    },
    async ({ room, names: { ticket }, language }): Promise<TicketReasons> => {
      if (!room.day.tickets.has(ticket)) throw new Denied("unknown-ticket", language)
      return { calls: await callsOfTicket(ledger, room.branchId, ticket) }
    },
  )

  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/counters",
      compressed: "whole",
      who: "see-counters",
      summary: "The branch's counters and who is at them",
      answer: CounterList,
    },
    ({ room }) => answerOfCounters(room.day),
  )

  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/events",
      compressed: "whole",
      who: "see-events",
      summary: "What happened, in order, a page at a time",
      query: EventsQuery,
      answer: EventsPage,
    },
    async ({ room, query: { after } }) => {
      const page = await ledger.eventsAfter(room.branchId, after, eventsAtOnce)
      return {
        events: page.map(({ seq, day, actor, event }) => ({ seq, day, actor, ...event })),
        next: page.at(-1)?.seq ?? after,
      }
    },
  )
}
