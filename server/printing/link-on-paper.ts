import type { IncomingMessage } from "node:http"
import { type TicketLink, ticketPath } from "@giliran/contract/ticket-link"
import { isOverTls } from "../access/address-of.ts"
import type { Api } from "../http/api.ts"

/** A ticket's page, where its kiosk's own pages are: a phone in the branch finds it there too. */
export function linkOnPaper(
  { ownOrigins }: Pick<Api, "ownOrigins">,
  incoming: IncomingMessage,
  ticket: TicketLink,
): string {
  const [named] = ownOrigins
  const origin = named ?? `${isOverTls(incoming) ? "https" : "http"}://${incoming.headers.host ?? ""}`
  return origin + ticketPath(ticket)
}
