import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { counterPhrases } from "./counter-phrases.ts"
import { deskSettings } from "@giliran/client/desk-settings"
import { type DeskCommand, KEYS } from "./shortcuts.ts"

/** The key of a button, on the button. Gone when shortcuts are off, so that no screen promises what it does not do. */
export function KeyCap({ command, language }: { command: DeskCommand; language: ScreenLanguage }): ReactNode {
  const { hasShortcuts } = useStore(deskSettings)
  if (!hasShortcuts && command !== "help") return null
  return (
    <kbd className="key-cap" aria-hidden="true">
      {keyName(KEYS[command][0], language)}
    </kbd>
  )
}

export function keyName(key: string, language: ScreenLanguage): string {
  return key === " " ? inLanguage(counterPhrases, language).space : key.toUpperCase()
}
