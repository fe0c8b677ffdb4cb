import type { Theme } from "@giliran/client/brand"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { spokenLanguages } from "@giliran/client/spoken-languages"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { deskSettings } from "@giliran/client/desk-settings"
import { officePhrases } from "./office-phrases.ts"

/** How this machine's page speaks and looks; the counter's screen on the same machine does likewise. */
export function LanguageChoice({ language }: { language: ScreenLanguage }): ReactNode {
  const choices = spokenLanguages.map(({ tag, name, short = name }) => ({ value: tag, words: short }))
  return (
    <Segments
      label={inLanguage(officePhrases, language).language}
      choices={choices}
      value={language}
      choose={(chosen) => deskSettings.setState({ language: chosen })}
    />
  )
}

export function ThemeChoice({ language }: { language: ScreenLanguage }): ReactNode {
  const t = inLanguage(officePhrases, language)
  const { theme } = useStore(deskSettings)
  const choices: readonly { readonly value: Theme; readonly words: string }[] = [
    { value: "light", words: t.light },
    { value: "dark", words: t.dark },
    { value: "contrast", words: t.contrast },
  ]
  return (
    <Segments
      label={t.look}
      choices={choices}
      value={theme}
      choose={(chosen) => deskSettings.setState({ theme: chosen })}
    />
  )
}

function Segments<Value extends string>({
  label,
  choices,
  value,
  choose,
}: {
  label: string
  choices: readonly { readonly value: Value; readonly words: string }[]
  value: Value
  choose: (value: Value) => void
}): ReactNode {
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => choose(choice.value)}
        >
          {choice.words}
        </button>
      ))}
    </fieldset>
  )
}
