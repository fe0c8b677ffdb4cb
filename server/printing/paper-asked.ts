import { TicketId } from "@giliran/contract/basics"
import type { PaperWidth } from "@giliran/paper/paper-document"
import type { Context } from "hono"
import type { z } from "zod"
import { ticketIdOf } from "../access/tokens.ts"
import type { TicketWanted } from "./ticket-document.ts"
import type { Ticket } from "../rules/day/branch-day.ts"
import { type Api, type ApiEnv, admit, Denied, sendJson, type Visit } from "../http/api.ts"
import { checkedBody } from "../http/checked-body.ts"
import { linkOnPaper } from "./link-on-paper.ts"
import { problemOfRefusal } from "../http/problem.ts"

/** A kiosk that asks for the paper of a ticket, whose secret it knows. */
export interface PaperAsked<Body> {
  readonly visit: Visit
  readonly body: Body
  readonly ticket: Ticket
  readonly paper: (width: PaperWidth) => TicketWanted
}

/** Throws `Denied`. */
export async function paperAsked<Schema extends z.ZodType<{ readonly secret: string }>>(
  api: Api,
  c: Context<ApiEnv>,
  schema: Schema,
): Promise<PaperAsked<z.output<Schema>>> {
  const asked = TicketId.safeParse(c.req.param("ticket"))
  const visit = await admit(api, c, "take-ticket")
  const { room, language, incoming } = visit
  const body = await checkedBody(incoming, schema, language)
  const { secret } = body
  const ticket = asked.success ? room.day.tickets.get(asked.data) : undefined
  if (!ticket || ticketIdOf(secret) !== ticket.id) throw new Denied("unknown-ticket", language)
  const link = linkOnPaper(api, incoming, { branchId: room.branchId, secret })
  const paper = (width: PaperWidth) => ({ ticketId: ticket.id, link, width, now: room.now() })
  return { visit, body, ticket, paper }
}

/** A number that is promised already, or never will be, is put on no paper. */
export function notReserved({
  visit: { room, language },
  ticket: { status },
}: PaperAsked<unknown>): Response {
  const refusal = { refused: "ticket-in-other-status", status } as const
  const problem = problemOfRefusal(refusal, { plan: room.day.plan, now: room.now(), language })
  return sendJson(problem, problem.status)
}

/** Drawing takes 4 MB and a moment to load, and most servers have no printer: at the first ticket that is drawn. */
export const drawing = () => import("./ticket-document.ts")
