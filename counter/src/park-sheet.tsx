import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import type { TicketInHand } from "@giliran/contract/counter-view"
import type { ReactNode } from "react"
import { counterPhrases } from "./counter-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"

const WAKE_MINUTES = [5, 10, 15, 30] as const

/** One touch parks. */
export function ParkSheet({
  desk,
  language,
  close,
  ticket,
}: SheetProps & { ticket: TicketInHand }): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const park = async (minutes: number | null) => {
    if (await desk.orders.park(minutes === null ? null : minutes * 60_000)) close()
  }
  return (
    <Sheet desk={desk} title={t.parkTitle({ number: ticket.number })} language={language} onClose={close}>
      <p className="sheet__line">{t.parkLine}</p>
      <div className="sheet__grid">
        {WAKE_MINUTES.map((minutes) => (
          <Button key={minutes} onClick={() => void park(minutes)}>
            {t.minutes({ minutes })}
          </Button>
        ))}
        <Button className="sheet__wide" onClick={() => void park(null)}>
          {t.noReminder}
        </Button>
      </div>
    </Sheet>
  )
}
