import type { SoundOutcome } from "@giliran/client/settings/machine"
import { inLanguage } from "@giliran/client/phrases"
import { kioskPhrases } from "../phrases.ts"
import { settingsStore } from "../settings-store.ts"
import { canSpeak, isSaying, say, whenVoicesAreKnown } from "./mouth.ts"

const lookMs = 50
const beginsWithinMs = 2_000

/** A sentence by the voice that customers hear. */
export const testSound = async (): Promise<SoundOutcome> => {
  await whenVoicesAreKnown()
  const { language } = settingsStore.getState()
  if (!canSpeak(language)) return "no-voice"
  say([inLanguage(kioskPhrases, language).soundSample], language)
  const hasBegun = await untilSo(isSaying, beginsWithinMs)
  if (!hasBegun) return "silent"
  await untilSo(() => !isSaying(), Number.POSITIVE_INFINITY)
  return "heard"
}

const untilSo = async (isSo: () => boolean, withinMs: number): Promise<boolean> => {
  for (const end = performance.now() + withinMs; performance.now() < end;) {
    if (isSo()) return true
    await new Promise((resume) => setTimeout(resume, lookMs))
  }
  return false
}
