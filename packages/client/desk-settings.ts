import type { Theme } from "@giliran/client/brand"
import { heardLanguage, type ScreenLanguage, usualLanguage } from "@giliran/client/spoken-languages"
import { createStore } from "zustand/vanilla"

/** How this machine's teller likes the screen; remembered here, not by the server. */
export interface DeskSettings {
  readonly language: ScreenLanguage
  readonly theme: Theme
  readonly hasShortcuts: boolean
}

const STORAGE_KEY = "giliran.counter-settings"

export const deskSettings = createStore<DeskSettings>(() => ({
  language: usualLanguage,
  theme: "light",
  hasShortcuts: true,
  ...recollect(),
}))

deskSettings.subscribe((settings) => {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings))
  } catch {
    // A browser that keeps nothing begins with the defaults again.
  }
})

function recollect(): Partial<DeskSettings> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null")
    if (typeof kept !== "object" || kept === null) return {}
    const { language, theme, hasShortcuts } = kept as Record<string, unknown>
    return {
      language: heardLanguage(language) ?? usualLanguage,
      ...((theme === "light" || theme === "dark" || theme === "contrast") && { theme }),
      ...(typeof hasShortcuts === "boolean" && { hasShortcuts }),
    }
  } catch {
    return {}
  }
}
