import { TicketId } from "@giliran/contract/basics"
import { PrintTicketBody } from "@giliran/contract/commands"
import type { PrinterStatus } from "@giliran/contract/device-health"
import { TicketPrinted } from "@giliran/contract/http-answers"
import { printerBytes } from "@giliran/paper/print-document"
import { createRoute, z } from "@hono/zod-openapi"
import { LRUCache } from "lru-cache"
import { ticketIdOf } from "../access/tokens.ts"
import { canPrint } from "../print/printer-status.ts"
import { printersOf } from "../print/printers.ts"
import { ticketDocument } from "../print/ticket-document.ts"
import { answerOfTicket } from "../rules/project-answers.ts"
import { type Api, admit, Denied, deny, sendJson, signedBy, type Visit } from "./api.ts"
import { checkBody } from "./check-body.ts"
import { linkOnPaper } from "./link-on-paper.ts"
import { problemAnswers } from "./openapi-words.ts"
import { problemOfRefusal } from "./problem.ts"
import { readBody } from "./read-body.ts"

const path = "/v1/branches/{branch}/tickets/{ticket}/print"

/** A ticket is printed once, however often its kiosk asks: this long the outcome is known. */
const rememberedMs = 10 * 60_000

/** From a reserved number to paper, and confirmed when it is there. */
export function printRoute(api: Api): void {
  const { printers } = api
  describe(api)
  const outcomes = new LRUCache<TicketId, Promise<PrinterStatus>>({ max: 1_000, ttl: rememberedMs })

  api.app.post(path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const asked = TicketId.safeParse(c.req.param("ticket"))
    const visit = await admit(api, c, "take-ticket")
    const { room, language, incoming } = visit
    const read = await readBody(incoming)
    if ("refused" in read) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(PrintTicketBody, read.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)
    const { secret, printer: id } = checked.body
    const printer = printersOf(room.day.plan).find((one) => one.id === id)
    if (!printer) return deny("unknown-printer", language, { field: "printer" })
    const ticketId = asked.data
    const ticket = ticketId && room.day.tickets.get(ticketId)
    if (!ticketId || !ticket || ticketIdOf(secret) !== ticketId) throw new Denied("unknown-ticket", language)

    let outcome = outcomes.get(ticketId)
    if (!outcome) {
      if (ticket.status !== "reserved") {
        const refusal = { refused: "ticket-in-other-status", status: ticket.status } as const
        const problem = problemOfRefusal(refusal, { plan: room.day.plan, now: room.now(), language })
        return sendJson(problem, problem.status)
      }
      const link = linkOnPaper(api, incoming, { branchId: room.branchId, secret })
      const document = ticketDocument(room.day, { ticketId, link, width: printer.paperMm, now: room.now() })
      outcome = printers.print(room.branchId, printer, printerBytes(document, printer.language))
      outcomes.set(ticketId, outcome)
    }
    const status = await outcome
    if (canPrint(status)) {
      const unsettled = await confirm(visit, ticketId)
      if (unsettled) return deny(unsettled, language)
    }
    const answer = answerOfTicket(room.day, ticketId, room.now())
    // Voided or ended meanwhile: whoever has the paper opens its link, or asks staff.
    const isPrinted = canPrint(status) && answer.status !== "reserved" && answer.status !== "voided"
    return sendJson(
      TicketPrinted.parse(
        isPrinted ? { isPrinted, ticket: answer } : { isPrinted, printer: status, ticket: answer },
      ),
    )
  })
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
