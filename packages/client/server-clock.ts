import type { Instant } from "@giliran/contract/basics"

/**
 * The server's time on a screen whose own clock may be wrong. Each view says when it was made, so each is a lower
 * bound of the server's time at its arrival; the greatest of the last few is the best estimate, and keeping only a few
 * lets the estimate follow a server whose clock was set back. Runs on the monotonic clock, so that setting the
 * screen's own clock moves nothing.
 */
export interface ServerClock {
  now(): Instant
  /** A view made at `at` has just arrived. */
  heard(at: Instant): void
}

const samplesKept = 8

export const createServerClock = (): ServerClock => {
  let samples: readonly number[] = []
  let offset = Date.now() - performance.now()
  return {
    now: () => Math.max(0, Math.round(performance.now() + offset)) as Instant,
    heard: (at) => {
      samples = [...samples, at - performance.now()].slice(-samplesKept)
      offset = Math.max(...samples)
    },
  }
}
