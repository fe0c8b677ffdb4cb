import { Button } from "@giliran/client/button.tsx"
import { nameOf, nextLanguage, type ScreenLanguage, spokenLanguages } from "@giliran/client/spoken-languages"
import { Languages } from "lucide-react"
import type { ReactNode } from "react"

/** Of two languages, the other one by its own name; of more, the phone's own list. */
export const LanguageChoice = ({
  language,
  label,
  choose,
}: {
  language: ScreenLanguage
  label: string
  choose: (language: ScreenLanguage) => void
}): ReactNode => {
  if (spokenLanguages.length > 2)
    return (
      <select
        className="page__languages"
        aria-label={label}
        value={language}
        onChange={(event) => choose(event.target.value)}
      >
        {spokenLanguages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    )
  const other = nextLanguage(language)
  return (
    <Button look="quiet" icon={Languages} lang={other} onClick={() => choose(other)}>
      {nameOf(other)}
    </Button>
  )
}
