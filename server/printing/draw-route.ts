import { DrawTicketBody } from "@giliran/contract/commands"
import { TicketDrawn } from "@giliran/contract/http-answers"
import { createRoute, z } from "@hono/zod-openapi"
import { type Api, sendJson } from "../http/api.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { drawing, notReserved, paperAsked } from "./paper-asked.ts"

const path = "/v1/branches/{branch}/tickets/{ticket}/paper"

/** The paper of a reserved number, for a kiosk whose printer only its own browser reaches. Nothing is changed by asking. */
export function drawRoute(api: Api): void {
  describe(api)
  api.app.post(path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const asked = await paperAsked(api, c, DrawTicketBody)
    if (asked.ticket.status !== "reserved") return notReserved(asked)
    const { form, paperMm } = asked.body
    const { ticketBytes, ticketPicture } = await drawing()
    const { day } = asked.visit.room
    const wanted = asked.paper(paperMm)
    const document =
      form === "picture"
        ? ticketPicture(day, wanted)
        : Buffer.from(ticketBytes(day, wanted, form)).toString("base64")
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
