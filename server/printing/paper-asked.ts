import type { IncomingMessage } from "node:http"
import type { TicketId } from "@giliran/contract/basics"
import type { PaperWidth } from "@giliran/paper/paper-document"
import { ticketIdOf } from "../access/tokens.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { problemOfRefusal } from "../http/problem.ts"
import { sendJson } from "../http/reply.ts"
import type { Ticket } from "../rules/day/branch-day.ts"
import { linkOnPaper } from "./link-on-paper.ts"
import type { TicketWanted } from "./ticket-document.ts"

/** What a kiosk asks that wants a ticket on paper, whose secret it knows. */
interface Asking {
  readonly room: BranchRoom
  readonly incoming: IncomingMessage
  readonly language: SpokenLanguage
  readonly names: { readonly ticket: TicketId }
  readonly body: { readonly secret: string }
}

export interface PaperAsked {
  readonly ticket: Ticket
  readonly paper: (width: PaperWidth) => TicketWanted
}

/** Throws `Denied`. */
export function paperAsked(
  api: Pick<Api, "ownOrigins">,
  { room, incoming, language, names, body: { secret } }: Asking,
): PaperAsked {
  const ticket = room.day.tickets.get(names.ticket)
  if (!ticket || ticketIdOf(secret) !== ticket.id) throw new Denied("unknown-ticket", language)
  const link = linkOnPaper(api, incoming, { branchId: room.branchId, secret })
  return { ticket, paper: (width) => ({ ticketId: ticket.id, link, width, now: room.now() }) }
}

/** A number that is promised already, or never will be, is put on no paper. */
export function notReserved(
  { room, language }: Pick<Asking, "room" | "language">,
  { status }: Ticket,
): Response {
  const refusal = { refused: "ticket-in-other-status", status } as const
  const problem = problemOfRefusal(refusal, { plan: room.day.plan, now: room.now(), language })
  return sendJson(problem, problem.status)
}

/** Drawing takes 4 MB and a moment to load, and most servers have no printer: at the first ticket that is drawn. */
export const drawing = () => import("./ticket-document.ts")
