import type { Sender } from "@giliran/client/send"
import type { DrawTicketBody } from "@giliran/contract/commands"
import type { TicketDrawn } from "@giliran/contract/http-answers"
import type { PaperRoute } from "./paper-route.ts"

interface Order {
  /** Of the ticket. */
  readonly path: string
  readonly secret: string
  readonly paper: Extract<PaperRoute, { readonly kind: "browser" }>
}

/** Lets the server draw the ticket, and puts it on paper from here. Whether it came out, as far as this machine can know. */
export const putOut = async (sender: Sender, { path, secret, paper }: Order): Promise<boolean> => {
  const { paperMm } = paper
  const body: DrawTicketBody = { form: "picture", paperMm, secret }
  const drawn = await sender.send<TicketDrawn>(`${path}/paper`, body)
  if (!drawn.ok) return false
  // Only a kiosk with such a printer loads this.
  const { printPicture } = await import("./browser-print.ts")
  return printPicture(drawn.body.document, paperMm)
}
