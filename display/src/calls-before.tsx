import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import type { Announcement } from "@giliran/contract/display-view"
import { ArrowRight } from "lucide-react"
import type { CSSProperties, ReactNode } from "react"
import { displayPhrases } from "./display-phrases.ts"
import { fitted, numberEms, wordsEms } from "./fitted.ts"
import { designPixel, useRoom } from "./room.ts"

/** For whoever looked away: the last calls and where they went. Beside media, as a row of three. */
export function CallsBefore({
  calls,
  isRow,
  language,
}: {
  calls: readonly Announcement[]
  isRow: boolean
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  const [list, { width }] = useRoom<HTMLOListElement>()
  const px = designPixel()
  const placeWidth = isRow ? width / ROW - 32 * px : width
  const numberStyle = (number: string): CSSProperties =>
    fitted(numberEms(number), placeWidth * (isRow ? 1 : 0.44), 84 * px)
  /** A long counter name gets a line of its own, and shrinks no further than the hall can read. */
  const counterStyle = (words: string): CSSProperties => ({
    fontSize: Math.max(40 * px, Math.min(50 * px, (placeWidth * 0.85) / wordsEms(words))),
  })
  return (
    <section className="calls-before" data-row={isRow ? "" : undefined}>
      <h2 className={isRow ? "visually-hidden" : "calls-before__title"}>{t.calledBefore}</h2>
      <ol className="calls-before__list" ref={list}>
        {(isRow ? calls.slice(0, ROW) : calls).map((call) => (
          <li className="calls-before__call" key={call.ticketId}>
            <span className="calls-before__number" style={numberStyle(call.number)}>
              <TicketNumber number={call.number} />
            </span>
            <span className="calls-before__counter" style={counterStyle(`${t.counter} ${call.counterId}`)}>
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

const ROW = 3
