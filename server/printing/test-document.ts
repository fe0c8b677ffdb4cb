import type { Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { PaperDocument, PaperWidth } from "@giliran/paper/paper-document"
import { paperPicture, printerBytes } from "@giliran/paper/print-document"
import type { PrinterLanguage } from "@giliran/paper/printer-status"
import { testPaper } from "@giliran/paper/test-paper"

export interface TestWanted {
  readonly plan: Plan
  readonly width: PaperWidth
  readonly now: Instant
  /** Of whoever stands at the machine. */
  readonly language: string
}

/** What a printer is sent to try it. */
export function testBytes(wanted: TestWanted, language: PrinterLanguage): Uint8Array {
  return printerBytes(testDocument(wanted), language)
}

/** The same as SVG. */
export function testPicture(wanted: TestWanted): string {
  return paperPicture(testDocument(wanted))
}

function testDocument({ plan, width, now, language }: TestWanted): PaperDocument {
  return testPaper(
    { bankName: plan.brand.bankName, branchName: plan.name, zone: plan.zone, at: now },
    { language: language === "en" ? "en" : "id", width, ...(plan.phrases && { ownWords: plan.phrases }) },
  )
}
