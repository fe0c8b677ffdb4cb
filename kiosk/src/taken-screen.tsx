import { Button } from "@giliran/client/button.tsx"
import { CountdownRing } from "./countdown-ring.tsx"
import { QrCode } from "@giliran/client/qr-code.tsx"
import { inLanguage, sharedPhrases, wordsIn } from "@giliran/client/phrases"
import { TicketNumber, ticketNumberEms } from "@giliran/client/ticket-number.tsx"
import { waitWindow } from "@giliran/client/times"
import type { TicketTaken } from "@giliran/contract/http-answers"
import type { TicketAnswer } from "@giliran/contract/ticket"
import type { KioskView, ServiceCard } from "@giliran/contract/kiosk-view"
import { Check, Clock3 } from "lucide-react"
import { type CSSProperties, type ReactNode, useEffect, useState } from "react"
import { useStore } from "zustand"
import { BankMark } from "./bank-mark.tsx"
import { kiosk, usePhrases } from "./kiosk.ts"
import type { CarriedBy } from "./print-ticket.ts"
import { settingsStore } from "./settings-store.ts"
import { isSaying } from "./speech/mouth.ts"
import { startOver } from "./visit-store.ts"

const shownSeconds = 30
const extraSeconds = 60

/** The number, huge; when it will be about; what to have ready; and the way to take it along. Ends by itself. */
export const TakenScreen = ({
  view,
  taken,
  carriedBy,
}: {
  view: KioskView
  taken: TicketTaken
  carriedBy: CarriedBy
}): ReactNode => {
  const { t, language } = usePhrases()
  const { ticket, link } = taken
  const [clock, setClock] = useState({ left: shownSeconds, of: shownSeconds })
  useEffect(() => {
    // As long as the number is being spoken, its time does not run.
    const timer = setInterval(
      () => setClock(({ left, of }) => ({ left: isSaying() ? left : left - 1, of })),
      1_000,
    )
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
          <span
            className="taken__number"
            style={{ "--ems": ticketNumberEms(ticket.number) } as CSSProperties}
          >
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
              <h2 className="taken__subtitle">{carriedBy === "paper" ? t.takePaper : t.scan}</h2>
              <p data-needed={ticket.isDiscreet ? "" : undefined}>
                {ticket.isDiscreet
                  ? t.scanDiscreet
                  : carriedBy === "paper"
                    ? t.takePaperLine
                    : carriedBy === "screen-instead"
                      ? t.noPaperLine
                      : t.scanLine}
              </p>
            </div>
          </section>
          {service === undefined ? null : <Preparation service={service} isDiscreet={ticket.isDiscreet} />}
        </div>
        <div className="taken__end">
          <Button icon={Clock3} onClick={() => setClock({ left: extraSeconds, of: extraSeconds })}>
            {t.moreTime}
          </Button>
          <button className="button" data-look="primary" type="button" onClick={startOver}>
            <CountdownRing seconds={clock.left} of={clock.of} />
            <span>{t.done}</span>
            <span className="visually-hidden">
              {inLanguage(sharedPhrases, language).secondsLeft({ seconds: clock.left })}
            </span>
          </button>
        </div>
      </main>
    </div>
  )
}

const Expectation = ({ ticket, zone }: { ticket: TicketAnswer; zone: string }): ReactNode => {
  const { t, language } = usePhrases()
  const window =
    ticket.wait === null ? null : waitWindow(ticket.wait, kiosk.store.clock.now(), zone, language)
  if (ticket.counterId !== null)
    return <p className="taken__ahead">{t.alreadyCalled({ counter: ticket.counterId })}</p>
  const ahead = (ticket.position ?? 1) - 1
  return (
    <div className="taken__expect">
      <p className="taken__ahead">{ahead === 0 ? t.youAreNext : t.peopleAhead({ count: ahead })}</p>
      <p className="taken__window">{window === null ? t.calledSoon : t.calledAround({ window })}</p>
    </div>
  )
}

/** What to have ready and what it costs; a long list goes on on the phone. */
const Preparation = ({ service, isDiscreet }: { service: ServiceCard; isDiscreet: boolean }): ReactNode => {
  const { t, language } = usePhrases()
  const text = useStore(settingsStore, (settings) => settings.text)
  // A discreet call keeps its sentence in large words too, and its customer has the page anyway.
  const room = text === "normal" ? 6 : isDiscreet ? 2 : 4
  const shown = service.bring.slice(0, service.bring.length > room ? room - 1 : room)
  const rest = service.bring.length - shown.length
  if (service.bring.length === 0 && service.cost === null) return null
  return (
    <section className="taken__bring" data-many={service.bring.length > room / 2 ? "" : undefined}>
      {shown.length === 0 ? null : <h2 className="taken__subtitle">{t.bring}</h2>}
      <ul>
        {shown.map((thing) => (
          <li key={thing.id}>
            <Check aria-hidden="true" />
            <span>{wordsIn(thing, language)}</span>
          </li>
        ))}
        {rest === 0 ? null : <li>{t.bringMore({ count: rest })}</li>}
      </ul>
      {service.cost === null ? null : (
        <p className="taken__cost">
          <strong>{t.cost}</strong> {wordsIn(service.cost, language)}
        </p>
      )}
    </section>
  )
}
