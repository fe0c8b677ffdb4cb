import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import { waitRange } from "@giliran/client/times"
import type { ServiceQueue } from "@giliran/contract/view-head"
import { type ReactNode, useEffect, useState } from "react"
import { displayPhrases } from "./display-phrases.ts"
import { pagesOf } from "./strip-pages.ts"

/** Long enough to find one's service and read its wait. */
const PAGE_MS = 9_000

/** How many wait for each service, and about how long; more services than fit take turns. */
export function ServiceStrip({
  services,
  most,
  language,
}: {
  services: readonly ServiceQueue[]
  /** How many there is room for, where that is fewer than usual. */
  most?: number
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  const pages = pagesOf(services, (service) => wordsIn(service.name, language), most)
  const turn = usePageTurn(pages.length)
  const page = pages[turn] ?? []
  // A last page with fewer services keeps the places of a full one.
  const columns: Record<string, number> = { "--columns": pages[0]?.length ?? 1 }
  return (
    <section className="strip" aria-label={t.expectedWaits}>
      <ul className="strip__page" key={turn} style={columns}>
        {page.map((service) => (
          <li className="strip__service" key={service.id}>
            <span className="strip__name">{wordsIn(service.name, language)}</span>
            <span className="strip__letter">{service.letter}</span>
            <span className="strip__wait">{waitRange(service.wait, language)}</span>
            <span className="strip__count">{t.waitingCount({ count: service.waitingCount })}</span>
          </li>
        ))}
      </ul>
      {pages.length < 2 ? null : (
        <ol className="strip__pages" aria-hidden="true">
          {pages.map((_, index) => (
            <li key={index} data-here={index === turn ? "" : undefined} />
          ))}
        </ol>
      )}
    </section>
  )
}

function usePageTurn(pageCount: number): number {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (pageCount < 2) return
    const timer = setInterval(() => setTurn((before) => before + 1), PAGE_MS)
    return () => clearInterval(timer)
  }, [pageCount])
  return pageCount === 0 ? 0 : turn % pageCount
}
