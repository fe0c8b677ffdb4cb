import { localeOf, type ScreenLanguage, spokenLanguages } from "@giliran/client/spoken-languages"

/**
 * The best of this browser's voices that reads this language: one on this machine before one that needs the network. Malay reads Indonesian
 * well; a further language may be read by the one that stands in for its words.
 */
const voiceFor = (language: ScreenLanguage): SpeechSynthesisVoice | undefined => {
  if (typeof speechSynthesis === "undefined") return undefined
  const voices = speechSynthesis.getVoices()
  for (const wanted of readersOf(language)) {
    const fitting = voices.filter(({ lang }) => new RegExp(`^${wanted}([-_]|$)`, "i").test(lang))
    const best = fitting.find((voice) => voice.localService) ?? fitting[0]
    if (best) return best
  }
  return undefined
}

const readersOf = (language: ScreenLanguage): readonly string[] => {
  if (language === "id") return ["id", "in", "ms"]
  const instead = spokenLanguages.find(({ tag }) => tag === language)?.instead
  return instead === undefined ? [language] : [language, ...readersOf(instead)]
}

export const canSpeak = (language: ScreenLanguage): boolean => voiceFor(language) !== undefined

/** Some browsers know their voices only a moment after they were first asked: on Debian four seconds. */
export const whenVoicesAreKnown = (): Promise<void> => {
  if (typeof speechSynthesis === "undefined" || speechSynthesis.getVoices().length > 0)
    return Promise.resolve()
  return new Promise((known) => {
    speechSynthesis.addEventListener("voiceschanged", () => known(), { once: true })
    setTimeout(known, 6_000)
  })
}

/** No screen takes longer to say; a browser whose voice is stuck says for ever that it speaks. */
const longestMs = 60_000
let saidAt = Number.NEGATIVE_INFINITY

/** Says these one after another, and stops whatever was being said. Short ones: a browser may lose its voice over a long one. */
export const say = (sentences: readonly string[], language: ScreenLanguage): void => {
  hush()
  const voice = voiceFor(language)
  if (voice === undefined) return
  saidAt = performance.now()
  for (const sentence of sentences) {
    const utterance = new SpeechSynthesisUtterance(sentence)
    utterance.lang = localeOf(language)
    utterance.voice = voice
    speechSynthesis.speak(utterance)
  }
}

export const hush = (): void => {
  if (typeof speechSynthesis !== "undefined") speechSynthesis.cancel()
}

export const isSaying = (): boolean =>
  typeof speechSynthesis !== "undefined" &&
  (speechSynthesis.speaking || speechSynthesis.pending) &&
  performance.now() - saidAt < longestMs
