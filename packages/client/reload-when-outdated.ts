import type { View } from "@giliran/contract/views"
import { reloadAtRest } from "./reload-at-rest.ts"
import type { ViewStore } from "./view-store.ts"

/** A page of an older contract than the server's is loaded again; until it is at rest it keeps what it shows. */
export function reloadWhenOutdated<V extends View>(store: ViewStore<V>, isAtRest: () => boolean): void {
  const stop = store.subscribe(({ isOutdated }) => {
    if (!isOutdated) return
    stop()
    reloadAtRest("new-contract", isAtRest)
  })
}
