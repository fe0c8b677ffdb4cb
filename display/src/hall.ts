import { headersOf } from "@giliran/client/credentials"
import type { SoundOutcome } from "@giliran/client/settings/machine"
import { type StartedScreen, startScreen } from "@giliran/client/start-screen"
import type { ScreenLanguage } from "@giliran/client/phrases"
import type { ViewStore } from "@giliran/client/view-store"
import type { SoundHealth } from "@giliran/contract/device-health"
import type { Announcement, DisplayView } from "@giliran/contract/display-view"
import { createStore, type StoreApi } from "zustand/vanilla"
import { createMediaShow, type MediaShow } from "./media-show.ts"
import { createAnnouncementQueue, type LastBegun, type Turn } from "./voice/announcement-queue.ts"
import { openAudioDoor } from "./voice/audio-door.ts"
import { createHallSound, SILENCE, type SoundMoment } from "./voice/hall-sound.ts"
import { keepVoices } from "./voice/voices.ts"
import { keepWell } from "./well/keep-well.ts"
import { heardIn, zoneIn } from "./zone.ts"

/** The hall's screen as one piece: what is true (the view), who is called at this moment (the turn), and the sound. */
export interface Hall {
  readonly views: ViewStore<DisplayView>
  readonly turns: StoreApi<HallState>
  readonly media: MediaShow
  readonly turnSoundOn: () => void
  readonly screen: StartedScreen<"display">
  /** The chime and a call that is none, when nobody is being called. */
  readonly testSound: () => Promise<SoundOutcome>
}

export interface HallState {
  readonly turn: Turn
  /** Null until the browser has said whether it lets this screen be heard. */
  readonly isSoundOn: boolean | null
  readonly moment: SoundMoment
}

/** Each call keeps the screen for at least this long, also on a muted one: time to read it. */
const SHOWN_MS = 6_000
const STORAGE_KEY = "giliran.last-announcement"

/** `zone` is the id of a zone of the plan; left out, the whole branch is called here. */
export function openHall(language: ScreenLanguage, zone?: string): Hall {
  const turns = createStore<HallState>(() => ({
    turn: { speaking: null, next: [] },
    isSoundOn: null,
    moment: SILENCE,
  }))
  const screen = startScreen({ screen: "display", language: () => language })
  const { store: views, health, pairing } = screen
  const report = (sound: SoundHealth) => health.setState({ sound })
  const door = openAudioDoor((state) => {
    turns.setState({ isSoundOn: state === "on" })
    report({ status: state })
  })
  const voices = keepVoices({
    fetchFile,
    branch: () => pairing()?.branch ?? null,
    changed: () => report({ status: door.state() }),
    complain,
  })
  const sound = createHallSound({
    door,
    voices,
    languages: () => views.getState().view?.branch.languages ?? [language],
    waitingCount: () => turns.getState().turn.next.length,
    changed: (moment) => turns.setState({ moment }),
    report,
    complain,
  })
  let sampling: Promise<void> = Promise.resolve()
  const remembered = recollect()
  const queue = createAnnouncementQueue({
    announce: async (announcement, signal) => {
      await sampling
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
  keepWell({
    views,
    health,
    isQuiet: () => {
      const { speaking, next } = turns.getState().turn
      return speaking === null && next.length === 0
    },
  })
  return { views, turns, media, turnSoundOn: door.open, screen, testSound }

  async function testSound(): Promise<SoundOutcome> {
    const { view } = views.getState()
    const sample = view && sampleCall(view, language)
    if (!sample) return "silent"
    door.open()
    // A screen that was just switched on fetches its hundred clips first.
    const until = performance.now() + VOICE_PATIENCE_MS
    while (voices.of(sample.language) === null && performance.now() < until) await pause()
    // Two calls are never heard at once: the sample waits for a call, and calls wait for the sample.
    while (turns.getState().turn.speaking !== null) await pause()
    sampling = sound.announce(sample, new AbortController().signal)
    await sampling
    const status = health.getState().sound?.status
    return status === "on" ? "heard" : status === "no-voice" ? "no-voice" : "silent"
  }

  /** As this screen: a branch's own voice is its own. Rejects with what was not there. */
  async function fetchFile(path: string): Promise<Response> {
    const answer = await fetch(path, { headers: headersOf(pairing()?.credentials() ?? { kind: "session" }) })
    if (!answer.ok) throw new Error(`${path} is not there (${answer.status})`)
    return answer
  }
}

const VOICE_PATIENCE_MS = 15_000

const pause = (): Promise<void> => new Promise((resume) => setTimeout(resume, 200))

/** As if the first number were called to the first counter. */
function sampleCall({ counters, services, at }: DisplayView, language: ScreenLanguage): Announcement | null {
  const [counter] = counters
  const [service] = services
  if (!counter || !service) return null
  return {
    no: 1,
    at,
    ticketId: "" as Announcement["ticketId"],
    number: `${service.letter}001`,
    counterId: counter.id,
    serviceId: service.id,
    attempt: 1,
    language,
  }
}

/** For whoever looks into this screen: it is no server, and has no log. */
function complain(words: string): void {
  // oxlint-disable-next-line no-console -- a screen has no other place to say it
  console.info(words)
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
