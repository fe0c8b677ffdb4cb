import { inLanguage, type Phrases, type ScreenLanguage } from "@giliran/client/phrases"
import { startScreen } from "@giliran/client/start-screen"
import { wordStore } from "@giliran/client/word-store"
import { useSyncExternalStore } from "react"
import { useStore } from "zustand"
import { kioskPhrases } from "./phrases.ts"
import { settingsStore } from "./settings-store.ts"

/** This kiosk: its live view and its way to send. One a page. */
export const kiosk = startScreen({ screen: "kiosk", language: () => settingsStore.getState().language })

/** The kiosk's words in the customer's language. */
export const usePhrases = (): { t: Phrases<typeof kioskPhrases>; language: ScreenLanguage } => {
  const language = useStore(settingsStore, (settings) => settings.language)
  useStore(wordStore)
  return { t: inLanguage(kioskPhrases, language), language }
}

const landscape = matchMedia("(orientation: landscape)")

const onTurn = (turned: () => void) => {
  landscape.addEventListener("change", turned)
  return () => landscape.removeEventListener("change", turned)
}

export const useIsLandscape = (): boolean => useSyncExternalStore(onTurn, () => landscape.matches)
