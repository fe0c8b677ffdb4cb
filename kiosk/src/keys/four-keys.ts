import { goByKeys } from "./keep-focus.ts"
import { controlsOf, firstControl, stage } from "./stage.ts"

const ways: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * The whole kiosk by four keys, with speech or without: next, previous, choose, back. They are the keys of a pad as it is built into
 * kiosks, which is a keyboard: arrows, Enter, Escape. Enter is the browser's own, as is Escape in a sheet.
 */
export const listenToFourKeys = (): void => {
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const way = ways[event.key]
    if (way !== undefined) {
      event.preventDefault()
      if (!event.repeat) move(way)
    } else if (event.key === "Escape" && document.querySelector("dialog[open]") === null) {
      event.preventDefault()
      goByKeys(true)
      stage().querySelector<HTMLElement>("[data-back]")?.click()
    }
  })
}

/** After the last comes the first: nobody who cannot see is stuck at an end. */
const move = (way: 1 | -1): void => {
  goByKeys(true)
  const controls = controlsOf(stage())
  const at = controls.indexOf(document.activeElement as HTMLElement)
  const next = at === -1 ? firstControl() : controls[(at + way + controls.length) % controls.length]
  next?.focus()
}
