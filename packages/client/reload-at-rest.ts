import { reload, type ReloadCause } from "./reload.ts"

const lookEachMs = 1_000

/** Loads the page again, in the build that the server has now, at the first moment at which that disturbs nobody. */
export function reloadAtRest(cause: ReloadCause, isAtRest: () => boolean): void {
  const look = () => {
    if (isAtRest()) reload(cause)
  }
  look()
  setInterval(look, lookEachMs)
}
