import type { Utterance } from "./spoken-call.ts"

/** A browser that has not begun to speak by then has lost its voice (no engine, no network voice, a stuck queue). */
const BEGIN_WITHIN_MS = 3_000
/** The longest sentence takes about six seconds. */
const END_WITHIN_MS = 10_000

/** Says it with the browser's own voice. Ends in every case: a hall must not fall silent over one sentence. */
export function speak(utterance: Utterance, signal: AbortSignal): Promise<void> {
  if (typeof speechSynthesis === "undefined") return Promise.resolve()
  return new Promise((ended) => {
    const sentence = new SpeechSynthesisUtterance(utterance.text)
    sentence.lang = utterance.lang
    sentence.rate = 0.92
    const voice = voiceFor(utterance.lang)
    if (voice) sentence.voice = voice
    let watch = setTimeout(giveUp, BEGIN_WITHIN_MS)
    function end(): void {
      clearTimeout(watch)
      signal.removeEventListener("abort", giveUp)
      ended()
    }
    function giveUp(): void {
      speechSynthesis.cancel()
      end()
    }
    sentence.addEventListener("start", () => {
      clearTimeout(watch)
      watch = setTimeout(giveUp, END_WITHIN_MS)
    })
    sentence.addEventListener("end", end)
    sentence.addEventListener("error", end)
    signal.addEventListener("abort", giveUp)
    // An utterance left over from a paused or broken engine would hold the line for ever.
    speechSynthesis.cancel()
    speechSynthesis.speak(sentence)
  })
}

/** Without a voice of its own for the language a browser reads it in another one, which nobody understands. */
export function canSpeak({ lang }: Utterance): boolean {
  return typeof speechSynthesis !== "undefined" && voiceFor(lang) !== undefined
}

/** The best voice of the language: one on this machine before one that needs the network. Malay reads Indonesian well. */
function voiceFor(lang: Utterance["lang"]): SpeechSynthesisVoice | undefined {
  const wanted = lang === "id-ID" ? ["id", "in", "ms"] : ["en"]
  const voices = speechSynthesis.getVoices()
  for (const language of wanted) {
    const fitting = voices.filter((voice) => voice.lang.toLowerCase().startsWith(language))
    const best = fitting.find((voice) => voice.localService) ?? fitting[0]
    if (best) return best
  }
  return undefined
}
