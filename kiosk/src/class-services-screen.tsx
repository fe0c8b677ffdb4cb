import type { KioskView } from "@giliran/contract/views"
import type { TicketClass } from "@giliran/contract/ticket"
import type { ReactNode } from "react"
import { BackButton } from "./back-button.tsx"
import { ChoiceGrid } from "./choice-grid.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"

/** All services on one screen, compact, so that this way too ends at the third touch. */
export const ClassServicesScreen = ({
  view,
  ticketClass,
}: {
  view: KioskView
  ticketClass: Exclude<TicketClass, "regular">
}): ReactNode => {
  const { t } = usePhrases()
  return (
    <div className="screen">
      <HeroPanel
        view={view}
        title={ticketClass === "priority" ? t.priority : t.careTitle}
        line={t.careServices}
        isSmall
      />
      <main className="screen__body">
        <ChoiceGrid
          choices={view.services.map((service) => ({ kind: "service", service }))}
          ticketClass={ticketClass}
          isCompact={view.services.length > 6}
        />
        <BackButton to={{ at: "class" }} />
      </main>
      <FooterBar />
    </div>
  )
}
