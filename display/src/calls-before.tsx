import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import type { Announcement } from "@giliran/contract/views"
import { ArrowRight } from "lucide-react"
import type { ReactNode } from "react"
import { displayPhrases } from "./display-phrases.ts"
import { numberWidth, wordsWidth } from "./fitted.ts"

/** For whoever looked away: the last calls and where they went. */
export function CallsBefore({
  calls,
  language,
}: {
  calls: readonly Announcement[]
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  return (
    <section className="calls-before">
      {calls.length === 0 ? null : <h2 className="calls-before__title">{t.calledBefore}</h2>}
      <ol className="calls-before__list">
        {calls.map((call) => (
          <li className="calls-before__call" key={call.ticketId}>
            <span className="calls-before__number" style={numberWidth(call.number)}>
              <TicketNumber number={call.number} />
            </span>
            <span className="calls-before__counter" style={wordsWidth(`${t.counter} ${call.counterId}`)}>
              <ArrowRight aria-hidden="true" />
              <span>
                {t.counter} {call.counterId}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
