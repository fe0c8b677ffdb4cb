import { TicketId } from "@giliran/contract/basics"
import { DrawTicketBody } from "@giliran/contract/commands"
import { TicketDrawn } from "@giliran/contract/http-answers"
import { paperPicture, printerBytes } from "@giliran/paper/print-document"
import { createRoute, z } from "@hono/zod-openapi"
import { ticketIdOf } from "../access/tokens.ts"
import { ticketDocument } from "../print/ticket-document.ts"
import { type Api, admit, Denied, deny, sendJson } from "./api.ts"
import { checkBody } from "./check-body.ts"
import { linkOnPaper } from "./link-on-paper.ts"
import { problemAnswers } from "./openapi-words.ts"
import { problemOfRefusal } from "./problem.ts"
import { readBody } from "./read-body.ts"

const path = "/v1/branches/{branch}/tickets/{ticket}/paper"

/** The paper of a reserved number, for a kiosk whose printer only its own browser reaches. Nothing is changed by asking. */
export function drawRoute(api: Api): void {
  describe(api)
  api.app.post(path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const asked = TicketId.safeParse(c.req.param("ticket"))
    const { room, language, incoming } = await admit(api, c, "take-ticket")
    const read = await readBody(incoming)
    if ("refused" in read) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(DrawTicketBody, read.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)
    const { secret, form, paperMm } = checked.body
    const ticketId = asked.data
    const ticket = ticketId && room.day.tickets.get(ticketId)
    if (!ticketId || !ticket || ticketIdOf(secret) !== ticketId) throw new Denied("unknown-ticket", language)
    const now = room.now()
    if (ticket.status !== "reserved") {
      const refusal = { refused: "ticket-in-other-status", status: ticket.status } as const
      const problem = problemOfRefusal(refusal, { plan: room.day.plan, now, language })
      return sendJson(problem, problem.status)
    }
    const link = linkOnPaper(api, incoming, { branchId: room.branchId, secret })
    const paper = ticketDocument(room.day, { ticketId, link, width: paperMm, now })
    const document =
      form === "picture" ? paperPicture(paper) : Buffer.from(printerBytes(paper, form)).toString("base64")
    return sendJson(TicketDrawn.parse({ document }))
  })
}

function describe({ app }: Api): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path,
      summary: "Draw a reserved number, for a kiosk that puts it on paper itself",
      tags: ["tickets"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string(), ticket: z.string() }),
        body: { content: { "application/json": { schema: DrawTicketBody } } },
      },
      responses: {
        200: {
          description: "As a picture, or as the bytes of a printer",
          content: { "application/json": { schema: TicketDrawn } },
        },
        ...problemAnswers,
      },
    }),
  )
}
