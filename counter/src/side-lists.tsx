import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { duration } from "@giliran/client/times"
import { useServerNow } from "@giliran/client/use-view"
import type { CounterView, WaitingTicket } from "@giliran/contract/counter-view"
import type { ReactNode } from "react"
import { counterPhrases, primaryWords } from "./counter-phrases.ts"
import type { Desk } from "./desk.ts"
import { MissedRow, ParkedRow, WaitingRow } from "./ticket-rows.tsx"

/** Beside the desk on a wide screen: who waits, in the order in which this counter calls, who is parked, who was missed. */
export function SideLists({
  desk,
  view,
  isBusy,
  language,
  call,
  reclass,
}: {
  desk: Desk
  view: CounterView
  isBusy: boolean
  language: ScreenLanguage
  call: (ticket: WaitingTicket) => void
  reclass: (ticket: WaitingTicket) => void
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const now = useServerNow(desk.views.clock, 10_000)
  const { waiting, parked, missed } = view
  const row = { view, now, language }
  const canCall = view.actions.includes("call-ticket")
  const canResume = view.actions.includes("resume-ticket")
  return (
    <aside className="lists">
      <section className="lists__part" data-grows="">
        <header className="lists__head">
          <h2>
            {t.waiting} <span className="lists__count">{waiting.count}</span>
          </h2>
          {waiting.count === 0 ? null : (
            <p className="soft">{t.longest({ time: duration(waiting.longestMs, language) })}</p>
          )}
        </header>
        {waiting.count === 0 ? (
          <p className="soft lists__none">{t.nobodyWaits}</p>
        ) : (
          <ol className="rows" aria-label={t.callOrder}>
            {waiting.tickets.map((ticket) => (
              <WaitingRow key={ticket.id} ticket={ticket} {...row}>
                <span className="row__buttons">
                  {canCall ? (
                    <Button className="row__button row__call" look="quiet" onClick={() => call(ticket)}>
                      {t.call}
                    </Button>
                  ) : null}
                  <Button
                    className="row__button row__call"
                    look="quiet"
                    aria-label={t.reclassNumber({ number: ticket.number })}
                    onClick={() => reclass(ticket)}
                  >
                    {t.class}
                  </Button>
                </span>
              </WaitingRow>
            ))}
          </ol>
        )}
      </section>
      {parked.length === 0 ? null : (
        <section className="lists__part">
          <header className="lists__head">
            <h2>
              {t.parked} <span className="lists__count">{parked.length}</span>
            </h2>
          </header>
          <ul className="rows">
            {parked.map((ticket) => (
              <ParkedRow key={ticket.id} ticket={ticket} {...row}>
                <Button
                  className="row__button"
                  disabled={!canResume || isBusy}
                  onClick={() => void desk.orders.resumeTicket(ticket.id)}
                >
                  {inLanguage(primaryWords, language)["resume-ticket"]}
                </Button>
              </ParkedRow>
            ))}
          </ul>
        </section>
      )}
      {missed.length === 0 ? null : (
        <section className="lists__part">
          <header className="lists__head">
            <h2>
              {t.missed} <span className="lists__count">{missed.length}</span>
            </h2>
          </header>
          <ul className="rows">
            {missed.map((ticket) => (
              <MissedRow key={ticket.id} ticket={ticket} {...row}>
                <Button
                  className="row__button"
                  disabled={isBusy || !view.actions.includes("return-ticket")}
                  onClick={() => void desk.orders.returnTicket(ticket.id)}
                >
                  {t.return}
                </Button>
              </MissedRow>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
