import { DrawTicketBody } from "@giliran/contract/commands"
import { TicketDrawn } from "@giliran/contract/http-answers"
import type { Api } from "../http/api.ts"
import { route } from "../http/route.ts"
import { drawing, notReserved, paperAsked } from "./paper-asked.ts"

/** The paper of a reserved number, for a kiosk whose printer only its own browser reaches. Nothing is changed by asking. */
export function drawRoute(api: Api): void {
  route(
    api,
    {
      method: "post",
      path: "/v1/branches/{branch}/tickets/{ticket}/paper",
      who: "take-ticket",
      tag: "tickets",
      summary: "Draw a reserved number, for a kiosk that puts it on paper itself",
      body: DrawTicketBody,
      answer: TicketDrawn,
    },
    async (asked) => {
      const { ticket, paper } = paperAsked(api, asked)
      if (ticket.status !== "reserved") return notReserved(asked, ticket)
      const { form, paperMm } = asked.body
      const { ticketBytes, ticketPicture } = await drawing()
      const { day } = asked.room
      const wanted = paper(paperMm)
      const document =
        form === "picture"
          ? ticketPicture(day, wanted)
          : Buffer.from(ticketBytes(day, wanted, form)).toString("base64")
      return TicketDrawn.parse({ document })
    },
  )
}
