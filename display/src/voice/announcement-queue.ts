import type { Announcement } from "@giliran/contract/display-view"
import { announcementsCarried } from "@giliran/contract/hall-calls"

/**
 * What the hall hears: announcements one after another, each in full, none twice, none stale.
 *
 * It knows no screen, no sound and no clock of its own: whoever makes it brings `announce`, `serverNow` and `later`.
 */
export interface AnnouncementQueue {
  /** Take in a display's view. Safe to call with every view, also with the same one again. */
  hear: (heard: HeardView) => void
  /** Silence for ever: the screen goes away. */
  stop: () => void
}

export interface HeardView {
  readonly day: string
  /** Oldest first, at most `announcementsCarried`. */
  readonly announcements: readonly Announcement[]
  /** Of a share of the view's announcements: the oldest number that the view has, whosever it is. */
  readonly oldestNo?: number
}

export interface Turn {
  /** The one that is shown and spoken at this moment. */
  readonly speaking: Announcement | null
  /** Those that wait for the voice, next first. */
  readonly next: readonly Announcement[]
}

export interface QueueParts {
  /** Show and speak one. Its end, good or bad, frees the voice; `signal` asks it to be silent at once. */
  readonly announce: (announcement: Announcement, signal: AbortSignal) => Promise<void>
  /** The server's clock, milliseconds. */
  readonly serverNow: () => number
  /** Run once after `ms`; the answer cancels it. */
  readonly later: (run: () => void, ms: number) => () => void
  readonly changed: (turn: Turn) => void
  /** The last one begun before this screen was reloaded. */
  readonly remembered?: LastBegun
  readonly remember?: (last: LastBegun) => void
}

export interface LastBegun {
  readonly day: string
  readonly no: number
}

/** An announcement that is older when it arrives is history: shown, not spoken. */
export const FRESH_MS = 20_000
/** One that waited longer for the voice (a sleeping machine, a stuck speaker) would call people who gave up. */
export const KEEP_MS = 120_000
/** The longest that one announcement may hold the voice: chime and two languages take about twelve seconds. */
export const WATCHDOG_MS = 25_000

export function createAnnouncementQueue(parts: QueueParts): AnnouncementQueue {
  let day = parts.remembered?.day ?? ""
  let lastHeard = parts.remembered?.no ?? 0
  let next: readonly Announcement[] = []
  let speaking: Announcement | null = null
  let silence: (() => void) | null = null
  let isStopped = false

  function hear(heard: HeardView): void {
    if (isStopped) return
    const isNewDay = heard.day !== day
    if (isNewDay) {
      // Numbers begin again with the business day; what yesterday still had to say, nobody waits for.
      day = heard.day
      lastHeard = 0
      next = []
    }
    const isUndone = speaking !== null && !isNewDay && !isStillAnnounced(speaking, heard)
    const kept = next.filter((waiting) => isStillAnnounced(waiting, heard))
    const news = heard.announcements.filter((announcement) => announcement.no > lastHeard)
    const newest = news.at(-1)
    if (newest) lastHeard = newest.no
    const now = parts.serverNow()
    const fresh = news.filter((announcement) => now - announcement.at <= FRESH_MS)
    const isSame = fresh.length === 0 && kept.length === next.length
    next = [...kept, ...fresh]
    if (isUndone) silence?.()
    else if (isSame) return
    if (isUndone || !speaking) speakNext()
    else tell()
  }

  function speakNext(): void {
    if (isStopped) return
    const now = parts.serverNow()
    const alive = next.filter((waiting) => now - waiting.at <= KEEP_MS)
    speaking = alive[0] ?? null
    next = alive.slice(1)
    tell()
    if (speaking) speak(speaking)
  }

  function speak(announcement: Announcement): void {
    parts.remember?.({ day, no: announcement.no })
    const aborter = new AbortController()
    let isOver = false
    const over = () => {
      if (isOver) return
      isOver = true
      stopWatching()
      silence = null
      speakNext()
    }
    const stopWatching = parts.later(() => {
      aborter.abort()
      over()
    }, WATCHDOG_MS)
    silence = () => {
      isOver = true
      stopWatching()
      silence = null
      aborter.abort()
    }
    // A voice that throws or rejects has had its turn: the number is on the screen, and the next one must be heard.
    const spoken = async () => parts.announce(announcement, aborter.signal)
    void spoken().then(over, over)
  }

  function tell(): void {
    parts.changed({ speaking, next })
  }

  function stop(): void {
    isStopped = true
    next = []
    speaking = null
    silence?.()
  }

  return { hear, stop }
}

/** A call that was undone disappears from the view: it must not be spoken (on). One that only fell off its end stays. */
function isStillAnnounced(waiting: Announcement, { announcements, oldestNo }: HeardView): boolean {
  if (announcements.some((announcement) => announcement.no === waiting.no)) return true
  const oldest = oldestNo ?? (announcements.length >= announcementsCarried ? announcements[0]?.no : undefined)
  return oldest !== undefined && waiting.no < oldest
}
