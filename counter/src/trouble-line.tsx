import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { CounterView } from "@giliran/contract/counter-view"
import { TriangleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { counterPhrases } from "./counter-phrases.ts"

/** For a supervisor: the screen that is not well, and how many others are not. One line, and only when there is one. */
export function TroubleLine({ view, language }: { view: CounterView; language: ScreenLanguage }): ReactNode {
  const [first, ...others] = view.troubles
  const t = inLanguage(counterPhrases, language)
  return (
    <output className="trouble-place">
      {first ? (
        <span className="advice trouble">
          <TriangleAlert aria-hidden="true" />
          <span>
            <strong>{first.name}</strong>{" "}
            {first.troubles.map(({ words }) => wordsIn(words, language)).join("; ")}
            {others.length === 0 ? null : (
              <span className="soft"> {t.otherScreens({ count: others.length })}</span>
            )}
          </span>
        </span>
      ) : null}
    </output>
  )
}
