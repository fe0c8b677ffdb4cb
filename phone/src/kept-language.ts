import { isSpoken, type ScreenLanguage } from "@giliran/client/spoken-languages"

const STORAGE_KEY = "giliran.language"

/** What the customer chose to read in lasts as long as the tab, over a reload and the next ticket. */
export function keepLanguage(language: ScreenLanguage): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, language)
  } catch {
    // Without storage it is chosen again.
  }
}

export function keptLanguage(): ScreenLanguage | null {
  try {
    const kept = sessionStorage.getItem(STORAGE_KEY)
    return kept !== null && isSpoken(kept) ? kept : null
  } catch {
    return null
  }
}
