import { paintBrand, type Theme } from "@giliran/client/brand"
import { type ScreenLanguage, usualLanguage } from "@giliran/client/spoken-languages"
import type { Brand } from "@giliran/contract/plan"
import { createStore } from "zustand/vanilla"

export type TextSize = "normal" | "large" | "largest"

/** How this customer wants the kiosk; the next customer finds it as it was. */
export interface Settings {
  readonly language: ScreenLanguage
  readonly text: TextSize
  readonly theme: Extract<Theme, "light" | "contrast">
  /** Everything to touch in the lower part of the glass. */
  readonly isLowReach: boolean
  /** Everything is spoken, and operated by keys. */
  readonly isSpoken: boolean
}

const usualSettings: Settings = {
  language: usualLanguage,
  text: "normal",
  theme: "light",
  isLowReach: false,
  isSpoken: false,
}

export const settingsStore = createStore<Settings>(() => usualSettings)

export const resetSettings = (): void => settingsStore.setState(usualSettings, true)

export const isUsual = (settings: Settings): boolean =>
  settings.language === usualSettings.language &&
  settings.text === usualSettings.text &&
  settings.theme === usualSettings.theme &&
  settings.isLowReach === usualSettings.isLowReach &&
  settings.isSpoken === usualSettings.isSpoken

const nextText = { normal: "large", large: "largest", largest: "normal" } as const

export const speak = (language: ScreenLanguage): void => settingsStore.setState({ language })
export const speakAloud = (isSpoken: boolean): void => settingsStore.setState({ isSpoken })
export const growText = (): void => settingsStore.setState(({ text }) => ({ text: nextText[text] }))
export const toggleContrast = (): void =>
  settingsStore.setState(({ theme }) => ({ theme: theme === "light" ? "contrast" : "light" }))
export const toggleReach = (): void =>
  settingsStore.setState(({ isLowReach }) => ({ isLowReach: !isLowReach }))

/** Puts the settings on the page, where the theme reads them. */
export const applySettings = (settings: Settings, brand: Brand | null): void => {
  const { documentElement } = document
  documentElement.lang = settings.language
  documentElement.dataset["theme"] = settings.theme
  documentElement.dataset["text"] = settings.text
  documentElement.dataset["reach"] = settings.isLowReach ? "low" : "whole"
  paintBrand(brand, settings.theme)
}
