/** Nothing ran for so long: a browser that swaps, a film that took the machine, a loop of ours. */
export const STOOD_MS = 15_000
/** Timers run and nothing is drawn: the graphics have hung. */
export const UNDRAWN_MS = 15_000
const LOOK_EACH_MS = 1_000

interface WatchParts {
  /** Milliseconds that never go back. */
  readonly now: () => number
  readonly isVisible: () => boolean
  readonly each: (run: () => void, ms: number) => void
  readonly nextFrame: (run: () => void) => void
  readonly stood: () => void
}

/** Notices that this screen stood still. It is looked at from inside: while nothing at all runs, nobody can do anything. */
export function watchStanding({ now, isVisible, each, nextFrame, stood }: WatchParts): void {
  let lookedAt = now()
  let drawnAt = now()
  let isAsked = false
  let wasVisible = isVisible()
  each(() => {
    const gapMs = now() - lookedAt
    lookedAt = now()
    const isSeen = isVisible() && wasVisible
    wasVisible = isVisible()
    if (!isSeen) {
      // Hidden, a browser draws nothing and wakes rarely.
      drawnAt = lookedAt
      return
    }
    if (gapMs > STOOD_MS || lookedAt - drawnAt > UNDRAWN_MS) {
      drawnAt = lookedAt
      stood()
    }
    if (isAsked) return
    isAsked = true
    nextFrame(() => {
      isAsked = false
      drawnAt = now()
    })
  }, LOOK_EACH_MS)
}
