import { startScreen } from "@giliran/client/start-screen"
import type { ScreenLanguage } from "@giliran/client/phrases"
import type { ViewStore } from "@giliran/client/view-store"
import type { DisplayView } from "@giliran/contract/views"
import { createStore, type StoreApi } from "zustand/vanilla"
import { createAnnouncementQueue, type LastBegun, type Turn } from "./announcement-queue.ts"
import { createHallSound } from "./hall-sound.ts"
import { createMediaShow, type MediaShow } from "./media-show.ts"
import { heardIn, zoneIn } from "./zone.ts"

/** The hall's screen as one piece: what is true (the view), who is called at this moment (the turn), and the sound. */
export interface Hall {
  readonly views: ViewStore<DisplayView>
  readonly turns: StoreApi<HallState>
  readonly media: MediaShow
  readonly turnSoundOn: () => void
}

export interface HallState {
  readonly turn: Turn
  readonly isSoundOn: boolean
}

/** Each call keeps the screen for at least this long, also on a muted one: time to read it. */
const SHOWN_MS = 6_000
const STORAGE_KEY = "giliran.last-announcement"

/** `zone` is the id of a zone of the plan; left out, the whole branch is called here. */
export function openHall(language: ScreenLanguage, zone?: string): Hall {
  const turns = createStore<HallState>(() => ({ turn: { speaking: null, next: [] }, isSoundOn: false }))
  const { store: views, health } = startScreen({ screen: "display", language: () => language })
  const sound = createHallSound((isSoundOn) => {
    turns.setState({ isSoundOn })
    health.setState({ sound: { status: isSoundOn ? "on" : "muted" } })
  })
  const remembered = recollect()
  const queue = createAnnouncementQueue({
    announce: async (announcement, signal) => {
      await Promise.all([sound.announce(announcement, signal), shown(signal)])
    },
    serverNow: () => views.clock.now(),
    later: (run, ms) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    changed: (turn) => turns.setState({ turn }),
    remember,
    ...(remembered && { remembered }),
  })
  const media = createMediaShow({ now: () => performance.now(), later: (run, ms) => setTimeout(run, ms) })
  views.subscribe(({ view }, before) => {
    if (view && view !== before.view) {
      queue.hear(heardIn(zoneIn(view, zone), view))
      media.offer(view.media)
    }
  })
  return { views, turns, media, turnSoundOn: sound.turnOn }
}

function shown(signal: AbortSignal): Promise<void> {
  return new Promise((over) => {
    const timer = setTimeout(over, SHOWN_MS)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      over()
    })
  })
}

/** The tab's own memory, so that a reload repeats nothing and a second screen in the hall still speaks. */
function remember(last: LastBegun): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(last))
  } catch {
    // A browser that keeps nothing may repeat the last call after a reload.
  }
}

function recollect(): LastBegun | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null")
    return isLastBegun(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

function isLastBegun(kept: unknown): kept is LastBegun {
  return (
    typeof kept === "object" &&
    kept !== null &&
    "day" in kept &&
    typeof kept.day === "string" &&
    "no" in kept &&
    typeof kept.no === "number"
  )
}
