import type { Instant } from "@giliran/contract/basics"
import type { World } from "../world.ts"

/** A time that never goes back. */
export interface Clock {
  now(): Instant
  /** Go on from this moment when it is later than now: what the ledger knows has happened. */
  atLeast(moment: Instant): void
}

/**
 * A wall clock set forward, or a machine that slept, is followed at once. One set back is waited for: time goes on at
 * half speed until the wall has caught up, so that waits stay true within a factor of two and no event is earlier
 * than the one before it.
 */
export function steadyClock(world: Pick<World, "now" | "elapsedMs">): Clock {
  let at: number = world.now()
  let steadyAt = world.elapsedMs()
  return {
    now() {
      const steadyNow = world.elapsedMs()
      const passed = Math.max(0, steadyNow - steadyAt)
      steadyAt = steadyNow
      at = Math.max(world.now(), at + passed / 2)
      return Math.floor(at) as Instant
    },
    atLeast(moment) {
      at = Math.max(at, moment)
    },
  }
}
