import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { ServerClock } from "@giliran/client/server-clock"
import { clockTime, waitWindow } from "@giliran/client/times"
import { useServerNow } from "@giliran/client/use-view"
import type { TicketView } from "@giliran/contract/ticket-view"
import type { CSSProperties, ReactNode } from "react"
import { causePhrases, ticketPhrases } from "./phrases.ts"

/** Where the ticket stands, in one large sentence. */
export const Progress = ({
  view,
  clock,
  language,
}: {
  view: TicketView
  clock: ServerClock
  language: ScreenLanguage
}): ReactNode => {
  const t = inLanguage(ticketPhrases, language)
  const now = useServerNow(clock, 5_000)
  const { progress } = view
  const { zone } = view.branch
  switch (progress.status) {
    case "waiting": {
      const { cause } = progress.wait
      const window = waitWindow(progress.wait, view.at, zone, language)
      return (
        <section className="progress" aria-live="polite">
          <p className="progress__title">
            {progress.position === 1 ? t.youAreNext : t.peopleAhead({ count: progress.position - 1 })}
          </p>
          <p className="progress__line">{window === null ? t.calledSoon : t.calledAround({ window })}</p>
          {cause === undefined ? null : (
            <p className="progress__cause">{inLanguage(causePhrases, language)[cause]}</p>
          )}
        </section>
      )
    }
    case "called":
      return (
        <section className="progress" role="alert">
          <p className="progress__label">{progress.attempt > 1 ? t.calledAgain : t.nowCalled}</p>
          <p
            className="progress__counter"
            style={{ "--letters": progress.counterId.length } as CSSProperties}
          >
            <span>{t.counter}</span> <strong>{progress.counterId}</strong>
          </p>
          <p className="progress__line">{t.goNow}</p>
        </section>
      )
    case "serving":
      return (
        <section className="progress" aria-live="polite">
          <p className="progress__title">{t.serving}</p>
          <p className="progress__line">
            {t.counter} {progress.counterId}
          </p>
        </section>
      )
    case "parked":
      return (
        <section className="progress" aria-live="polite">
          <p className="progress__title">{t.parkedTitle}</p>
          <p className="progress__line">{t.parked}</p>
        </section>
      )
    case "no-show":
      return (
        <section className="progress" role="alert">
          <p className="progress__title">{t.missedTitle}</p>
          <p className="progress__line">
            {now < progress.returnUntil
              ? t.missedLine({ time: clockTime(progress.returnUntil, zone, language) })
              : t.missedLate}
          </p>
        </section>
      )
    case "reserved":
    case "voided":
      return (
        <section className="progress" aria-live="polite">
          <p className="progress__title">{t.confirming}</p>
        </section>
      )
    case "finished":
    case "withdrawn":
    case "expired":
      return null
  }
}
