import { wordsIn } from "@giliran/client/phrases"
import type { KioskView } from "@giliran/contract/kiosk-view"
import type { ReactNode } from "react"
import { BackButton } from "./back-button.tsx"
import { ChoiceGrid } from "./choice-grid.tsx"
import { DiscreetSwitch } from "./discreet-switch.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"
import { restNameIn, servicesOfGroup } from "./service-groups.ts"

/** The services of one group. */
export const GroupScreen = ({ view, group }: { view: KioskView; group: string }): ReactNode => {
  const { t, language } = usePhrases()
  const services = servicesOfGroup(view.services, group, restNameIn(language))
  const name = services[0]?.group ?? restNameIn(language)
  return (
    <div className="screen">
      <HeroPanel view={view} title={wordsIn(name, language)} line={t.touchHint} isSmall />
      <main className="screen__body">
        <ChoiceGrid choices={services.map((service) => ({ kind: "service", service }))} right={null} />
        <div className="body-end">
          <BackButton to={{ at: "home" }} />
          {view.offersDiscreet ? <DiscreetSwitch /> : null}
        </div>
      </main>
      <FooterBar />
    </div>
  )
}
