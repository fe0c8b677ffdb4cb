import { Announcement } from "@giliran/contract/display-view"
import { describe, expect, it } from "vitest"
import {
  createAnnouncementQueue,
  FRESH_MS,
  KEEP_MS,
  type LastBegun,
  type Turn,
  WATCHDOG_MS,
} from "../../display/src/voice/announcement-queue.ts"

const NINE = Date.UTC(2026, 7, 24, 2, 0, 0)
const MONDAY = "2026-08-24"
const TUESDAY = "2026-08-25"

describe("the announcement queue", () => {
  it("speaks an announcement once, however often the view comes", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1)])
    hall.hear(MONDAY, [call(1)])
    await hall.voiceEnds()
    hall.hear(MONDAY, [call(1)])
    expect(hall.begun).toEqual([1])
  })

  it("speaks two calls of one second one after the other, in order, and shows the second as next", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2)])
    expect(hall.begun).toEqual([1])
    expect(hall.turn.speaking?.no).toBe(1)
    expect(hall.turn.next.map(({ no }) => no)).toEqual([2])
    await hall.voiceEnds()
    expect(hall.begun).toEqual([1, 2])
    await hall.voiceEnds()
    expect(hall.turn).toEqual({ speaking: null, next: [] })
  })

  it("lets nobody speak over somebody: a call that comes meanwhile waits", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1)])
    hall.hear(MONDAY, [call(1), call(2)])
    hall.hear(MONDAY, [call(1), call(2), call(3)])
    expect(hall.begun).toEqual([1])
    await hall.voiceEnds()
    await hall.voiceEnds()
    expect(hall.begun).toEqual([1, 2, 3])
    expect(hall.mostVoicesAtOnce).toBe(1)
  })

  it("speaks after a reconnection only what is fresh, and never goes back", async () => {
    const hall = aHall()
    hall.now = NINE + FRESH_MS + 1
    hall.hear(MONDAY, [call(4, NINE), call(5, NINE + 1)])
    expect(hall.begun).toEqual([5])
    await hall.voiceEnds()
    hall.hear(MONDAY, [call(4, hall.now), call(5, hall.now)])
    expect(hall.begun).toEqual([5])
  })

  it("repeats nothing after the screen was reloaded", () => {
    const hall = aHall({ day: MONDAY, no: 7 })
    hall.hear(MONDAY, [call(6), call(7), call(8)])
    expect(hall.begun).toEqual([8])
    expect(hall.remembered).toEqual({ day: MONDAY, no: 8 })
  })

  it("begins again at one with a new business day", async () => {
    const hall = aHall({ day: MONDAY, no: 240 })
    hall.hear(TUESDAY, [call(1)])
    expect(hall.begun).toEqual([1])
    expect(hall.remembered).toEqual({ day: TUESDAY, no: 1 })
  })

  it("does not say today what yesterday left unsaid", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2)])
    hall.hear(TUESDAY, [])
    await hall.voiceEnds()
    expect(hall.begun).toEqual([1])
  })

  it("goes on when a voice fails", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2)])
    await hall.voiceFails()
    expect(hall.begun).toEqual([1, 2])
  })

  it("goes on when a voice never ends, and asks it to be silent", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2), call(3)])
    hall.pass(WATCHDOG_MS - 1)
    expect(hall.begun).toEqual([1])
    hall.pass(1)
    expect(hall.begun).toEqual([1, 2])
    expect(hall.silenced).toEqual([1])
    // The stuck voice ends at last: that must not end the turn of the second.
    await hall.voiceEnds(1)
    expect(hall.begun).toEqual([1, 2])
    await hall.voiceEnds(2)
    expect(hall.begun).toEqual([1, 2, 3])
  })

  it("drops what waited for the voice until nobody waits for it any more", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2), call(3, NINE + 10_000)])
    hall.now = NINE + KEEP_MS + 1
    await hall.voiceEnds()
    expect(hall.begun).toEqual([1, 3])
  })

  it("does not speak a call that was undone while it waited", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2), call(3)])
    hall.hear(MONDAY, [call(1), call(3)])
    await hall.voiceEnds()
    expect(hall.begun).toEqual([1, 3])
  })

  it("breaks off a call that is undone while it is spoken, and goes on with the next", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2)])
    hall.hear(MONDAY, [call(2)])
    expect(hall.silenced).toEqual([1])
    expect(hall.begun).toEqual([1, 2])
    await hall.voiceEnds(1)
    expect(hall.begun).toEqual([1, 2])
    expect(hall.turn.speaking?.no).toBe(2)
  })

  it("lets yesterday's last call be spoken to its end", () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(7)])
    hall.hear(TUESDAY, [])
    expect(hall.silenced).toEqual([])
    expect(hall.turn.speaking?.no).toBe(7)
  })

  it("still speaks what fell off the end of a full view while it waited", async () => {
    const hall = aHall()
    const rush = Array.from({ length: 12 }, (_, index) => call(index + 1))
    hall.hear(MONDAY, rush)
    hall.hear(MONDAY, [...rush.slice(3), call(13), call(14), call(15)])
    for (let ends = 0; ends < 15; ends += 1) await hall.voiceEnds()
    expect(hall.begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
  })

  it("is silent once it is stopped", async () => {
    const hall = aHall()
    hall.hear(MONDAY, [call(1), call(2)])
    hall.queue.stop()
    expect(hall.silenced).toEqual([1])
    await hall.voiceEnds(1)
    hall.pass(WATCHDOG_MS)
    hall.hear(MONDAY, [call(1), call(2), call(3)])
    expect(hall.begun).toEqual([1])
  })
})

function call(no: number, at = NINE): Announcement {
  return Announcement.parse({
    no,
    at,
    ticketId: "t".repeat(22),
    number: `A${String(no).padStart(3, "0")}`,
    counterId: "2",
    serviceId: "teller",
    attempt: 1,
    language: "id",
  })
}

/** A hall with a voice that speaks until told, and a clock that stands until moved. */
function aHall(remembered?: LastBegun) {
  const voices = new Map<number, { end: () => void; fail: () => void }>()
  const alarms = new Set<{ at: number; run: () => void }>()
  const hall = {
    now: NINE,
    begun: [] as number[],
    silenced: [] as number[],
    mostVoicesAtOnce: 0,
    remembered: undefined as LastBegun | undefined,
    turn: { speaking: null, next: [] } as Turn,
  }
  const queue = createAnnouncementQueue({
    announce: (announcement, signal) =>
      new Promise<void>((end, fail) => {
        hall.begun.push(announcement.no)
        voices.set(announcement.no, { end, fail: () => fail(new Error("no voice")) })
        hall.mostVoicesAtOnce = Math.max(hall.mostVoicesAtOnce, voices.size)
        signal.addEventListener("abort", () => hall.silenced.push(announcement.no))
      }),
    serverNow: () => hall.now,
    later: (run, ms) => {
      const alarm = { at: hall.now + ms, run }
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
    changed: (turn) => {
      hall.turn = turn
    },
    remember: (last) => {
      hall.remembered = last
    },
    ...(remembered && { remembered }),
  })
  async function leave(no: number | undefined, how: "end" | "fail") {
    if (no === undefined) return
    const voice = voices.get(no)
    voices.delete(no)
    voice?.[how]()
    await new Promise((settled) => setImmediate(settled))
  }
  return Object.assign(hall, {
    queue,
    hear: (day: string, announcements: readonly Announcement[]) => queue.hear({ day, announcements }),
    pass: (ms: number) => {
      hall.now += ms
      for (const alarm of alarms) {
        if (alarm.at > hall.now) continue
        alarms.delete(alarm)
        alarm.run()
      }
    },
    voiceEnds: (no = hall.turn.speaking?.no) => leave(no, "end"),
    voiceFails: (no = hall.turn.speaking?.no) => leave(no, "fail"),
  })
}
