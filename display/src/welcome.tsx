import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { openingTime, partOfDay } from "@giliran/client/times"
import type { DisplayView } from "@giliran/contract/display-view"
import type { ReactNode } from "react"
import { displayPhrases, greetings } from "./display-phrases.ts"
import { designPixel, useRoom } from "./room.ts"

/** The hall when nobody is called: before the first customer, while taking is paused, after closing. */
export function Welcome({
  shows,
  view,
  now,
  language,
}: {
  shows: "welcome" | "closed" | "paused"
  view: DisplayView
  now: number
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  const [glass, { width }] = useRoom<HTMLElement>()
  const greeting = inLanguage(greetings, language)[partOfDay(now, view.branch.zone)]
  const [title, line] = words()
  return (
    <section
      className="welcome"
      ref={glass}
      style={{ fontSize: Math.min(150 * designPixel(), width * 0.115) }}
    >
      <h1 className="welcome__greeting">{title}</h1>
      <p className="welcome__line">{line}</p>
    </section>
  )

  function words(): readonly [string, string] {
    switch (shows) {
      case "welcome":
        return [greeting, t.takeANumber]
      case "paused":
        return [t.takingPaused, t.takingPausedLine]
      case "closed":
        return [t.closed, opensAgain() ?? t.seeYou]
    }
  }

  function opensAgain(): string | null {
    const { opening } = view
    if (opening.status !== "closed" || opening.opensAt === null) return null
    return t.opensAt({ time: openingTime(opening.opensAt, now, view.branch.zone, language) })
  }
}
