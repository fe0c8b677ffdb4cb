import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import type { Announcement } from "@giliran/contract/display-view"
import { ArrowRight } from "lucide-react"
import type { ReactNode } from "react"
import { displayPhrases } from "./display-phrases.ts"
import { between, fitted, numberEms, wordsEms } from "./fitted.ts"
import { designPixel, useIsUpright, useRoom } from "./room.ts"

const NEXT_SHOWN = 2
/** On each side, in design pixels: less on an upright glass, whose width is all that limits the number. */
const MARGIN = { lying: 40, upright: 24 } as const
/** The arrow and the space after it, in the counter's own font size. */
const ARROW_EMS = 1.3
/** What the second language needs beside the counter, in design pixels. */
const GUEST_WIDTH = 300

/** The call, as large as the glass allows; under it those who are called next, before their turn to be spoken. */
export function CallNow({
  hero,
  isCalledNow,
  next,
  language,
}: {
  hero: Announcement
  isCalledNow: boolean
  next: readonly Announcement[]
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  const [glass, room] = useRoom<HTMLElement>()
  const isUpright = useIsUpright()
  const width = between(isUpright ? MARGIN.upright : MARGIN.lying, room)
  // The customer's own language, when it is not the hall's, comes second.
  const isGuest = isCalledNow && hero.language === "en" && language !== "en"
  const counter = `${t.counter} ${hero.counterId}`
  const counterWidth = isGuest ? width - GUEST_WIDTH * designPixel() : width
  return (
    <section className="call-now" ref={glass} data-now={isCalledNow ? "" : undefined} aria-live="assertive">
      {/* A new call or a recall is a new arrival: the key makes it slide in and pulse again. */}
      <div className="call-now__body" key={hero.no}>
        {/* Who is called next needs this line's room more, so that the number stays as large. */}
        {next.length > 0 ? null : (
          <p className="call-now__label">
            <span>{isCalledNow ? t.ticketNumber : t.lastCalled}</span>
            {isCalledNow && hero.attempt > 1 ? <span>{t.calledAgain({ attempt: hero.attempt })}</span> : null}
          </p>
        )}
        <h1
          className="call-now__number"
          style={{
            ...fitted(numberEms(hero.number), width, room.height * 0.6),
            marginTop: room.height * 0.03,
          }}
        >
          <TicketNumber number={hero.number} />
        </h1>
      </div>
      <div
        className="call-now__counter"
        style={fitted(wordsEms(counter) + ARROW_EMS, counterWidth, room.height * 0.19)}
      >
        <ArrowRight aria-hidden="true" />
        <span>{counter}</span>
        {isGuest ? (
          <span className="call-now__guest" lang="en">
            {inLanguage(displayPhrases, "en").pleaseGoTo({ counter: hero.counterId })}
          </span>
        ) : null}
      </div>
      {next.length === 0 ? null : (
        <div className="call-next" style={{ fontSize: Math.min(52 * designPixel(), room.width * 0.039) }}>
          <span className="call-next__label">{t.next}</span>
          {next.slice(0, NEXT_SHOWN).map((call) => (
            <span className="call-next__call" key={call.no}>
              <TicketNumber number={call.number} />
              <ArrowRight aria-hidden="true" />
              <span>
                {t.counter} {call.counterId}
              </span>
            </span>
          ))}
          {next.length > NEXT_SHOWN ? (
            <span className="call-next__label">{t.andMore({ count: next.length - NEXT_SHOWN })}</span>
          ) : null}
        </div>
      )}
    </section>
  )
}
