import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import { createApiClient } from "@giliran/client/api-client"
import type { ServerClock } from "@giliran/client/server-clock"
import { TicketNumber, ticketNumberEms } from "@giliran/client/ticket-number.tsx"
import type { TicketView } from "@giliran/contract/ticket-view"
import { Check, RotateCcw, Volume2 } from "lucide-react"
import { type CSSProperties, type ReactNode, useEffect, useMemo, useState } from "react"
import { ContactSection } from "./contact-section.tsx"
import { turnSoundOn } from "./call-signal.ts"
import { LanguageChoice } from "./language-choice.tsx"
import { ticketPhrases } from "./phrases.ts"
import { Progress } from "./progress.tsx"
import type { OpenedTicket } from "./ticket-link.ts"
import { useCallSignal } from "./use-call-signal.ts"
import { WithdrawDialog } from "./withdraw-dialog.tsx"

/** A live ticket: its number, where it stands, and what its customer may do. */
export const TicketPage = ({
  view,
  link,
  clock,
  language,
  onLanguage,
}: {
  view: TicketView
  link: OpenedTicket
  clock: ServerClock
  language: ScreenLanguage
  onLanguage: (language: ScreenLanguage) => void
}): ReactNode => {
  const t = inLanguage(ticketPhrases, language)
  const [isSoundOn, setSoundOn] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const ask = useMemo(
    () =>
      createApiClient({
        credentials: () => link.credentials,
        language: () => language,
        tries: "until-answered",
      }),
    [link.credentials, language],
  )
  useCallSignal(view, language)

  const send = async (verb: "withdraw" | "return") => {
    const sent = await ask("POST", `/v1/branches/${link.branch}/tickets/${view.ticketId}/${verb}`, {})
    setProblem(sent.ok ? null : sent.problem.detail)
  }
  const { status } = view.progress

  // Whoever opens the link has the number before the eyes, on paper or on the kiosk's screen: it is promised (RESERVE-5).
  const isToConfirm = view.actions.includes("confirm-ticket")
  useEffect(() => {
    if (!isToConfirm) return
    void ask("POST", `/v1/branches/${link.branch}/tickets/${view.ticketId}/confirm`, { carriedBy: "screen" })
  }, [isToConfirm, ask, link.branch, view.ticketId])

  return (
    <div className="page" data-status={status}>
      <header className="page__head">
        <p className="page__bank">
          <strong>{view.branch.brand.bankName}</strong>
          <span>{view.branch.name}</span>
        </p>
        <LanguageChoice language={language} label={t.language} choose={onLanguage} />
      </header>
      <main className="page__main">
        <h1 className="page__number">
          <span className="page__label">{t.yourNumber}</span>
          <span className="page__digits" style={{ "--ems": ticketNumberEms(view.number) } as CSSProperties}>
            <TicketNumber number={view.number} />
          </span>
          <span className="page__service">{wordsIn(view.service.name, language)}</span>
        </h1>
        <Progress view={view} clock={clock} language={language} />
        {problem === null ? null : (
          <p className="page__problem" role="alert">
            {problem}
          </p>
        )}
        {view.actions.includes("return-ticket") ? (
          <Button look="primary" icon={RotateCcw} onClick={() => void send("return")}>
            {t.returnToQueue}
          </Button>
        ) : null}
        {status === "waiting" ? (
          <section className="page__sound">
            {isSoundOn ? (
              <p className="page__sound-on">
                <Volume2 aria-hidden="true" /> {t.soundOn}
              </p>
            ) : (
              <Button look="primary" icon={Volume2} onClick={() => void turnSoundOn().then(setSoundOn)}>
                {t.soundOff}
              </Button>
            )}
            <p className="page__hint">{t.soundLine}</p>
          </section>
        ) : null}
        <ContactSection
          path={`/v1/branches/${link.branch}/tickets/${view.ticketId}/contact`}
          zone={view.branch.zone}
          now={view.at}
          ask={ask}
          language={language}
        />
        <Preparation view={view} language={language} />
        {view.actions.includes("withdraw-ticket") ? (
          <Button className="page__withdraw" look="quiet" onClick={() => setAsking(true)}>
            {t.withdraw}
          </Button>
        ) : null}
      </main>
      <WithdrawDialog
        number={view.number}
        isOpen={isAsking}
        t={t}
        onKeep={() => setAsking(false)}
        onWithdraw={() => {
          setAsking(false)
          void send("withdraw")
        }}
      />
    </div>
  )
}

/** What to have ready, what it costs, and what comes after. */
const Preparation = ({ view, language }: { view: TicketView; language: ScreenLanguage }): ReactNode => {
  const t = inLanguage(ticketPhrases, language)
  const { bring, cost } = view.service
  if (view.progress.status === "serving") return null
  return (
    <>
      {bring.length === 0 ? null : (
        <section className="page__section">
          <h2>{t.bring}</h2>
          <ul className="page__bring">
            {bring.map((thing) => (
              <li key={thing.id}>
                <Check aria-hidden="true" />
                <span>{wordsIn(thing, language)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {cost === null ? null : (
        <section className="page__section">
          <h2>{t.cost}</h2>
          <p>{wordsIn(cost, language)}</p>
        </section>
      )}
      {view.thenServices.length === 0 ? null : (
        <section className="page__section">
          <h2>{t.thenServices}</h2>
          <p>{view.thenServices.map((name) => wordsIn(name, language)).join(", ")}</p>
        </section>
      )}
    </>
  )
}
