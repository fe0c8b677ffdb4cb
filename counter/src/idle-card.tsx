import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { ServerClock } from "@giliran/client/server-clock"
import { clockTime, duration, elapsed } from "@giliran/client/times"
import { useServerNow } from "@giliran/client/use-view"
import type { CounterState, CounterView } from "@giliran/contract/counter-view"
import { Coffee } from "lucide-react"
import type { ReactNode } from "react"
import { CardKey } from "./card-key.tsx"
import { counterPhrases } from "./counter-phrases.ts"
import type { DeskCommand } from "./shortcuts.ts"
import { WaitingRow } from "./ticket-rows.tsx"

const NEXT_SHOWN = 4

/** Nobody in hand: how many wait, how long, and who comes next. */
export function IdleCard({
  view,
  clock,
  language,
  run,
}: {
  view: CounterView
  clock: ServerClock
  language: ScreenLanguage
  run: (command: DeskCommand) => void
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const now = useServerNow(clock, 10_000)
  const { waiting } = view
  if (waiting.count === 0) {
    return (
      <section className="card idle" data-empty="">
        <h1 className="idle__title">{t.nobodyWaits}</h1>
        <p className="soft">{t.nobodyWaitsLine}</p>
      </section>
    )
  }
  return (
    <section className="card idle">
      <header className="idle__head">
        <h1 className="ticket__service">{t.waiting}</h1>
        <p className="soft">{t.longest({ time: duration(waiting.longestMs, language) })}</p>
      </header>
      <div className="idle__figure">
        <p className="idle__count">{waiting.count}</p>
        <CardKey command="reclass" language={language} run={run} />
      </div>
      <ol className="rows idle__next">
        {waiting.tickets.slice(0, NEXT_SHOWN).map((ticket) => (
          <WaitingRow key={ticket.id} ticket={ticket} view={view} now={now} language={language} />
        ))}
      </ol>
    </section>
  )
}

/** The teller is away: why, since when, and a clock that is kind enough to be seen. */
export function PausedCard({
  view,
  state,
  clock,
  language,
}: {
  view: CounterView
  state: Extract<CounterState, { status: "paused" }>
  clock: ServerClock
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const now = useServerNow(clock, 1_000)
  const reason = view.pauseReasons.find(({ id }) => id === state.reason)
  return (
    <section className="card idle" data-empty="">
      <Coffee aria-hidden="true" />
      <h1 className="idle__title">
        {t.pausedSince({ reason: reason ? wordsIn(reason.name, language) : state.reason })}
      </h1>
      <p className="idle__clock">{elapsed(now - state.pausedAt)}</p>
      <p className="soft">{t.pausedLine({ time: clockTime(state.pausedAt, view.branch.zone, language) })}</p>
    </section>
  )
}
