import type { Instant } from "@giliran/contract/basics"

/** A time that never goes back. */
export interface Clock {
  now(): Instant
  /** Go on from this moment when it is later than now: what the ledger knows has happened. */
  atLeast(moment: Instant): void
}

export interface ClockSources {
  /** The wall clock: milliseconds since 1970, may jump either way. */
  readonly wall: () => number
  /** Milliseconds that only rise, from any start. May stand still while the machine sleeps. */
  readonly steady: () => number
}

const machine: ClockSources = { wall: Date.now, steady: () => performance.now() }

/**
 * A wall clock set forward, or a machine that slept, is followed at once. One set back is waited for: time goes on at
 * half speed until the wall has caught up, so that waits stay true within a factor of two and no event is earlier
 * than the one before it.
 */
export function steadyClock({ wall, steady }: ClockSources = machine): Clock {
  let at = wall()
  let steadyAt = steady()
  return {
    now() {
      const steadyNow = steady()
      const passed = Math.max(0, steadyNow - steadyAt)
      steadyAt = steadyNow
      at = Math.max(wall(), at + passed / 2)
      return Math.floor(at) as Instant
    },
    atLeast(moment) {
      at = Math.max(at, moment)
    },
  }
}
