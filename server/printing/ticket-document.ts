import type { Instant, TicketId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { type Bitmap, bitmapOf } from "@giliran/paper/bitmap"
import type { PaperDocument, PaperWidth } from "@giliran/paper/paper-document"
import { paperPicture, printerBytes } from "@giliran/paper/print-document"
import type { PrinterLanguage } from "@giliran/paper/printer-status"
import { ticketPaper } from "@giliran/paper/ticket-paper"
import { PNG } from "pngjs"
import { type BranchDay, ticketOf } from "../rules/day/branch-day.ts"
import { isDiscreet } from "../rules/verbs/call-ticket.ts"
import { answerOfTicket } from "../rules/views/project-answers.ts"
import { serviceOf } from "../rules/verbs/take-ticket.ts"

/** A larger one is no logo of a ticket. */
const largestSide = 2_000

/** Which ticket, and on what. */
export interface TicketWanted {
  readonly ticketId: TicketId
  /** Whole: it is what the ticket's QR code says. */
  readonly link: string
  readonly width: PaperWidth
  readonly now: Instant
}

/** What a printer is sent for this ticket. */
export function ticketBytes(day: BranchDay, wanted: TicketWanted, language: PrinterLanguage): Uint8Array {
  return printerBytes(ticketDocument(day, wanted), language)
}

/** The same as SVG. */
export function ticketPicture(day: BranchDay, wanted: TicketWanted): string {
  return paperPicture(ticketDocument(day, wanted))
}

/** This ticket on paper, in its customer's language and the bank's own words. */
function ticketDocument(day: BranchDay, { ticketId, link, width, now }: TicketWanted): PaperDocument {
  const { plan } = day
  const ticket = ticketOf(day, ticketId)
  const { position, wait } = answerOfTicket(day, ticketId, now)
  const service = serviceOf(day, ticket.serviceId)
  return ticketPaper(
    {
      bankName: plan.brand.bankName,
      logo: logoOf(plan),
      branchName: plan.name,
      zone: plan.zone,
      number: ticket.number,
      serviceName: service?.name ?? { id: "", en: "" },
      takenAt: ticket.takenAt,
      ahead: (position ?? 1) - 1,
      wait: wait ?? { p50: 0, p90: 0 },
      bring: service?.bring ?? [],
      cost: service?.cost ?? null,
      isDiscreet: isDiscreet(day, ticket),
      link,
      text: plan.paper?.text ?? null,
    },
    {
      language: ticket.language === "en" ? "en" : "id",
      width,
      ...(plan.phrases && { ownWords: plan.phrases }),
    },
  )
}

const logos = new WeakMap<Plan, Bitmap | null>()

/** The brand's logo where it is a PNG that lies in the plan itself; else the ticket bears the bank's name. */
function logoOf(plan: Plan): Bitmap | null {
  const known = logos.get(plan)
  if (known !== undefined) return known
  const logo = readLogo(plan.brand.logo)
  logos.set(plan, logo)
  return logo
}

function readLogo(address: string | undefined): Bitmap | null {
  const [, base64] = /^data:image\/png;base64,(.+)$/.exec(address ?? "") ?? []
  if (base64 === undefined) return null
  const file = Buffer.from(base64, "base64")
  if (file.length < 24 || file.readUInt32BE(16) > largestSide || file.readUInt32BE(20) > largestSide)
    return null
  try {
    const { data, width, height } = PNG.sync.read(file)
    return bitmapOf(data, width, height)
  } catch {
    return null
  }
}
