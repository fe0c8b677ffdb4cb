import type { TicketId } from "@giliran/contract/basics"
import { PrintTicketBody } from "@giliran/contract/commands"
import type { PrinterStatus } from "@giliran/contract/device-health"
import { TicketPrinted } from "@giliran/contract/http-answers"
import type { PrinterPlan } from "@giliran/contract/plan"
import { canPrint } from "@giliran/paper/printer-status"
import { createRoute, z } from "@hono/zod-openapi"
import { LRUCache } from "lru-cache"
import { printersOf } from "./printers.ts"
import { answerOfTicket } from "../rules/views/project-answers.ts"
import { type Api, deny, sendJson, signedBy, type Visit } from "../http/api.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { drawing, notReserved, type PaperAsked, paperAsked } from "./paper-asked.ts"

const path = "/v1/branches/{branch}/tickets/{ticket}/print"

/** A ticket is printed once, however often its kiosk asks: this long the outcome is known. */
const rememberedMs = 10 * 60_000

/** From a reserved number to paper, and confirmed when it is there. */
export function printRoute(api: Api): void {
  describe(api)
  const outcomes = new LRUCache<TicketId, Promise<PrinterStatus>>({ max: 1_000, ttl: rememberedMs })

  api.app.post(path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const asked = await paperAsked(api, c, PrintTicketBody)
    const { visit, body, ticket } = asked
    const { room, language } = visit
    const printer = printersOf(room.day.plan).find(({ id }) => id === body.printer)
    if (!printer) return deny("unknown-printer", language, { field: "printer" })

    const known = outcomes.get(ticket.id)
    if (!known && ticket.status !== "reserved") return notReserved(asked)
    const outcome = known ?? print(api, asked, printer)
    // Before anything is waited for: whoever asks again meanwhile gets this one.
    outcomes.set(ticket.id, outcome)
    const status = await outcome
    if (canPrint(status)) {
      const unsettled = await confirm(visit, ticket.id)
      if (unsettled) return deny(unsettled, language)
    }
    const answer = answerOfTicket(room.day, ticket.id, room.now())
    // Voided or ended meanwhile: whoever has the paper opens its link, or asks staff.
    const isPrinted = canPrint(status) && answer.status !== "reserved" && answer.status !== "voided"
    return sendJson(
      TicketPrinted.parse(
        isPrinted ? { isPrinted, ticket: answer } : { isPrinted, printer: status, ticket: answer },
      ),
    )
  })
}

async function print(
  { printers }: Api,
  { visit: { room }, paper }: PaperAsked<unknown>,
  printer: PrinterPlan,
): Promise<PrinterStatus> {
  const { ticketBytes } = await drawing()
  return printers.print(
    room.branchId,
    printer,
    ticketBytes(room.day, paper(printer.paperMm), printer.language),
  )
}

/** RESERVE-2, once: a second confirmation is refused by the rules, and means the same. */
async function confirm({ room, caller, incoming }: Visit, ticketId: TicketId): Promise<"ledger-away" | null> {
  const settled = await room.submit({
    commandId: null,
    digest: "",
    actor: signedBy(caller, incoming),
    command: { type: "confirm-ticket", ticketId, carriedBy: "paper" },
    respond: () => ({ status: 200, body: "" }),
  })
  return settled === "ledger-away" ? settled : null
}

function describe({ app }: Api): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path,
      summary: "Print a reserved number on a printer of the plan, and confirm it when it is on paper",
      tags: ["tickets"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string(), ticket: z.string() }),
        body: { content: { "application/json": { schema: PrintTicketBody } } },
      },
      responses: {
        200: {
          description: "On paper, or why not: then a screen carries it, or it is voided",
          content: { "application/json": { schema: TicketPrinted } },
        },
        ...problemAnswers,
      },
    }),
  )
}
