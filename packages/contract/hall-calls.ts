import type { Announcement, HallZone } from "./display-view.ts"

/** What the hall's calls keep to, on the server that cuts the view and on the display that reads it. Without zod: displays carry it. */

/** How many calls a display's board shows, of the branch and of each zone. */
export const callsShown = 6

/** How many announcements a display's view carries at most: a screen that was away catches up on these. */
export const announcementsCarried = 12

/** ZONE-1. */
export function isInZone(
  { counterId, serviceId }: Pick<Announcement, "counterId" | "serviceId">,
  { counterIds, serviceIds }: Pick<HallZone, "counterIds" | "serviceIds">,
): boolean {
  return counterIds ? counterIds.includes(counterId) : serviceIds.includes(serviceId)
}
