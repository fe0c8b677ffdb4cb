import type { Desk } from "./desk.ts"

/** No ticket in hand, no order on its way, no open sheet, nobody types, and nothing is half typed. */
export function isAtRest({ views, state }: Desk): boolean {
  return (
    (views.getState().view?.ticket ?? null) === null &&
    !state.getState().isBusy &&
    document.querySelector("dialog[open], [data-unsaved]") === null &&
    !(document.activeElement instanceof HTMLInputElement)
  )
}
