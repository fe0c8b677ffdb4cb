import { isHelpOpen, helpNow } from "./help.ts"
import { isUsual, settingsStore } from "./settings-store.ts"
import { visitStore } from "./visit-store.ts"

/** Nobody is in a visit, nobody waits for somebody of the branch, and no staff is at the settings. */
export function isAtRest(): boolean {
  const { step, sheet, taking, isDiscreet } = visitStore.getState()
  const help = helpNow()
  return (
    step.at === "home" &&
    sheet === null &&
    taking === null &&
    !isDiscreet &&
    isUsual(settingsStore.getState()) &&
    help.status !== "asking" &&
    !isHelpOpen(help) &&
    document.querySelector("dialog[open]") === null
  )
}
