import { languageForm } from "@giliran/contract/written-forms"
import { inLanguage } from "@giliran/client/phrases"
import { goByKeys } from "../keys/keep-focus.ts"
import { firstControl, stage } from "../keys/stage.ts"
import { kiosk } from "../kiosk.ts"
import { kioskPhrases } from "../phrases.ts"
import { settingsStore, speakAloud } from "../settings-store.ts"
import { showSheet, visitStore } from "../visit-store.ts"
import { canSpeak, hush, say, whenVoicesAreKnown } from "./mouth.ts"
import { alertAloud, controlAloud, screenAloud, screenKey } from "./spoken-words.ts"

const words = () => inLanguage(kioskPhrases, settingsStore.getState().language)

/**
 * Begins to speak everything, for a customer who does not see the screen. A kiosk without a voice for the language says so on the screen,
 * and to the server, so that somebody hears that a customer needed it.
 */
export const beginSpeech = async (): Promise<void> => {
  if (settingsStore.getState().isSpoken) return
  await whenVoicesAreKnown()
  const { language } = settingsStore.getState()
  if (!canSpeak(language)) {
    if (languageForm.test(language)) kiosk.health.setState({ sound: { status: "no-voice", language } })
    return showSheet({ says: "no-speech" })
  }
  goByKeys(true)
  speakAloud(true)
}

export const endSpeech = (): void => speakAloud(false)

export const toggleSpeech = (): void => {
  if (settingsStore.getState().isSpoken) endSpeech()
  else void beginSpeech()
}

/** Watches the page for as long as it lives, and speaks while a customer wants it spoken. */
export const listenAndSpeak = (): void => {
  let saidKey = ""
  let saidControl = ""
  let isPlanned = false
  let welcome: readonly string[] = []

  const tell = () => {
    isPlanned = false
    if (!settingsStore.getState().isSpoken) return
    const t = words()
    const alert = document.querySelector<HTMLElement>("[role='alert']")
    const key = screenKey()
    const isNew = key !== saidKey
    if (isNew && !stage().contains(document.activeElement)) firstControl()?.focus()
    const control = focused()
    const name = control === null ? "" : stateOf(control)
    const isMoved = name !== saidControl
    if (alert !== null && !alert.hasAttribute("data-said")) {
      alert.setAttribute("data-said", "")
      return say([alertAloud(alert, t), t.anyKeyStays], settingsStore.getState().language)
    }
    if (!isNew && !isMoved) return
    saidKey = key
    saidControl = name
    const sentences = [
      ...welcome,
      ...(isNew ? screenAloud(t) : []),
      ...(control === null ? [] : [controlAloud(control, t)]),
    ]
    welcome = []
    say(sentences, settingsStore.getState().language)
  }
  /** Once for all that changes at one time. */
  const plan = () => {
    if (isPlanned) return
    isPlanned = true
    setTimeout(tell, 60)
  }

  settingsStore.subscribe(({ isSpoken, language }, before) => {
    document.documentElement.dataset["speech"] = isSpoken ? "on" : "off"
    if (isSpoken && !before.isSpoken) {
      const t = words()
      welcome = [t.speechOn, t.useHeadphones, t.fourKeys]
      saidKey = saidControl = ""
      firstControl()?.focus()
      plan()
    } else if (!isSpoken && before.isSpoken) hush()
    else if (isSpoken && language !== before.language) {
      // Somebody who hears a language is not left without a voice in the next.
      if (canSpeak(language)) saidKey = ""
      else void silent()
      plan()
    }
  })
  visitStore.subscribe(({ typed, step }, before) => {
    if (!settingsStore.getState().isSpoken || step.at !== "proof" || typed === before.typed) return
    const t = words()
    const sign = typed.length > before.typed.length ? typed.at(-1) : undefined
    say([sign ?? (typed === "" ? t.erasedAll : t.erasedLast)], settingsStore.getState().language)
  })
  // Each key cuts off what was being said: nobody waits for the end of a sentence that is not wanted.
  addEventListener("keydown", hush, { capture: true })
  addEventListener("focusin", plan)
  new MutationObserver(plan).observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: ["aria-pressed", "aria-busy", "aria-label", "open"],
  })
}

const silent = async () => {
  endSpeech()
  await beginSpeech()
}

const focused = (): HTMLElement | null => {
  const { activeElement } = document
  return activeElement instanceof HTMLElement &&
    stage().contains(activeElement) &&
    activeElement !== document.body
    ? activeElement
    : null
}

/** What makes a control be said again while it keeps the focus: which it is, and its states; not a clock that runs on it. */
const stateOf = (control: HTMLElement): string => {
  numbers.set(control, numbers.get(control) ?? ++count)
  const states = ["aria-pressed", "aria-busy", "aria-label"].map((name) => control.getAttribute(name) ?? "")
  return [numbers.get(control), ...states].join("|")
}

let count = 0
const numbers = new WeakMap<HTMLElement, number>()
