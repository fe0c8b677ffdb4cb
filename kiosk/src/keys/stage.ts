/** What is before the customer now: the open sheet, or the whole screen. */
export const stage = (): HTMLElement =>
  document.querySelector<HTMLElement>("dialog[open]") ?? document.getElementById("kiosk") ?? document.body

const operable = "button, a[href], input, select, textarea, [tabindex='0']"

/** Everything that can be reached and chosen, in the order of the page. */
export const controlsOf = (place: ParentNode): readonly HTMLElement[] =>
  [...place.querySelectorAll<HTMLElement>(operable)].filter(
    (control) => !control.matches(":disabled") && control.checkVisibility(),
  )

/** Where somebody without a pointer begins: the first of what the screen is for, not of what stands around it. */
export const firstControl = (): HTMLElement | undefined =>
  controlsOf(stage().querySelector("main") ?? stage())[0] ?? controlsOf(stage())[0]
