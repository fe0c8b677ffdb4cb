import type { Ask } from "@giliran/client/api-client"
import type { DrawTicketBody } from "@giliran/contract/commands"
import type { TicketDrawn } from "@giliran/contract/http-answers"
import { canPrint } from "@giliran/paper/printer-status"
import type { PaperRoute } from "./paper-route.ts"

interface Order {
  /** Of the ticket. */
  readonly path: string
  readonly secret: string
  readonly paper: Extract<PaperRoute, { readonly kind: "browser" | "cable" }>
}

/** Lets the server draw the ticket, and puts it on paper from here. Whether it came out, as far as this machine can know. */
export const putOut = async (ask: Ask, { path, secret, paper }: Order): Promise<boolean> => {
  const { paperMm } = paper
  const form = paper.kind === "browser" ? "picture" : paper.language
  const body: DrawTicketBody = { form, paperMm, secret }
  const drawn = await ask<TicketDrawn>("POST", `${path}/paper`, body)
  if (!drawn.ok) return false
  const { document } = drawn.body
  try {
    // Only a kiosk with such a printer loads what speaks to it.
    if (paper.kind === "browser") {
      const { printPicture } = await import("./browser-print.ts")
      return await printPicture(document, paperMm)
    }
    const { cablePrinter } = await import("./printer/cable-printer.ts")
    return canPrint(await cablePrinter.print(bytesOf(document)))
  } catch {
    // The server has another build by now: it is not to be loaded, and the number goes to the screen.
    return false
  }
}

/** A printer's bytes, as the server sends them. */
export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
