import { Button } from "@giliran/client/button.tsx"
import { ArrowLeft, ArrowRight } from "lucide-react"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { GroupCard } from "./group-card.tsx"
import { useIsLandscape, usePhrases } from "./kiosk.ts"
import type { Right } from "./right.ts"
import { ServiceCardButton } from "./service-card.tsx"
import type { Choice } from "./service-groups.ts"
import { settingsStore, type TextSize } from "./settings-store.ts"

/** Cards that always fit the glass: what does not is on a next page, never below an edge. */
export const ChoiceGrid = ({
  choices,
  right,
  isCompact = false,
}: {
  choices: readonly Choice[]
  right: Right | null
  isCompact?: boolean
}): ReactNode => {
  const { t } = usePhrases()
  const { text, isLowReach } = useStore(settingsStore)
  const isLandscape = useIsLandscape()
  const [wantedPage, setPage] = useState(0)
  const size = cardsOnPage({ text, isLandscape, isCompact, isLowReach, count: choices.length })
  const pages = Math.ceil(choices.length / size)
  const page = Math.min(wantedPage, Math.max(0, pages - 1))
  const shown = choices.slice(page * size, (page + 1) * size)
  return (
    <section className="choice-grid" aria-label={t.services}>
      <ul className="choices" data-count={shown.length} data-compact={isCompact ? "" : undefined}>
        {shown.map((choice) => (
          <li key={choice.kind === "service" ? choice.service.id : `group ${choice.name.id}`}>
            {choice.kind === "service" ? (
              <ServiceCardButton service={choice.service} right={right} />
            ) : (
              <GroupCard name={choice.name} services={choice.services} />
            )}
          </li>
        ))}
      </ul>
      {pages > 1 ? (
        <nav className="pager" aria-label={t.pageOf({ page: page + 1, of: pages })}>
          <Button icon={ArrowLeft} disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t.earlier}
          </Button>
          <p className="pager__page">{t.pageOf({ page: page + 1, of: pages })}</p>
          <Button
            className="pager__next"
            icon={ArrowRight}
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            {t.more}
          </Button>
        </nav>
      ) : null}
    </section>
  )
}

/** How many cards of this size the glass holds, words and all. */
const cardsOnPage = (glass: {
  text: TextSize
  isLandscape: boolean
  isCompact: boolean
  isLowReach: boolean
  count: number
}): number => {
  const { text, isLandscape, isCompact, isLowReach, count } = glass
  if (text === "normal") return !isCompact ? 6 : isLowReach && !isLandscape ? 10 : 12
  if (isLandscape) return text === "largest" && isLowReach ? 2 : 4
  // Where there are more pages, the way to them takes a card's room.
  if (text === "large") return isLowReach ? 4 : isCompact || count <= 6 ? 6 : 5
  return isLowReach ? 3 : 4
}
