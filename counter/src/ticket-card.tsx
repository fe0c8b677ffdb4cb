import { inLanguage, type Phrases, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { ServerClock } from "@giliran/client/server-clock"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import { duration, elapsed } from "@giliran/client/times"
import { useServerNow } from "@giliran/client/use-view"
import type { CounterView, TicketInHand } from "@giliran/contract/counter-view"
import type { ReactNode } from "react"
import { CardKey } from "./card-key.tsx"
import { ClassMark } from "./class-mark.tsx"
import { groundWords } from "./class-ground.ts"
import { counterPhrases } from "./counter-phrases.ts"
import { Meter, NEAR } from "./meter.tsx"
import { serviceName } from "./service-name.ts"
import type { DeskCommand } from "./shortcuts.ts"

/** The customer who is called or served: everything a teller wants to know before saying good morning. */
export function TicketCard({
  ticket,
  view,
  clock,
  language,
  run,
}: {
  ticket: TicketInHand
  view: CounterView
  clock: ServerClock
  language: ScreenLanguage
  run: (command: DeskCommand) => void
}): ReactNode {
  const now = useServerNow(clock, 1_000)
  const t = inLanguage(counterPhrases, language)
  const remarks = remarksOn(ticket, view, t, language)
  return (
    <section className="card ticket" data-status={ticket.status} key={ticket.id}>
      <header className="ticket__head">
        <h1 className="ticket__service">{serviceName(view, ticket.serviceId, language)}</h1>
        <ClassMark of={ticket.class} language={language} />
      </header>
      <TicketNumber className="ticket__number" number={ticket.number} />
      <div className="ticket__meters">
        <WaitMeter ticket={ticket} t={t} language={language} />
        {ticket.servingSince === null ? (
          <CallMeter ticket={ticket} now={now} t={t} />
        ) : (
          <ServiceMeter
            ticket={ticket}
            servedMs={ticket.servedMs + now - ticket.servingSince}
            t={t}
            language={language}
          />
        )}
      </div>
      {remarks.length === 0 ? null : <p className="ticket__remarks">{remarks.join(" · ")}</p>}
      <p className="ticket__why">
        <span className="soft">{t.why}</span> {wordsIn(ticket.why, language)}
      </p>
      <p className="card-keys">
        <CardKey command="why" language={language} run={run} />
        {view.actions.includes("reclass-ticket") ? (
          <CardKey command="reclass" language={language} run={run} />
        ) : null}
      </p>
    </section>
  )
}

type T = Phrases<typeof counterPhrases>

function WaitMeter({
  ticket,
  t,
  language,
}: {
  ticket: TicketInHand
  t: T
  language: ScreenLanguage
}): ReactNode {
  const share = ticket.targetWaitMs === 0 ? 0 : ticket.waitedMs / ticket.targetWaitMs
  const target = duration(ticket.targetWaitMs, language)
  const word =
    share > 1
      ? t.pastTarget({ time: target })
      : share > NEAR
        ? t.nearTarget({ time: target })
        : t.inTarget({ time: target })
  return (
    <Meter
      label={t.waited}
      figure={duration(ticket.waitedMs, language)}
      word={word}
      share={share}
      isLate={share > 1}
    />
  )
}

function CallMeter({ ticket, now, t }: { ticket: TicketInHand; now: number; t: T }): ReactNode {
  return (
    <Meter
      label={t.called}
      figure={elapsed(now - ticket.calledAt)}
      word={t.attempt({ attempt: ticket.attempts, limit: ticket.attemptLimit })}
      share={ticket.attempts / ticket.attemptLimit}
      isLate={false}
    />
  )
}

function ServiceMeter({
  ticket,
  servedMs,
  t,
  language,
}: {
  ticket: TicketInHand
  servedMs: number
  t: T
  language: ScreenLanguage
}): ReactNode {
  const share = ticket.expectedServiceMs === 0 ? 0 : servedMs / ticket.expectedServiceMs
  const usual = duration(ticket.expectedServiceMs, language)
  const word =
    share > 1
      ? t.pastUsual({ time: usual })
      : share > NEAR
        ? t.nearUsual({ time: usual })
        : t.usual({ time: usual })
  return <Meter label={t.serving} figure={elapsed(servedMs)} word={word} share={share} isLate={share > 1} />
}

function remarksOn(
  ticket: TicketInHand,
  view: CounterView,
  t: T,
  language: ScreenLanguage,
): readonly string[] {
  const then = ticket.thenServiceIds.map((id) => serviceName(view, id, language)).join(", ")
  const ground = ticket.class === "regular" ? null : groundWords(ticket.ground, language)
  return [
    ...(ticket.isDiscreet ? [t.notAnnounced] : []),
    ...(ground === null ? [] : [ground]),
    ...(ticket.language === "en" ? [t.speaksEnglish] : []),
    ...(then ? [t.followedBy({ services: then })] : []),
    ...(ticket.backTo === null ? [] : [t.backTo({ teller: ticket.backTo })]),
  ]
}
