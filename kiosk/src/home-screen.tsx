import { clockTime, openingTime } from "@giliran/client/times"
import type { KioskView } from "@giliran/contract/kiosk-view"
import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"
import { ChoiceGrid } from "./choice-grid.tsx"
import { DiscreetSwitch } from "./discreet-switch.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel, useGreeting } from "./hero-panel.tsx"
import { kiosk, usePhrases } from "./kiosk.ts"
import { usePaperRoute } from "./paper-route.ts"
import { choicesOf, restNameIn } from "./service-groups.ts"
import { goTo } from "./visit-store.ts"

/** The first screen greets and shows the services at once: one touch takes a number. */
export const HomeScreen = ({ view }: { view: KioskView }): ReactNode => {
  const { t, language } = usePhrases()
  const greeting = useGreeting(view)
  const paper = usePaperRoute(view)
  const { opening } = view
  if (opening.status !== "open") {
    const line =
      opening.status === "paused"
        ? t.branchPausedLine
        : opening.opensAt === null
          ? t.branchOpensUnknown
          : t.branchOpensAt({
              time: openingTime(opening.opensAt, kiosk.store.clock.now(), view.branch.zone, language),
            })
    return (
      <div className="screen" data-shape="resting">
        <HeroPanel
          view={view}
          title={greeting}
          line={opening.status === "paused" ? t.branchPaused : t.branchClosed}
          note={line}
          isAll
        />
        <FooterBar />
      </div>
    )
  }
  const closes = clockTime(opening.closesAt, view.branch.zone, language)
  const openUntil = /^00.00$/.test(closes) ? t.openUntilMidnight : t.openUntil({ time: closes })
  return (
    <div className="screen">
      <HeroPanel
        view={view}
        title={greeting}
        line={t.invite}
        note={`${openUntil} · ${paper.kind === "away" ? t.noPaperNote : t.touchHint}`}
      />
      <main className="screen__body">
        <ChoiceGrid choices={choicesOf(view.services, restNameIn(language))} right={null} />
        <div className="home-end">
          <button className="care-entry" type="button" onClick={() => goTo({ at: "class" })}>
            <span className="care-entry__words">
              <span className="care-entry__name">{t.careEntry}</span>
              <span className="care-entry__line">{t.careEntryLine}</span>
            </span>
            <ChevronRight aria-hidden="true" />
          </button>
          {view.offersDiscreet ? <DiscreetSwitch /> : null}
        </div>
      </main>
      <FooterBar />
    </div>
  )
}
