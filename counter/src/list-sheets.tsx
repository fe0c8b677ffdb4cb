import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import { useServerNow } from "@giliran/client/use-view"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { counterPhrases, primaryWords } from "./counter-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"
import { MissedRow, ParkedRow } from "./ticket-rows.tsx"

export function ParkedSheet({ desk, view, language, close }: SheetProps): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const now = useServerNow(desk.views.clock, 10_000)
  const { isBusy } = useStore(desk.state)
  const resume = async (ticketId: string) => {
    if (await desk.orders.resumeTicket(ticketId)) close()
  }
  return (
    <Sheet desk={desk} title={t.parked} language={language} onClose={close}>
      {view.parked.length === 0 ? <p className="soft">{t.nobodyParked}</p> : null}
      <ul className="rows">
        {view.parked.map((ticket) => (
          <ParkedRow key={ticket.id} ticket={ticket} view={view} now={now} language={language}>
            <Button
              className="row__button"
              disabled={isBusy || !view.actions.includes("resume-ticket")}
              onClick={() => void resume(ticket.id)}
            >
              {inLanguage(primaryWords, language)["resume-ticket"]}
            </Button>
          </ParkedRow>
        ))}
      </ul>
    </Sheet>
  )
}

export function MissedSheet({ desk, view, language, close }: SheetProps): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const now = useServerNow(desk.views.clock, 10_000)
  const { isBusy } = useStore(desk.state)
  const bringBack = async (ticketId: string) => {
    if (await desk.orders.returnTicket(ticketId)) close()
  }
  return (
    <Sheet desk={desk} title={t.missed} language={language} onClose={close}>
      {view.missed.length === 0 ? <p className="soft">{t.nobodyMissed}</p> : null}
      <ul className="rows">
        {view.missed.map((ticket) => (
          <MissedRow key={ticket.id} ticket={ticket} view={view} now={now} language={language}>
            <Button
              className="row__button"
              disabled={isBusy || !view.actions.includes("return-ticket")}
              onClick={() => void bringBack(ticket.id)}
            >
              {t.return}
            </Button>
          </MissedRow>
        ))}
      </ul>
    </Sheet>
  )
}
