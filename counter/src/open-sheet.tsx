import { type ReactNode, useEffect } from "react"
import { CallByNumberSheet } from "./call-by-number-sheet.tsx"
import { FinishSheet } from "./finish-sheet.tsx"
import { HelpSheet } from "./help-sheet.tsx"
import { MissedSheet, ParkedSheet } from "./list-sheets.tsx"
import { ParkSheet } from "./park-sheet.tsx"
import { PauseSheet } from "./pause-sheet.tsx"
import { ReclassSheet } from "./reclass-sheet.tsx"
import type { SheetProps } from "./sheet-props.ts"
import { TransferSheet } from "./transfer-sheet.tsx"
import { WhySheet } from "./why-sheet.tsx"

export type SheetName =
  | { readonly name: "finish" | "park" | "transfer" | "why" | "parked" | "missed" | "pause" | "help" }
  | { readonly name: "call-by-number" | "reclass"; readonly chosen: string | null }

const OF_TICKET: ReadonlySet<SheetName["name"]> = new Set(["finish", "park", "transfer", "why"])

/** The one sheet that is open. One about a ticket closes by itself when that ticket leaves the hand. */
export function OpenSheet({ sheet, ...props }: SheetProps & { sheet: SheetName }): ReactNode {
  const { ticket } = props.view
  const isGone = ticket === null && OF_TICKET.has(sheet.name)
  useEffect(() => {
    if (isGone) props.close()
  })
  switch (sheet.name) {
    case "finish":
      return ticket && <FinishSheet {...props} ticket={ticket} />
    case "park":
      return ticket && <ParkSheet {...props} ticket={ticket} />
    case "transfer":
      return ticket && <TransferSheet {...props} ticket={ticket} />
    case "why":
      return ticket && <WhySheet {...props} ticket={ticket} />
    case "reclass":
      return <ReclassSheet {...props} chosen={sheet.chosen} />
    case "call-by-number":
      return <CallByNumberSheet {...props} chosen={sheet.chosen} />
    case "parked":
      return <ParkedSheet {...props} />
    case "missed":
      return <MissedSheet {...props} />
    case "pause":
      return <PauseSheet {...props} />
    case "help":
      return <HelpSheet {...props} />
  }
}
