import type { View } from "@giliran/contract/views"
import { CloudOff } from "lucide-react"
import type { ReactNode } from "react"
import { inLanguage, type ScreenLanguage, sharedPhrases } from "./phrases.ts"
import { clockTime } from "./times.ts"
import { useLive } from "./use-view.ts"
import type { ViewStore } from "./view-store.ts"

/** Says when what is shown is no longer now; nothing while it is. */
export const StaleBanner = <V extends View>({
  store,
  language,
}: {
  store: ViewStore<V>
  language: ScreenLanguage
}): ReactNode => {
  const freshness = useLive(store, (state) => state.freshness)
  const heardAt = useLive(store, (state) => state.heardAt)
  const zone = useLive(store, (state) => state.view?.branch.zone)
  if (freshness === "fresh" || zone === undefined) return null
  const t = inLanguage(sharedPhrases, language)
  const words =
    freshness === "late"
      ? t.reconnecting
      : heardAt === null
        ? t.staleUnknown
        : t.staleSince({ time: clockTime(heardAt, zone, language) })
  return (
    <output className="stale-banner" data-freshness={freshness}>
      <CloudOff aria-hidden="true" />
      <span>{words}</span>
    </output>
  )
}
