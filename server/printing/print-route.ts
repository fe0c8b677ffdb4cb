import type { TicketId } from "@giliran/contract/basics"
import { PrintTicketBody } from "@giliran/contract/commands"
import type { PrinterStatus } from "@giliran/contract/device-health"
import { TicketPrinted } from "@giliran/contract/http-answers"
import type { PrinterPlan } from "@giliran/contract/plan"
import { canPrint } from "@giliran/paper/printer-status"
import { LRUCache } from "lru-cache"
import { signedBy } from "../access/signed-by.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { answerOfTicket } from "../rules/views/project-answers.ts"
import { drawing, notReserved, type PaperAsked, paperAsked } from "./paper-asked.ts"
import { type Printers, printersOf } from "./printers.ts"

/** A ticket is printed once, however often its kiosk asks: this long the outcome is known. */
const rememberedMs = 10 * 60_000

/** From a reserved number to paper, and confirmed when it is there. */
export function printRoute(api: Api, printers: Pick<Printers, "print">): void {
  const outcomes = new LRUCache<TicketId, Promise<PrinterStatus>>({ max: 1_000, ttl: rememberedMs })

  const print = async (room: BranchRoom, { paper }: PaperAsked, printer: PrinterPlan) => {
    const { ticketBytes } = await drawing()
    const document = ticketBytes(room.day, paper(printer.paperMm), printer.language)
    return printers.print(room.branchId, printer, document)
  }

  route(
    api,
    {
      method: "post",
      path: "/v1/branches/{branch}/tickets/{ticket}/print",
      who: "take-ticket",
      tag: "tickets",
      summary: "Print a reserved number on a printer of the plan, and confirm it when it is on paper",
      body: PrintTicketBody,
      answer: TicketPrinted,
    },
    async (asked) => {
      const { room, caller, incoming, language, body } = asked
      const paper = paperAsked(api, asked)
      const { ticket } = paper
      const printer = printersOf(room.day.plan).find(({ id }) => id === body.printer)
      if (!printer) throw new Denied("unknown-printer", language, { field: "printer" })

      const known = outcomes.get(ticket.id)
      if (!known && ticket.status !== "reserved") return notReserved(asked, ticket)
      const outcome = known ?? print(room, paper, printer)
      // Before anything is waited for: whoever asks again meanwhile gets this one.
      outcomes.set(ticket.id, outcome)
      const status = await outcome
      if (canPrint(status)) await confirm(room, ticket.id, signedBy(caller, incoming), language)
      const answer = answerOfTicket(room.day, ticket.id, room.now())
      // Voided or ended meanwhile: whoever has the paper opens its link, or asks staff.
      const isPrinted = canPrint(status) && answer.status !== "reserved" && answer.status !== "voided"
      return TicketPrinted.parse(
        isPrinted ? { isPrinted, ticket: answer } : { isPrinted, printer: status, ticket: answer },
      )
    },
  )
}

/** RESERVE-2, once: a second confirmation is refused by the rules, and means the same. */
async function confirm(
  room: BranchRoom,
  ticketId: TicketId,
  actor: string,
  language: ConstructorParameters<typeof Denied>[1],
): Promise<void> {
  const outcome = await room.order({ type: "confirm-ticket", ticketId, carriedBy: "paper" }, actor)
  if (outcome === "ledger-away") throw new Denied(outcome, language)
}
