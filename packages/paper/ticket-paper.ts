import { inLanguage, type Phrases, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import { clockTime, dayName, waitWindow } from "@giliran/client/times"
import type { OwnWords } from "@giliran/client/word-store"
import type { Instant, Text, WaitRange } from "@giliran/contract/basics"
import { type Bitmap, fitted } from "./bitmap.ts"
import { numberBitmap } from "./number-bitmap.ts"
import { type PaperDocument, type PaperWidth, PaperWriter } from "./paper-document.ts"
import { paperPhrases } from "./paper-phrases.ts"

/** Everything that stands on a ticket. */
export interface TicketOnPaper {
  readonly bankName: string
  /** In place of the bank's name, where there is one. */
  readonly logo: Bitmap | null
  readonly branchName: string
  readonly zone: string
  readonly number: string
  readonly serviceName: Text
  readonly takenAt: Instant
  /** How many go before it, and when it is called: as of taking. */
  readonly ahead: number
  readonly wait: WaitRange
  readonly bring: readonly Text[]
  readonly cost: Text | null
  readonly isDiscreet: boolean
  /** The customer's own page, whole. */
  readonly link: string
  /** The bank's own words at the foot. */
  readonly text: Text | null
}

export interface PaperOptions {
  readonly language: ScreenLanguage
  readonly width: PaperWidth
  /** A plan's `phrases`, where the server speaks for that branch; a kiosk's page knows them by itself. */
  readonly ownWords?: OwnWords
}

const longestList = 6

/** The one template: the number huge, then when, what to have ready, the way to follow it, and the customer's rights. */
export function ticketPaper(
  ticket: TicketOnPaper,
  { language, width, ownWords }: PaperOptions,
): PaperDocument {
  const t = inLanguage(paperPhrases, language, ownWords)
  const paper = new PaperWriter(width)
  head(paper, ticket)
  paper.rule()
  paper.centred(t.yourNumber)
  paper.gap(20)
  paper.bitmap(numberBitmap(ticket.number, paper.dots - 24, 176))
  paper.gap(24)
  paper.centred(wordsIn(ticket.serviceName, language), { size: width === 80 ? 2 : 1, weight: "strong" })
  paper.gap(8)
  const { takenAt, zone, wait } = ticket
  paper.centred(
    t.takenAt({ day: dayName(takenAt, zone, language), time: clockTime(takenAt, zone, language) }),
  )
  paper.rule()
  paper.centred(ticket.ahead === 0 ? t.youAreNext : t.peopleAhead({ count: ticket.ahead }))
  paper.gap(4)
  const window = waitWindow(wait, takenAt, zone, language)
  paper.centred(window === null ? t.calledSoon : t.calledAround({ window }), { weight: "strong" })
  preparation(paper, ticket, language, t)
  paper.rule()
  paper.gap(10)
  paper.qrCode(ticket.link, width === 80 ? 6 : 5)
  paper.gap(16)
  paper.centred(ticket.isDiscreet ? t.scanDiscreet : t.scan)
  paper.rule()
  paper.centred(t.rights)
  paper.gap(8)
  paper.centred(t.anonymous)
  if (ticket.text) {
    paper.gap(8)
    paper.centred(wordsIn(ticket.text, language))
  }
  paper.gap(24)
  return paper.done()
}

function head(
  paper: PaperWriter,
  { logo, bankName, branchName }: Pick<TicketOnPaper, "logo" | "bankName" | "branchName">,
): void {
  paper.gap(8)
  if (logo) {
    paper.bitmap(fitted(logo, Math.floor(paper.dots * 0.7), 120))
    paper.gap(10)
  } else paper.centred(bankName, { size: paper.width === 80 ? 2 : 1, weight: "strong" })
  paper.centred(branchName)
}

function preparation(
  paper: PaperWriter,
  { bring, cost }: TicketOnPaper,
  language: ScreenLanguage,
  t: Phrases<typeof paperPhrases>,
): void {
  if (bring.length === 0 && !cost) return
  paper.rule()
  if (bring.length > 0) paper.left(t.bring, { weight: "strong" })
  for (const thing of bring.slice(0, longestList)) paper.left(wordsIn(thing, language), { point: "- " })
  if (cost) paper.left(`${t.cost}: ${wordsIn(cost, language)}`)
}
