import { BeforeView, isBeforeView } from "@giliran/client/before-view.tsx"
import { paintBrand, type Theme } from "@giliran/client/brand"
import type { ScreenLanguage } from "@giliran/client/phrases"
import { StaleBanner } from "@giliran/client/stale-banner.tsx"
import { useLive, useServerNow } from "@giliran/client/use-view"
import { wordStore } from "@giliran/client/word-store"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { boardOf } from "./board.ts"
import { CallCaption } from "./call-caption.tsx"
import { CallNow } from "./call-now.tsx"
import { CallsBefore } from "./calls-before.tsx"
import type { Hall } from "./hall.ts"
import { Masthead } from "./masthead.tsx"
import { ServiceStrip } from "./service-strip.tsx"
import { Welcome } from "./welcome.tsx"
import { viewOf, zoneIn } from "./zone.ts"

/** The whole screen: who and when above, the call in the middle, the waits below. */
export function HallScreen({
  hall,
  zone,
  language,
  theme,
}: {
  hall: Hall
  zone: string | undefined
  language: ScreenLanguage
  theme: Theme
}): ReactNode {
  const whole = useLive(hall.views, (state) => state.view)
  const link = useLive(hall.views, (state) => state.link)
  const { turn, isSoundOn, moment } = useStore(hall.turns)
  useStore(wordStore)
  const now = useServerNow(hall.views.clock, 1_000)
  const brand = whole?.branch.brand ?? null
  useEffect(() => paintBrand(brand, theme), [brand, theme])
  useTouchTurnsSoundOn(hall)

  if (!whole || isBeforeView(link)) return <BeforeView link={link} screen="display" language={language} />
  const choice = zoneIn(whole, zone)
  const view = viewOf(choice, whole)
  const board = boardOf(view, turn, now)
  return (
    <div
      className="hall"
      data-sound={isSoundOn === false ? undefined : ""}
      data-flash={moment.isFlashing ? "" : undefined}
    >
      <Masthead
        branch={view.branch}
        zone={choice}
        now={now}
        language={language}
        isSoundOn={isSoundOn !== false}
        turnSoundOn={hall.turnSoundOn}
      />
      <StaleBanner store={hall.views} language={language} />
      <main
        className="calls"
        data-empty={board.shows === "calls" ? undefined : ""}
        data-first={board.shows === "calls" && board.before.length === 0 ? "" : undefined}
      >
        {board.shows === "calls" ? (
          <CallNow hero={board.hero} isCalledNow={board.isCalledNow} next={board.next} language={language} />
        ) : (
          <Welcome shows={board.shows} view={view} now={now} language={language} />
        )}
        {board.shows === "calls" ? (
          <CallsBefore calls={board.before} isRow={false} language={language} />
        ) : null}
      </main>
      <CallCaption caption={moment.caption} />
      {board.shows === "closed" ? null : <ServiceStrip services={view.services} language={language} />}
    </div>
  )
}

/** Any touch or key anywhere will do: browsers only want to see that a person is there. */
function useTouchTurnsSoundOn(hall: Hall): void {
  useEffect(() => {
    addEventListener("pointerdown", hall.turnSoundOn)
    addEventListener("keydown", hall.turnSoundOn)
    return () => {
      removeEventListener("pointerdown", hall.turnSoundOn)
      removeEventListener("keydown", hall.turnSoundOn)
    }
  }, [hall])
}
