import type { Ask, Sent } from "@giliran/client/api-client"
import type { TakeTicketBody } from "@giliran/contract/commands"
import type { TicketChanged, TicketPrinted, TicketTaken } from "@giliran/contract/http-answers"
import type { TicketAnswer } from "@giliran/contract/ticket"
import { ticketLinkIn } from "@giliran/contract/ticket-link"
import type { PaperRoute } from "./paper-route.ts"
import { putOut } from "./put-out.ts"

/** What carries a number to its customer. `screen-instead`: paper was to, and could not. */
export type CarriedBy = "screen" | "paper" | "screen-instead"

export interface Carried {
  readonly taken: TicketTaken
  readonly carriedBy: CarriedBy
}

/** A way on which something may come out. */
export type PrintingRoute = Exclude<PaperRoute, { readonly kind: "none" | "away" }>

/** Reserves, prints, confirms (RESERVE-2): a number that did not come out on paper is promised by the screen, the same one. */
export const takeOnPaper = async (
  ask: Ask,
  { branch, body, paper }: { branch: string; body: TakeTicketBody; paper: PrintingRoute },
): Promise<Sent<Carried>> => {
  const tickets = `/v1/branches/${branch}/tickets`
  const reserved = await ask<TicketTaken>("POST", `${tickets}/reserve`, body)
  if (!reserved.ok) return reserved
  const { ticket, link } = reserved.body
  const secret = ticketLinkIn(link)?.secret
  const printed = secret ? await print(ask, { path: `${tickets}/${ticket.id}`, secret, paper }) : null
  if (printed !== null) return { ok: true, body: { taken: { ticket: printed, link }, carriedBy: "paper" } }

  const confirmed = await ask<TicketChanged>("POST", `${tickets}/${ticket.id}/confirm`, {
    carriedBy: "screen",
  })
  if (confirmed.ok)
    return {
      ok: true,
      body: { taken: { ticket: confirmed.body.ticket, link }, carriedBy: "screen-instead" },
    }
  // It came out all the same, and only the answer was lost.
  const now = await ask<TicketAnswer>("GET", `${tickets}/${ticket.id}`)
  if (now.ok && now.body.status === "waiting")
    return { ok: true, body: { taken: { ticket: now.body, link }, carriedBy: "paper" } }
  // Nobody was promised anything: the clock voids the number.
  return confirmed
}

interface Order {
  /** Of the ticket. */
  readonly path: string
  readonly secret: string
  readonly paper: PrintingRoute
}

/** The ticket once it is on paper and confirmed; null when it is not known to be. */
const print = async (ask: Ask, { path, secret, paper }: Order): Promise<TicketAnswer | null> => {
  if (paper.kind === "network") {
    const printed = await ask<TicketPrinted>("POST", `${path}/print`, { printer: paper.printer, secret })
    return printed.ok && printed.body.isPrinted ? printed.body.ticket : null
  }
  if (!(await putOut(ask, { path, secret, paper }))) return null
  const confirmed = await ask<TicketChanged>("POST", `${path}/confirm`, { carriedBy: "paper" })
  return confirmed.ok ? confirmed.body.ticket : null
}

/** One command, and the screen carries it. */
export const takeOnScreen = async (
  ask: Ask,
  { branch, body, isInstead }: { branch: string; body: TakeTicketBody; isInstead: boolean },
): Promise<Sent<Carried>> => {
  const sent = await ask<TicketTaken>("POST", `/v1/branches/${branch}/tickets`, body)
  if (!sent.ok) return sent
  return { ok: true, body: { taken: sent.body, carriedBy: isInstead ? "screen-instead" : "screen" } }
}
