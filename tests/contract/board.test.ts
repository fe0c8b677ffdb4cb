import { Announcement, DisplayView } from "@giliran/contract/display-view"
import { describe, expect, it } from "vitest"
import type { Turn } from "../../display/src/voice/announcement-queue.ts"
import { boardOf } from "../../display/src/board.ts"

const NOON = Date.UTC(2026, 7, 24, 5)
const SILENT: Turn = { speaking: null, next: [] }

describe("the board", () => {
  it("shows the call that is spoken, those that are next, and no ticket twice", () => {
    const [first, second, third] = [call(1), call(2), call(3)]
    const board = boardOf(aView([third, second, first]), { speaking: second, next: [third] }, NOON)
    expect(board).toMatchObject({ shows: "calls", isCalledNow: true })
    expect(board.shows === "calls" && [board.hero.no, board.next.map(no), board.before.map(no)]).toEqual([
      2,
      [3],
      [1],
    ])
  })

  it("does not announce the recall of the number that stands there", () => {
    const [first, second] = [call(1), call(2)]
    const recall = { ...second, no: 3, attempt: 2 }
    const board = boardOf(aView([second, first]), { speaking: second, next: [recall] }, NOON)
    expect(board.shows === "calls" && [board.hero.no, board.next, board.before.map(no)]).toEqual([2, [], [1]])
  })

  it("keeps the last call on the board, calm after a minute", () => {
    const board = boardOf(aView([call(1, NOON - 61_000)]), SILENT, NOON)
    expect(board).toMatchObject({ shows: "calls", isCalledNow: false })
  })

  it("welcomes before the first call, and says when taking is paused", () => {
    expect(boardOf(aView([]), SILENT, NOON).shows).toBe("welcome")
    expect(boardOf(aView([], { status: "paused" }), SILENT, NOON).shows).toBe("paused")
  })

  it("still shows the last customers after closing, and says good-bye ten minutes later", () => {
    const closed = { status: "closed", opensAt: null } as const
    expect(boardOf(aView([call(1, NOON - 9 * 60_000)], closed), SILENT, NOON).shows).toBe("calls")
    expect(boardOf(aView([call(1, NOON - 11 * 60_000)], closed), SILENT, NOON).shows).toBe("closed")
  })
})

function no(announcement: Announcement): number {
  return announcement.no
}

function call(of: number, at = NOON): Announcement {
  return Announcement.parse({
    no: of,
    at,
    ticketId: String(of).padStart(22, "t"),
    number: `A00${of}`,
    counterId: "2",
    serviceId: "teller",
    attempt: 1,
    language: "id",
  })
}

function aView(
  calls: readonly Announcement[],
  opening: unknown = { status: "open", closesAt: NOON + 1 },
): DisplayView {
  return DisplayView.parse({
    kind: "display",
    version: 1,
    at: NOON,
    day: "2026-08-24",
    branch: {
      id: "demo",
      name: "Demo",
      zone: "Asia/Jakarta",
      languages: ["id"],
      brand: { bankName: "Bank" },
    },
    opening,
    calls,
    announcements: calls.toReversed(),
    services: [],
    counters: [],
    zones: [],
    media: [],
    ticker: [],
  })
}
