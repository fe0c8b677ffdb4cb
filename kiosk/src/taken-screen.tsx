import { Button } from "@giliran/client/button.tsx"
import { CountdownRing } from "@giliran/client/countdown-ring.tsx"
import { inLanguage, sharedPhrases, wordsIn } from "@giliran/client/phrases"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import { waitWindow } from "@giliran/client/times"
import type { TicketTaken } from "@giliran/contract/http-answers"
import type { TicketAnswer } from "@giliran/contract/ticket"
import type { KioskView } from "@giliran/contract/views"
import { Check, Clock3 } from "lucide-react"
import { type CSSProperties, type ReactNode, useEffect, useState } from "react"
import { BankMark } from "./bank-mark.tsx"
import { kiosk, usePhrases } from "./kiosk.ts"
import { QrCode } from "./qr-code.tsx"
import { startOver } from "./visit-store.ts"

const shownSeconds = 30
const extraSeconds = 60

/** The number, huge; when it will be about; what to have ready; and the way to take it along. Ends by itself. */
export const TakenScreen = ({ view, taken }: { view: KioskView; taken: TicketTaken }): ReactNode => {
  const { t, language } = usePhrases()
  const { ticket, link } = taken
  const [clock, setClock] = useState({ left: shownSeconds, of: shownSeconds })
  useEffect(() => {
    const timer = setInterval(() => setClock(({ left, of }) => ({ left: left - 1, of })), 1_000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (clock.left <= 0) startOver()
  }, [clock.left])
  const service = view.services.find(({ id }) => id === ticket.serviceId)
  return (
    <div className="screen" data-shape="taken">
      <header className="taken__head">
        <BankMark brand={view.branch.brand} branchName={view.branch.name} />
        <h1 className="taken__title" aria-live="polite">
          <span className="taken__label">{t.yourNumber}</span>
          <span className="taken__number" style={{ "--ems": emsOf(ticket.number) } as CSSProperties}>
            <TicketNumber number={ticket.number} />
          </span>
          {service === undefined ? null : (
            <span className="taken__service">{wordsIn(service.name, language)}</span>
          )}
        </h1>
      </header>
      <main className="taken__body">
        <Expectation ticket={ticket} zone={view.branch.zone} />
        <div className="taken__pair">
          <section className="taken__scan">
            <QrCode text={location.origin + link} label={t.qrLabel} />
            <div>
              <h2 className="taken__subtitle">{t.scan}</h2>
              <p>{t.scanLine}</p>
            </div>
          </section>
          {service === undefined || (service.bring.length === 0 && service.cost === null) ? null : (
            <section className="taken__bring">
              {service.bring.length === 0 ? null : <h2 className="taken__subtitle">{t.bring}</h2>}
              <ul>
                {service.bring.map((thing) => (
                  <li key={thing.id}>
                    <Check aria-hidden="true" />
                    <span>{wordsIn(thing, language)}</span>
                  </li>
                ))}
              </ul>
              {service.cost === null ? null : (
                <p className="taken__cost">
                  {t.cost}: {wordsIn(service.cost, language)}
                </p>
              )}
            </section>
          )}
        </div>
        <div className="taken__end">
          <Button
            icon={Clock3}
            disabled={clock.of > shownSeconds}
            onClick={() => setClock({ left: extraSeconds, of: extraSeconds })}
          >
            {t.moreTime}
          </Button>
          <button className="button" data-look="primary" type="button" onClick={startOver}>
            <CountdownRing seconds={clock.left} of={clock.of} />
            <span>{t.done}</span>
            <span className="visually-hidden">{inLanguage(sharedPhrases, language).secondsLeft(clock.left)}</span>
          </button>
        </div>
      </main>
    </div>
  )
}

const Expectation = ({ ticket, zone }: { ticket: TicketAnswer; zone: string }): ReactNode => {
  const { t, language } = usePhrases()
  const window = ticket.wait === null ? null : waitWindow(ticket.wait, kiosk.store.clock.now(), zone, language)
  if (ticket.counterId !== null) return <p className="taken__ahead">{t.alreadyCalled(ticket.counterId)}</p>
  const ahead = (ticket.position ?? 1) - 1
  return (
    <div className="taken__expect">
      <p className="taken__ahead">{ahead === 0 ? t.youAreNext : t.peopleAhead(ahead)}</p>
      <p className="taken__window">{window === null ? t.calledSoon : t.calledAround(window)}</p>
    </div>
  )
}

/** How wide a number is in ems of its cells, so that the longest still fits the glass. */
const emsOf = (number: string): number =>
  [...number].reduce((ems, character) => ems + (/\d/.test(character) ? 0.615 : 0.815), 0)
