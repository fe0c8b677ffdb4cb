import type { Announcement, DisplayView } from "@giliran/contract/display-view"
import type { Turn } from "./voice/announcement-queue.ts"

/** What stands where on the screen. */
export type Board =
  | {
      readonly shows: "calls"
      readonly hero: Announcement
      /** Called a moment ago: amber. Later it is the last call, and calm. */
      readonly isCalledNow: boolean
      readonly next: readonly Announcement[]
      readonly before: readonly Announcement[]
    }
  | { readonly shows: "welcome" | "closed" | "paused" }

/** How long a call stays "now" once it has been announced. */
const NOW_MS = 60_000
/** After closing, the last customers are still called; when nobody has been for this long, the house says good-bye. */
const LAST_CALLS_MS = 10 * 60_000
const BEFORE_COUNT = 5

export function boardOf(view: DisplayView, turn: Turn, now: number): Board {
  const hero = turn.speaking ?? view.calls[0]
  if (!hero) return { shows: restOf(view) }
  if (!turn.speaking && view.opening.status === "closed" && now - hero.at > LAST_CALLS_MS)
    return { shows: "closed" }
  const elsewhere = new Set([hero, ...turn.next].map((call) => call.ticketId))
  return {
    shows: "calls",
    hero,
    isCalledNow: turn.speaking !== null || now - hero.at < NOW_MS,
    // The same ticket again is a recall: it stands there, huge, as it is.
    next: turn.next.filter((call) => call.ticketId !== hero.ticketId),
    before: view.calls.filter((call) => !elsewhere.has(call.ticketId)).slice(0, BEFORE_COUNT),
  }
}

function restOf(view: DisplayView): "welcome" | "closed" | "paused" {
  switch (view.opening.status) {
    case "open":
      return "welcome"
    case "closed":
      return "closed"
    case "paused":
      return "paused"
  }
}
