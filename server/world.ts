import type { Instant } from "@giliran/contract/basics"

/**
 * Time and chance. The server takes its clocks, timers and jitter from one such object, so that a test, or a simulation of
 * crashes, owns them. Nothing else calls `Date.now`, `setTimeout` or `Math.random`.
 */
export interface World {
  /** Of the machine's clock, which somebody may set. */
  readonly now: () => Instant
  /** Milliseconds of a clock that nobody sets, since a moment that means nothing. */
  elapsedMs(): number
  /** Calls `then` once, so many milliseconds later. */
  after(ms: number, then: () => void, options?: TimerOptions): Timer
  /** Calls `then` again and again, that far apart. */
  every(ms: number, then: () => void, options?: TimerOptions): Timer
  /** Calls `then` once everything is done that is waiting now. */
  soon(then: () => void): Timer
  sleep(ms: number, options?: TimerOptions): Promise<void>
  /** From 0 up to, but without, 1: for jitter. Secrets come from node:crypto. */
  random(): number
}

export interface Timer {
  /** After this nothing is called any more. */
  cancel(): void
}

export interface TimerOptions {
  /** False: a process that waits for nothing else may end before. */
  readonly keepsAlive?: boolean
}

/** The machine's own. */
export const realWorld: World = {
  now: () => Date.now() as Instant,
  elapsedMs: () => performance.now(),
  after(ms, then, options) {
    const timer = kept(setTimeout(then, ms), options)
    return { cancel: () => clearTimeout(timer) }
  },
  every(ms, then, options) {
    const timer = kept(setInterval(then, ms), options)
    return { cancel: () => clearInterval(timer) }
  },
  soon(then) {
    const immediate = setImmediate(then)
    return { cancel: () => clearImmediate(immediate) }
  },
  sleep: (ms, options) =>
    new Promise((resolve) => {
      kept(setTimeout(resolve, ms), options)
    }),
  random: () => Math.random(),
}

function kept(timer: NodeJS.Timeout, { keepsAlive = true }: TimerOptions = {}): NodeJS.Timeout {
  return keepsAlive ? timer : timer.unref()
}
