import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { CounterAction } from "@giliran/contract/counter-view"
import type { ReactNode } from "react"
import { counterPhrases, primaryWords } from "./counter-phrases.ts"
import { KeyCap } from "./key-cap.tsx"

/** One button across the bottom; the server says what it does. */
export function PrimaryButton({
  action,
  isBusy,
  language,
  run,
}: {
  action: CounterAction | null
  isBusy: boolean
  language: ScreenLanguage
  run: () => void
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  return (
    <div className="primary">
      <button
        className="primary__button"
        type="button"
        disabled={action === null}
        aria-busy={isBusy}
        onClick={(event) => {
          // The second click of a double click would press what the button has become meanwhile.
          if (event.detail > 1) return
          if (event.detail === 1) event.currentTarget.blur()
          run()
        }}
      >
        <span>{action === null ? t.waitForNext : inLanguage(primaryWords, language)[action]}</span>
        {action === null ? null : <KeyCap command="primary" language={language} />}
      </button>
    </div>
  )
}
