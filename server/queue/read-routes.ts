import { CounterId, TicketId } from "@giliran/contract/basics"
import { CounterList, EventsPage, TicketReasons } from "@giliran/contract/http-answers"
import { TicketAnswer } from "@giliran/contract/ticket"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { type Deed, may } from "../access/what-roles-may.ts"
import { answerOfCounters, answerOfTicket } from "../rules/views/project-answers.ts"
import { projectCounter } from "../rules/views/project-counter.ts"
import { projectDisplay, projectKiosk } from "../rules/views/project-views.ts"
import { shownHelp } from "../help/help-requests.ts"
import { type Api, type ApiEnv, admit, Denied, sendJson, type Visit } from "../http/api.ts"
import { callsOfTicket } from "./calls-of-ticket.ts"
import { check } from "../http/check-body.ts"
import { readAnswers } from "../http/openapi-words.ts"

const eventsAtOnce = 1_000

const CounterQuery = z.strictObject({ counter: CounterId })
/** As far as the ledger counts. */
const lastSeq = 2 ** 31 - 1
const EventsQuery = z.strictObject({
  after: z.coerce.number().int().nonnegative().max(lastSeq).default(0),
})

/** Everything that is looked at and not changed. */
export function readRoutes(api: Api): void {
  read(
    api,
    "/tickets/{ticket}",
    "see-ticket",
    "One ticket of today",
    { answer: TicketAnswer },
    ({ room, c, language }) => {
      const ticketId = ticketIdIn(c)
      if (!ticketId || !room.day.tickets.has(ticketId)) throw new Denied("unknown-ticket", language)
      const ticket = answerOfTicket(room.day, ticketId, room.now())
      return { ...ticket, wait: room.waitShown(ticketId) }
    },
  )

  read(
    api,
    "/tickets/{ticket}/reason",
    "see-reason",
    "Why a ticket of today was called, each time",
    { answer: TicketReasons },
    async ({ room, c, language }) => {
      const ticketId = ticketIdIn(c)
      if (!ticketId || !room.day.tickets.has(ticketId)) throw new Denied("unknown-ticket", language)
      return { calls: await callsOfTicket(api.ledger, room.branchId, ticketId) }
    },
  )

  read(api, "/views/kiosk", "see-kiosk", "What a kiosk shows", { answer: KioskView }, ({ room }) => ({
    ...projectKiosk(room.day, room.version, room.now()),
    help: shownHelp(api.help.ofBranch(room.branchId)),
    printers: api.printers.shown(room),
  }))
  read(api, "/views/display", "see-display", "What a display shows", { answer: DisplayView }, ({ room }) =>
    projectDisplay(room.day, room.version, room.now()),
  )
  read(
    api,
    "/views/counter",
    "see-counter",
    "What a counter's screen shows",
    { answer: CounterView, query: CounterQuery },
    ({ caller, room, query, language }) => {
      const view = projectCounter(room.day, query.counter, room.version, room.now())
      if (!view) throw new Denied("unknown-counter", language)
      const seen = { ...view, help: [...api.help.ofBranch(room.branchId)] }
      if (!may(caller, "see-advice", room)) return seen
      const troubles = api.deviceHealth.troubled(room.branchId)
      return { ...seen, advice: api.advices.shown(room), troubles }
    },
  )

  read(
    api,
    "/counters",
    "see-counters",
    "The branch's counters and who is at them",
    { answer: CounterList },
    ({ room }) => answerOfCounters(room.day),
  )

  read(
    api,
    "/events",
    "see-events",
    "What happened, in order, a page at a time",
    { answer: EventsPage, query: EventsQuery },
    async ({ room, query: { after } }) => {
      const page = await api.ledger.eventsAfter(room.branchId, after, eventsAtOnce)
      return {
        events: page.map(({ seq, day, actor, event }) => ({ seq, day, actor, ...event })),
        next: page.at(-1)?.seq ?? after,
      }
    },
  )
}

interface Reading<Query> extends Visit {
  readonly c: Context<ApiEnv>
  readonly query: Query
}

const NoQuery = z.strictObject({})

export function read<Query extends z.ZodObject = typeof NoQuery>(
  api: Api,
  path: string,
  deed: Deed,
  summary: string,
  { answer, query }: { readonly answer: z.ZodType; readonly query?: Query },
  look: (reading: Reading<z.output<Query>>) => object | Promise<object>,
): void {
  const fullPath = `/v1/branches/{branch}${path}`
  api.app.openAPIRegistry.registerPath(
    createRoute({
      method: "get",
      path: fullPath,
      summary,
      tags: ["reading"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({
          branch: z.string(),
          ...(path.includes("{ticket}") ? { ticket: z.string() } : {}),
          ...(path.includes("{day}") ? { day: z.string() } : {}),
        }),
        ...(query ? { query } : {}),
      },
      responses: {
        200: { description: "As it stands", content: { "application/json": { schema: answer } } },
        ...readAnswers,
      },
    }),
  )
  api.app.get(fullPath.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const visit = await admit(api, c, deed, (branchId) => {
      const ticketId = ticketIdIn(c)
      return ticketId ? { branchId, ticketId } : { branchId }
    })
    const checked = check(query ?? NoQuery, c.req.query(), visit.language, "query")
    if ("problem" in checked) throw new Denied("bad-request", visit.language, checked.problem)
    return sendJson(await look({ ...visit, c, query: checked.body as z.output<Query> }))
  })
}

function ticketIdIn(c: Context<ApiEnv>): TicketId | null {
  const parsed = TicketId.safeParse(c.req.param("ticket"))
  return parsed.success ? parsed.data : null
}
