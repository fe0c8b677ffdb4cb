import { Button } from "@giliran/client/button.tsx"
import { nameOf, nextLanguage, type ScreenLanguage, spokenLanguages } from "@giliran/client/spoken-languages"
import { Languages } from "lucide-react"
import type { ReactNode } from "react"
import { usePhrases } from "./kiosk.ts"
import { speak } from "./settings-store.ts"
import { showSheet } from "./visit-store.ts"

/** Of two languages, the other one by its own name; of more, a sheet to choose from. */
export const LanguageButton = ({ language }: { language: ScreenLanguage }): ReactNode => {
  const { t } = usePhrases()
  if (spokenLanguages.length > 2)
    return (
      <Button look="quiet" icon={Languages} onClick={() => showSheet({ says: "languages" })}>
        {t.language}
      </Button>
    )
  const other = nextLanguage(language)
  return (
    <Button look="quiet" icon={Languages} lang={other} onClick={() => speak(other)}>
      {nameOf(other)}
    </Button>
  )
}
