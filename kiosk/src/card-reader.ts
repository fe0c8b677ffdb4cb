import { kiosk } from "./kiosk.ts"
import { eraseLast, prove, typeSign } from "./prove-priority.ts"
import { type Step, visitStore } from "./visit-store.ts"

/** A reader types faster than anybody; its Enter belongs to what it typed, whatever has the focus. */
const readerPauseMs = 80

/**
 * A card reader is a keyboard that types a number quickly and ends with Enter. It is heard where a proof is asked for and on the
 * screens before, so that a customer with a card in hand scans it and touches a service, and nothing else. Heard here and not in
 * a field: no focus to lose, no autocomplete, nothing for the browser to remember.
 */
export const listenToReader = (): void => {
  let typedAt = 0
  addEventListener("keydown", (event) => {
    const { step, sheet, taking } = visitStore.getState()
    if (sheet !== null || taking !== null || !isHeardAt(step)) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isButton = event.target instanceof Element && event.target.closest("button") !== null
    const isReading = event.timeStamp - typedAt < readerPauseMs
    if (event.key === "Enter" && step.at === "proof" && (isReading || !isButton)) {
      event.preventDefault()
      void prove()
    } else if (event.key.length === 1 && !(event.key === " " && isButton && !isReading)) {
      event.preventDefault()
      typedAt = event.timeStamp
      typeSign(event.key)
    } else if (event.key === "Backspace") eraseLast()
  })
}

/** Not beyond the proof: who is known already has nothing more to show. */
function isHeardAt({ at }: Step): boolean {
  if (kiosk.store.getState().view?.opening.status !== "open") return false
  return at === "home" || at === "group" || at === "class" || at === "proof"
}
