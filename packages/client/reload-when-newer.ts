import { isNewerThere } from "./newer-build.ts"
import { reloadAtRest } from "./reload-at-rest.ts"

const lookEachMs = 60_000

/** Looks each minute whether the server has another build than the one that runs here, and takes it when the page is at rest. */
export function reloadWhenNewer(isAtRest: () => boolean): { readonly look: () => Promise<void> } {
  let isNewer = false
  const look = async (): Promise<void> => {
    if (isNewer) return
    isNewer = await isNewerThere(location.pathname, document.documentElement.outerHTML)
    if (isNewer) reloadAtRest("new-build", isAtRest)
  }
  setInterval(() => void look(), lookEachMs)
  return { look }
}
