import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { ServerClock } from "@giliran/client/server-clock"
import { useServerNow } from "@giliran/client/use-view"
import type { CounterView } from "@giliran/contract/counter-view"
import type { ReactNode } from "react"
import { counterPhrases, keyWords } from "./counter-phrases.ts"
import { KeyCap } from "./key-cap.tsx"
import { type DeskCommand, neededAction } from "./shortcuts.ts"

const WHEN_CALLED: readonly DeskCommand[] = ["recall", "no-show", "transfer", "undo"]
const WHEN_SERVING: readonly DeskCommand[] = ["finish", "park", "transfer"]
const ALWAYS: readonly DeskCommand[] = ["call-by-number", "parked", "missed", "pause"]

/** Two rows that never move: what may be done with this customer, and what with this counter. */
export function DeskKeys({
  view,
  clock,
  isBusy,
  language,
  run,
}: {
  view: CounterView
  clock: ServerClock
  isBusy: boolean
  language: ScreenLanguage
  run: (command: DeskCommand) => void
}): ReactNode {
  const now = useServerNow(clock, 500)
  const t = inLanguage(counterPhrases, language)
  const isPaused = view.state.status === "paused"
  const ofTicket = view.ticket === null ? [] : view.ticket.status === "called" ? WHEN_CALLED : WHEN_SERVING

  const key = (command: DeskCommand) => {
    const needed = neededAction(command, isPaused)
    const left = secondsLeft(command, view, now)
    const count = command === "parked" ? view.parked.length : command === "missed" ? view.missed.length : 0
    const isWaiting = command === "recall" && left !== null
    return (
      <button
        className="key"
        key={command}
        type="button"
        disabled={needed !== null && !view.actions.includes(needed)}
        aria-busy={isBusy}
        data-due={isDue(command, view) ? "" : undefined}
        onClick={(event) => {
          if (event.detail === 1) event.currentTarget.blur()
          run(command)
        }}
      >
        <span className="key__words">
          {command === "pause" && isPaused ? t.resume : inLanguage(keyWords, language)[command]}
        </span>
        <span className="key__foot">
          {isWaiting ? null : <KeyCap command={command} language={language} />}
          {left === null ? null : <span className="key__left">{t.seconds({ seconds: left })}</span>}
          {count === 0 ? null : <span className="key__count">{count}</span>}
        </span>
      </button>
    )
  }

  return (
    <div className="keys">
      {ofTicket.length === 0 ? null : <div className="keys__row">{ofTicket.map(key)}</div>}
      <div className="keys__row" data-quiet="">
        {ALWAYS.map(key)}
      </div>
    </div>
  )
}

/** What the teller should not overlook: a parked customer's time has come, or the calls were in vain. */
function isDue(command: DeskCommand, { parked, ticket }: CounterView): boolean {
  if (command === "parked") return parked.some((aside) => aside.isDue)
  return command === "no-show" && ticket?.isInVain === true
}

/** Until a recall is allowed again, or until an undo no longer is; null when there is nothing to count. */
function secondsLeft(command: DeskCommand, { ticket }: CounterView, now: number): number | null {
  const until = command === "recall" ? ticket?.recallAt : command === "undo" ? ticket?.undoUntil : null
  if (until === null || until === undefined || until <= now) return null
  return Math.ceil((until - now) / 1000)
}
