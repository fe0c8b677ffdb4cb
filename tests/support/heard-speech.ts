import type { Page } from "playwright-core"

interface Said {
  readonly text: string
  readonly lang: string
}

/**
 * A voice in place of the browser's, at the browser's own boundary: a headless Chromium has none. It speaks `languages`, ends each
 * utterance after a moment, and keeps what was said.
 */
export async function giveVoices(page: Page, languages: readonly string[]): Promise<void> {
  await page.addInitScript((spoken) => {
    const said: Said[] = []
    const waiting: Utterance[] = []
    class Utterance extends EventTarget {
      lang = ""
      voice: unknown = null
      readonly text: string
      constructor(text: string) {
        super()
        this.text = text
      }
    }
    const voice = {
      getVoices: () => spoken.map((lang) => ({ lang, localService: true })),
      speak: (utterance: Utterance) => {
        waiting.push(utterance)
        said.push({ text: utterance.text, lang: utterance.lang })
        setTimeout(() => {
          const at = waiting.indexOf(utterance)
          if (at !== -1) waiting.splice(at, 1)
        }, 150)
      },
      cancel: () => {
        if (waiting.length > 0) cut.count++
        waiting.length = 0
      },
      get speaking() {
        return waiting.length > 0
      },
      pending: false,
      addEventListener: () => {},
      removeEventListener: () => {},
    }
    const cut = { count: 0 }
    Object.defineProperty(globalThis, "speechSynthesis", { value: voice })
    Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance, saidAloud: said, cutOff: cut })
  }, languages)
}

/** What was said since this was asked last, by a page that owns its time. */
export async function heard(page: Page): Promise<readonly Said[]> {
  // Longer than what a screen waits for to say all that changed at once.
  await page.clock.runFor(400)
  return page.evaluate(() => {
    const { saidAloud } = globalThis as unknown as { saidAloud: Said[] }
    return saidAloud.splice(0)
  })
}

/** In one line. */
export const heardWords = async (page: Page): Promise<string> =>
  (await heard(page)).map(({ text }) => text).join(" | ")

export const cutOffs = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { cutOff: { count: number } }).cutOff.count)
