import type { Announcement, DisplayView } from "@giliran/contract/display-view"
import { describe, expect, it } from "vitest"
import { createAnnouncementQueue, type Turn } from "../../display/src/voice/announcement-queue.ts"
import { heardIn, viewOf, zoneIn } from "../../display/src/zone.ts"

const zones = [
  { id: "floor-1", name: { id: "Lantai 1", en: "Floor 1" }, counterIds: ["1", "2"], serviceIds: ["teller"] },
  { id: "loans", name: { id: "Kredit", en: "Loans" }, counterIds: null, serviceIds: ["loan"] },
]

describe("a zone's display", () => {
  const view = aView([call(1, "1", "teller"), call(2, "5", "loan"), call(3, "2", "loan")])

  it("ZONE-1: has what is called to its counters, whatever the service, and its services' waits", () => {
    const ours = viewOf(zoneIn(view, "floor-1"), view)
    expect(ours.announcements.map(({ no }) => no)).toEqual([1, 3])
    expect(ours.calls.map(({ no }) => no)).toEqual([3, 1])
    expect(ours.services.map(({ id }) => id)).toEqual(["teller"])
  })

  it("ZONE-1: without counters, has what is called for its services", () => {
    expect(viewOf(zoneIn(view, "loans"), view).announcements.map(({ no }) => no)).toEqual([2, 3])
  })

  it("shows the whole hall when no zone is set, or one that is not there", () => {
    expect(zoneIn(view, undefined)).toEqual({ status: "whole" })
    expect(zoneIn(view, "cellar")).toEqual({ status: "unknown", id: "cellar" })
    expect(viewOf(zoneIn(view, "cellar"), view)).toBe(view)
  })

  it("speaks its own calls on while other zones' push them out of the view, and is silent when one is undone", () => {
    const spoken: number[] = []
    let turn: Turn = { speaking: null, next: [] }
    const queue = createAnnouncementQueue({
      announce: ({ no }) => {
        spoken.push(no)
        return new Promise(() => {})
      },
      serverNow: () => 1_000,
      later: () => () => {},
      changed: (now) => (turn = now),
    })
    const hear = (shown: DisplayView) => queue.hear(heardIn(zoneIn(shown, "floor-1"), shown))
    hear(aView([call(1, "1", "teller"), call(2, "2", "teller")]))
    const others = Array.from({ length: 12 }, (_, n) => call(n + 3, "5", "loan"))
    hear(aView(others))
    expect(turn.speaking?.no).toBe(1)
    expect(turn.next.map(({ no }) => no)).toEqual([2])
    hear(aView([call(4, "5", "loan")]))
    expect(turn).toEqual({ speaking: null, next: [] })
    expect(spoken).toEqual([1])
  })
})

function call(no: number, counterId: string, serviceId: string): Announcement {
  return {
    no,
    at: 1_000,
    ticketId: `ticket-${no}`,
    number: `A00${no}`,
    counterId,
    serviceId,
    attempt: 1,
    language: "id",
  } as unknown as Announcement
}

function aView(announcements: readonly Announcement[]): DisplayView {
  return {
    day: "2026-08-24",
    zones,
    announcements,
    calls: announcements.toReversed(),
    services: [{ id: "teller" }, { id: "loan" }],
  } as unknown as DisplayView
}
