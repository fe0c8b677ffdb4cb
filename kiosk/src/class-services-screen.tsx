import type { KioskView } from "@giliran/contract/kiosk-view"
import type { ReactNode } from "react"
import { BackButton } from "./back-button.tsx"
import { ChoiceGrid } from "./choice-grid.tsx"
import { DiscreetSwitch } from "./discreet-switch.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"
import type { Right } from "./right.ts"

/** All services on one screen, compact, so that this way too ends at the third touch. */
export const ClassServicesScreen = ({ view, right }: { view: KioskView; right: Right }): ReactNode => {
  const { t } = usePhrases()
  return (
    <div className="screen">
      {/* The same title for every ground: who looks over a shoulder learns none. */}
      <HeroPanel view={view} title={t.careTitle} line={t.careServices} isSmall />
      <main className="screen__body">
        <ChoiceGrid
          choices={view.services.map((service) => ({ kind: "service", service }))}
          right={right}
          isCompact={view.services.length > 6}
        />
        <div className="body-end">
          <BackButton to={{ at: "class" }} />
          {view.offersDiscreet ? <DiscreetSwitch /> : null}
        </div>
      </main>
      <FooterBar />
    </div>
  )
}
