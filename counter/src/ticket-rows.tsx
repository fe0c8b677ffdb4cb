import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import { clockTime, duration } from "@giliran/client/times"
import type { CounterView, MissedTicket, ParkedTicket, WaitingTicket } from "@giliran/contract/counter-view"
import type { ReactNode } from "react"
import { ClassMark, DiscreetMark } from "./class-mark.tsx"
import { counterPhrases } from "./counter-phrases.ts"
import { serviceName } from "./service-name.ts"

interface RowOf<Ticket> {
  readonly ticket: Ticket
  readonly view: CounterView
  readonly now: number
  readonly language: ScreenLanguage
  /** A button at the end of the row. */
  readonly children?: ReactNode
}

export function WaitingRow({ ticket, view, now, language, children }: RowOf<WaitingTicket>): ReactNode {
  const t = inLanguage(counterPhrases, language)
  return (
    <li className="row">
      <TicketNumber className="row__number" number={ticket.number} />
      <span className="row__words">
        <span className="row__service">{serviceName(view, ticket.serviceId, language)}</span>
        {ticket.isForMe ? <span className="row__tag">{t.forMe}</span> : null}
        <ClassMark of={ticket.class} language={language} />
        <DiscreetMark isDiscreet={ticket.isDiscreet} language={language} />
      </span>
      <span className="row__time" data-late={ticket.isLate ? "" : undefined}>
        <span>{duration(now - ticket.waitingSince, language)}</span>
        {ticket.isLate ? <span className="row__state">{t.late}</span> : null}
      </span>
      {children}
    </li>
  )
}

export function ParkedRow({ ticket, view, now, language, children }: RowOf<ParkedTicket>): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const since = t.parkedFor({ time: duration(now - ticket.parkedAt, language) })
  return (
    <li className="row" data-due={ticket.isDue ? "" : undefined}>
      <TicketNumber className="row__number" number={ticket.number} />
      <span className="row__words">
        <span className="row__service">{serviceName(view, ticket.serviceId, language)}</span>
        <ClassMark of={ticket.class} language={language} />
        {ticket.isDue ? (
          <span className="row__tag">{t.due}</span>
        ) : (
          <span className="row__more">
            {ticket.wakeAt === null ? since : t.wakesIn({ time: duration(ticket.wakeAt - now, language) })}
          </span>
        )}
      </span>
      {children}
    </li>
  )
}

export function MissedRow({ ticket, view, language, children }: RowOf<MissedTicket>): ReactNode {
  const t = inLanguage(counterPhrases, language)
  return (
    <li className="row">
      <TicketNumber className="row__number" number={ticket.number} />
      <span className="row__words">
        <span className="row__service">{serviceName(view, ticket.serviceId, language)}</span>
        <ClassMark of={ticket.class} language={language} />
        <span className="row__more">
          {t.returnUntil({ time: clockTime(ticket.returnUntil, view.branch.zone, language) })}
        </span>
      </span>
      {children}
    </li>
  )
}
