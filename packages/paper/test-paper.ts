import { inLanguage } from "@giliran/client/phrases"
import { clockTime, dayName } from "@giliran/client/times"
import type { Instant } from "@giliran/contract/basics"
import { type PaperDocument, PaperWriter } from "./paper-document.ts"
import { paperPhrases } from "./paper-phrases.ts"
import type { PaperOptions } from "./ticket-paper.ts"

/** Whose machine is tried. */
export interface TestOnPaper {
  readonly bankName: string
  readonly branchName: string
  readonly zone: string
  readonly at: Instant
}

/** What a ticket has (large letters, dots, a code, both edges), and nothing that could be taken for one: no number, no link. */
export function testPaper(
  { bankName, branchName, zone, at }: TestOnPaper,
  { language, width, ownWords }: PaperOptions,
): PaperDocument {
  const t = inLanguage(paperPhrases, language, ownWords)
  const paper = new PaperWriter(width)
  paper.gap(8)
  paper.centred(bankName, { size: width === 80 ? 2 : 1, weight: "strong" })
  paper.centred(branchName)
  paper.rule()
  paper.centred(t.test, { size: 2, weight: "strong" })
  paper.gap(8)
  paper.centred(t.testLine)
  paper.gap(8)
  paper.centred(t.testedAt({ day: dayName(at, zone, language), time: clockTime(at, zone, language) }))
  paper.rule()
  paper.centred(t.testEdges)
  paper.rule()
  paper.gap(10)
  paper.qrCode("TEST", width === 80 ? 6 : 5)
  paper.gap(24)
  return paper.done()
}
