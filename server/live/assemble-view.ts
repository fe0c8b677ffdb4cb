import type { View } from "@giliran/contract/views"
import type { BranchRoom } from "../branch/branch-room.ts"
import { projectCounter } from "../rules/views/project-counter.ts"
import { projectDisplay, projectKiosk, projectTicket } from "../rules/views/project-views.ts"
import type { Audience } from "./audience.ts"
import type { NewsDesk } from "./news.ts"

/**
 * What this audience sees of the branch now: the rules' cut of the day, and the news that are for it. For sockets and for GET alike. Null
 * when the day has no such counter or ticket (any more).
 */
export function assembleView(audience: Audience, room: BranchRoom, news: Pick<NewsDesk, "of">): View | null {
  const { day, version } = room
  const now = room.now()
  switch (audience.kind) {
    case "kiosk":
      return {
        ...projectKiosk(day, version, now),
        help: news.of("help", room).map(({ id, coming }) => ({ id, isComing: coming !== null })),
        printers: [...news.of("printers", room)],
      }
    case "display":
      return projectDisplay(day, version, now)
    case "counter": {
      const cut = projectCounter(day, audience.counterId, version, now)
      if (!cut) return null
      const seen = { ...cut, help: [...news.of("help", room)] }
      return audience.isAdvised
        ? { ...seen, advice: news.of("advice", room), troubles: [...news.of("troubles", room)] }
        : { ...seen, advice: null, troubles: [] }
    }
    case "ticket": {
      const view = projectTicket(day, audience.ticketId, version, now)
      if (view?.progress.status !== "waiting") return view
      // FORECAST-4: the range that this customer was shown before has a say in the one shown now.
      const wait = room.waitShown(audience.ticketId) ?? view.progress.wait
      return { ...view, progress: { ...view.progress, wait } }
    }
  }
}
