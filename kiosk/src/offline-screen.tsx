import type { KioskView } from "@giliran/contract/kiosk-view"
import type { ReactNode } from "react"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel, useGreeting } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"

/** No server for half a minute: this kiosk cannot give numbers, people can. */
export const OfflineScreen = ({ view }: { view: KioskView }): ReactNode => {
  const { t } = usePhrases()
  const greeting = useGreeting(view)
  return (
    <div className="screen" data-shape="resting">
      <HeroPanel view={view} title={greeting} line={t.offlineTitle} note={t.offlineLine} isAll />
      <FooterBar />
    </div>
  )
}
