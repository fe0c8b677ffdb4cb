import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { ReactNode } from "react"
import { keyWords } from "./counter-phrases.ts"
import { KeyCap } from "./key-cap.tsx"
import type { DeskCommand } from "./shortcuts.ts"

/** A quiet button on the card itself, for what is asked about a ticket and seldom done with it. */
export function CardKey({
  command,
  language,
  run,
}: {
  command: DeskCommand
  language: ScreenLanguage
  run: (command: DeskCommand) => void
}): ReactNode {
  return (
    <button
      className="card-key"
      type="button"
      onClick={(event) => {
        if (event.detail === 1) event.currentTarget.blur()
        run(command)
      }}
    >
      <span>{inLanguage(keyWords, language)[command]}</span>
      <KeyCap command={command} language={language} />
    </button>
  )
}
