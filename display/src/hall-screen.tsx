import { BeforeView, isBeforeView } from "@giliran/client/before-view.tsx"
import { paintBrand, type Theme } from "@giliran/client/brand"
import type { ScreenLanguage } from "@giliran/client/phrases"
import { StaleBanner } from "@giliran/client/stale-banner.tsx"
import { useLive, useServerNow } from "@giliran/client/use-view"
import { wordStore } from "@giliran/client/word-store"
import type { DisplayView } from "@giliran/contract/display-view"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { type Board, boardOf } from "./board.ts"
import { CallCaption } from "./call-caption.tsx"
import { CallNow } from "./call-now.tsx"
import { CallsBefore } from "./calls-before.tsx"
import type { Hall } from "./hall.ts"
import { MediaArea } from "./media-area.tsx"
import { Masthead } from "./masthead.tsx"
import { designPixel, useIsUpright } from "./room.ts"
import { ServiceStrip } from "./service-strip.tsx"
import { Ticker } from "./ticker.tsx"
import { Welcome } from "./welcome.tsx"
import { shiftAt } from "./well/burn-in.ts"
import { viewOf, zoneIn } from "./zone.ts"

/** An upright glass with a film on it has room for two services at a time. */
const MOST_BESIDE_MEDIA = 2

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
  const isUpright = useIsUpright()
  const { showing } = useStore(hall.media)

  if (!whole || isBeforeView(link)) return <BeforeView link={link} screen="display" language={language} />
  const choice = zoneIn(whole, zone)
  const view = viewOf(choice, whole)
  const board = boardOf(view, turn, now)
  const isDim = isRest(board, view, now)
  const shift = shiftAt(now)
  const px = designPixel()
  const media = board.shows === "closed" ? null : showing
  const before = board.shows === "calls" ? board.before : []
  return (
    <div className="glass" data-rest={isDim ? "" : undefined}>
      <div
        className="hall"
        style={{ transform: `translate(${shift.x * px}px, ${shift.y * px}px)` }}
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
          data-media={media === null ? undefined : ""}
          data-alone={before.length === 0 ? "" : undefined}
        >
          {board.shows === "calls" ? (
            <CallNow
              hero={board.hero}
              isCalledNow={board.isCalledNow}
              next={board.next}
              language={language}
            />
          ) : (
            <Welcome shows={board.shows} view={view} now={now} language={language} />
          )}
          {before.length === 0 ? null : (
            <CallsBefore calls={before} isRow={media !== null} language={language} />
          )}
          {media === null ? null : (
            <MediaArea
              show={hall.media}
              showing={media}
              branchId={view.branch.id}
              isCalling={turn.speaking !== null}
            />
          )}
        </main>
        <CallCaption caption={moment.caption} />
        {board.shows === "closed" ? null : (
          <ServiceStrip
            services={view.services}
            language={language}
            {...(media !== null && isUpright ? { most: MOST_BESIDE_MEDIA } : {})}
          />
        )}
        <Ticker lines={view.ticker} language={language} />
      </div>
    </div>
  )
}

/** Closed, and not about to open: the glass may rest, too. */
function isRest(board: Board, { opening }: DisplayView, now: number): boolean {
  if (board.shows !== "closed" || opening.status !== "closed") return false
  return opening.opensAt === null || opening.opensAt - now > LIT_BEFORE_MS
}

const LIT_BEFORE_MS = 15 * 60_000

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
