import type { Credentials } from "@giliran/client/credentials"
import { ticketLinkIn } from "@giliran/contract/ticket-link"

/** The ticket that this page is opened for, and the right to it. */
export interface OpenedTicket {
  readonly branch: string
  readonly credentials: Credentials
}

export const readTicketLink = (): OpenedTicket | null => {
  const link = ticketLinkIn(location.hash)
  return link && { branch: link.branchId, credentials: { kind: "token", token: link.secret } }
}

/** After the end there is nothing to see: the address no longer opens anything. */
export const forgetTicketLink = (): void => history.replaceState(null, "", location.pathname)
