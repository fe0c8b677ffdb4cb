import type { DisplayView, HallZone } from "@giliran/contract/display-view"
import { announcementsCarried, callsShown, isInZone } from "@giliran/contract/hall-calls"
import type { HeardView } from "./voice/announcement-queue.ts"

/** Which part of the branch this display is for. */
export type ZoneChoice =
  | { readonly status: "whole" }
  | { readonly status: "zone"; readonly zone: HallZone }
  /** Somebody set a zone that the plan has not: the whole hall is shown, so that no call is missed. */
  | { readonly status: "unknown"; readonly id: string }

export function zoneIn({ zones }: Pick<DisplayView, "zones">, id: string | undefined): ZoneChoice {
  if (id === undefined) return { status: "whole" }
  const zone = zones.find((one) => one.id === id)
  return zone ? { status: "zone", zone } : { status: "unknown", id }
}

/** ZONE-1: the view as a display of that zone has it: nothing of the others is shown or spoken. */
export function viewOf(choice: ZoneChoice, view: DisplayView): DisplayView {
  if (choice.status !== "zone") return view
  const { zone } = choice
  const isOurs = (call: DisplayView["calls"][number]) => isInZone(call, zone)
  return {
    ...view,
    calls: view.calls.filter(isOurs).slice(0, callsShown),
    announcements: view.announcements.filter(isOurs),
    services: view.services.filter(({ id }) => zone.serviceIds.includes(id)),
  }
}

/** What is spoken there. A call of ours that fell off the end of the view was not undone, so its end is told along. */
export function heardIn(choice: ZoneChoice, view: DisplayView): HeardView {
  const { day, announcements } = viewOf(choice, view)
  const oldest = view.announcements[0]
  return choice.status !== "zone" || oldest === undefined || view.announcements.length < announcementsCarried
    ? { day, announcements }
    : { day, announcements, oldestNo: oldest.no }
}
