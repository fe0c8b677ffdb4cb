import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import { duration, elapsed } from "@giliran/client/times"
import type { CallReason, OverflowCondition } from "@giliran/contract/ticket"
import type { CounterView, TicketInHand } from "@giliran/contract/counter-view"
import { localeOf } from "@giliran/client/spoken-languages"
import type { ReactNode } from "react"
import { classWords } from "./counter-phrases.ts"
import { serviceName } from "./service-name.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"
import { whyPhrases } from "./why-phrases.ts"

/** The whole reason of the call in hand: what decided, the parts of the score, and who was next (CALL-6). */
export function WhySheet({
  desk,
  view,
  language,
  close,
  ticket,
}: SheetProps & { ticket: TicketInHand }): ReactNode {
  const t = inLanguage(whyPhrases, language)
  const { reason } = ticket
  return (
    <Sheet desk={desk} title={t.title({ number: ticket.number })} language={language} onClose={close}>
      <p className="sheet__line">{ruleWords(reason, language)}</p>
      {reason.overflow === undefined ? null : (
        <section className="sheet__part">
          <h3>{t.help}</h3>
          <p className="sheet__line">{overflowWords(reason.overflow, view, language)}</p>
        </section>
      )}
      <section className="sheet__part">
        <h3>{t.score}</h3>
        <dl className="figures">
          <Figure term={t.waited} figure={elapsed(reason.waitedMs)} />
          <Figure term={t.rate} figure={`× ${decimal(reason.rate, language)}`} />
          <Figure
            term={t.headStart}
            figure={reason.headStartMs === 0 ? t.none : points(reason.headStartMs, language)}
            more={inLanguage(classWords, language)[reason.class]}
          />
          <Figure term={t.sum} figure={points(reason.score * 1000, language)} />
        </dl>
        <p className="soft">{t.sumLine}</p>
      </section>
      {reason.runnersUp.length === 0 ? null : (
        <section className="sheet__part">
          <h3>{t.runnersUp}</h3>
          <ol className="rows runners-up">
            {reason.runnersUp.map((other) => (
              <li className="row" key={other.ticketId}>
                <TicketNumber className="row__number" number={other.number} />
                <span className="row__words">
                  <span className="row__service">{serviceName(view, other.serviceId, language)}</span>
                  <span className="row__more">
                    {inLanguage(classWords, language)[other.class]}, {t.waited.toLowerCase()}{" "}
                    {elapsed(other.waitedMs)}
                  </span>
                </span>
                <span className="row__time">
                  <span className="row__state">{t.sum}</span>
                  <span>{points(other.score * 1000, language)}</span>
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </Sheet>
  )
}

function Figure({ term, figure, more }: { term: string; figure: string; more?: string }): ReactNode {
  return (
    <div>
      <dt>
        {term}
        {more === undefined ? null : <span className="soft"> · {more}</span>}
      </dt>
      <dd>{figure}</dd>
    </div>
  )
}

function ruleWords({ rule, runnersUp, tellerReason }: CallReason, language: ScreenLanguage): string {
  const t = inLanguage(whyPhrases, language)
  switch (rule) {
    case "sent-first":
      return t.sentFirst
    case "over-cap":
      return t.overCap
    case "highest-score":
      return runnersUp.length === 0 ? t.onlyOne : t.highestScore
    case "by-number":
      return t.byNumber({ reason: tellerReason ?? "–" })
  }
}

/** CALL-10. A condition that names no queue speaks of those that the counter helps with. */
function overflowWords(when: OverflowCondition, view: CounterView, language: ScreenLanguage): string {
  const t = inLanguage(whyPhrases, language)
  if (when.kind === "preferred-empty") return t.helpEmpty
  const names = [
    ...(when.serviceId === undefined ? [] : [serviceName(view, when.serviceId, language)]),
    ...(when.class === undefined ? [] : [inLanguage(classWords, language)[when.class]]),
  ].join(", ")
  const of = names === "" ? "" : t.ofQueue({ names })
  return when.kind === "queue-longer-than"
    ? t.helpLonger({ of, count: when.count })
    : t.helpOver({ of, time: duration(when.ms, language) })
}

const DAY_MS = 86_400_000

/** A score is a time, too; one of a day and more is the strict preset's "before all" (PRESET-3), not a length. */
function points(ms: number, language: ScreenLanguage): string {
  if (ms >= DAY_MS) return inLanguage(whyPhrases, language).aheadOfAll
  return ms < 0 ? `−${elapsed(-ms)}` : elapsed(ms)
}

function decimal(value: number, language: ScreenLanguage): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 2 }).format(value)
}
