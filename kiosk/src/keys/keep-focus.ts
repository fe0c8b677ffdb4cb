import { visitStore } from "../visit-store.ts"
import { controlsOf, firstControl, stage } from "./stage.ts"

/** Keys that only somebody presses who goes by keys; a card reader types digits and Enter. */
const goingKeys = new Set(["Tab", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"])

let goesByKeys = false

/** From now on, or from the next touch on no more, there is a focus on every screen. */
export const goByKeys = (does: boolean): void => {
  goesByKeys = does
}

/**
 * Who goes by keys never loses the place: a new screen begins at its first control, and where a control went away or no longer can be
 * chosen, the one that stands there now has the focus. Who touches sees no focus at all.
 */
export const keepFocus = (): void => {
  let shown = placeNow()
  let index = 0
  const look = () => {
    if (!goesByKeys) return
    const before = shown
    shown = placeNow()
    const isNew = before.step !== shown.step || before.stage !== shown.stage
    const { activeElement } = document
    const isHeld =
      activeElement instanceof HTMLElement &&
      shown.stage.contains(activeElement) &&
      !activeElement.matches(":disabled")
    if (isHeld && !isNew) return
    // A sheet that closes gives the focus back to where it was opened from.
    if (isHeld && before.step === shown.step) return
    const controls = controlsOf(shown.stage)
    const next = isNew ? firstControl() : controls[Math.min(index, controls.length - 1)]
    next?.focus()
  }
  addEventListener("keydown", ({ key }) => {
    if (goingKeys.has(key)) goByKeys(true)
  })
  addEventListener("pointerdown", () => goByKeys(false))
  addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) index = Math.max(0, controlsOf(stage()).indexOf(target))
  })
  new MutationObserver(look).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["disabled", "open"],
  })
}

const placeNow = () => {
  const { step } = visitStore.getState()
  // Checking a proof and its outcome are one place with other words on it each time.
  const word = step.at === "proof" ? `proof ${step.proving.status}` : step.at
  return { step: step.at === "group" ? `group ${step.group}` : word, stage: stage() }
}
