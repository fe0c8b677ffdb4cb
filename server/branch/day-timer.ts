import type { Instant } from "@giliran/contract/basics"
import { nextCutOver } from "../rules/day/opening-hours.ts"
import type { Timer, World } from "../world.ts"
import type { BranchRoom } from "./branch-room.ts"

/** A timer set for midnight fires late after a sleep and wrong after a clock change; one that looks often does neither. */
const longestMs = 30_000

/** Changes a branch's business day when it is over. Returns the way to stop. */
export function startDayTimer(room: Pick<BranchRoom, "day" | "now" | "tick">, world: World): () => void {
  let timer: Timer
  const look = () => {
    room.tick()
    const wait = waitMs(room.now(), nextCutOver(room.now(), room.day.plan))
    timer = world.after(wait, look, { keepsAlive: false })
  }
  look()
  return () => timer.cancel()
}

function waitMs(now: Instant, cutOver: Instant): number {
  return Math.min(Math.max(cutOver - now, 1), longestMs)
}
