import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import { clockTime } from "@giliran/client/times"
import type { CounterView } from "@giliran/contract/counter-view"
import { Users } from "lucide-react"
import type { ReactNode } from "react"
import { counterPhrases } from "./counter-phrases.ts"

/** For a supervisor: which counter to open, what it would change, how sure that is, and since when it is so. One line, and only when there is one. */
export function AdviceLine({ view, language }: { view: CounterView; language: ScreenLanguage }): ReactNode {
  const { advice } = view
  const since =
    advice &&
    inLanguage(counterPhrases, language).since({ time: clockTime(advice.since, view.branch.zone, language) })
  return (
    <output className="advice-place">
      {advice ? (
        <span className="advice">
          <Users aria-hidden="true" />
          <span>
            {wordsIn(advice.words, language)} <span className="soft">{since}</span>
          </span>
        </span>
      ) : null}
    </output>
  )
}
