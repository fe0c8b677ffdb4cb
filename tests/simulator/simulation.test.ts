import type { Millis } from "@giliran/contract/basics"
import type { TicketClass } from "@giliran/contract/ticket"
import { describe, expect, test } from "vitest"
import type { CallingRule } from "../../server/rules/calling/calling-rule.ts"
import { type Load, LoadWriter } from "../../server/simulator/load.ts"
import type { Overflow, Shift, Shop } from "../../server/simulator/shop.ts"
import { Simulation, simulate } from "../../server/simulator/simulation.ts"

const classes: readonly TicketClass[] = ["regular", "priority", "care"]
const even = { rate: 1, headStartMs: 0 }
const forEver = Number.POSITIVE_INFINITY

interface Customer {
  readonly at: number
  readonly line?: number
  readonly holds: number
  readonly leaves?: number
}

/** Times in seconds. */
function loadOf(customers: readonly Customer[]): Load {
  const writer = new LoadWriter()
  for (const { at, line = 0, holds, leaves = forEver } of customers)
    writer.add(at * 1000, line, holds * 1000, leaves * 1000)
  return writer.load
}

const shift = (from: number, to: number, lines = [0, 1, 2], overflow: readonly Overflow[] = []): Shift => ({
  from: from * 1000,
  to: to * 1000,
  lines,
  overflow,
  endsSession: true,
})

function shopOf(shifts: readonly (readonly Shift[])[], rule: Partial<CallingRule> = {}): Shop {
  return {
    lines: classes.map((name) => ({ class: name, isFirst: false, isPersonal: false })),
    counters: shifts.map((own, index) => ({ id: String(index + 1), shifts: own })),
    rules: [
      {
        from: 0,
        rule: { credits: { regular: even, priority: even, care: even }, maxWaitMs: forEver, ...rule },
      },
    ],
  }
}

const called = (shop: Shop, load: Load) =>
  Array.from(simulate(shop, load).calledAt, (at) => (Number.isNaN(at) ? null : at / 1000))

const headStart = (seconds: number) => ({
  credits: { regular: even, priority: { rate: 1, headStartMs: seconds * 1000 }, care: even },
})

describe("a day by hand", () => {
  test("one counter, first come, first served", () => {
    const load = loadOf([
      { at: 0, holds: 60 },
      { at: 10, holds: 30 },
      { at: 20, holds: 5 },
      { at: 200, holds: 5 },
    ])
    expect(called(shopOf([[shift(0, forEver)]]), load)).toEqual([0, 60, 90, 200])
  })

  test("two counters take turns as they become free", () => {
    const load = loadOf([
      { at: 0, holds: 60 },
      { at: 0, holds: 20 },
      { at: 1, holds: 50 },
      { at: 2, holds: 5 },
    ])
    expect(called(shopOf([[shift(0, forEver)], [shift(0, forEver)]]), load)).toEqual([0, 0, 20, 60])
  })

  test("a head start overtakes those who came within it and nobody else", () => {
    const load = loadOf([
      { at: 0, holds: 300 },
      { at: 10, holds: 60 },
      { at: 100, holds: 60 },
      { at: 200, line: 1, holds: 60 },
    ])
    const shop = shopOf([[shift(0, forEver)]], headStart(120))
    const { calledAt, overtakenBy } = simulate(shop, load)
    expect([...calledAt].map((at) => at / 1000)).toEqual([0, 300, 420, 360])
    expect([...overtakenBy]).toEqual([0, 0, 1, 0])
  })

  test("CALL-8: over the cap the arrival alone decides, and the call is counted", () => {
    const load = loadOf([
      { at: 0, holds: 300 },
      { at: 10, holds: 60 },
      { at: 200, line: 1, holds: 60 },
    ])
    const shop = shopOf([[shift(0, forEver)]], { ...headStart(3600), maxWaitMs: 280_000 })
    expect(called(shop, load)).toEqual([0, 300, 360])
    expect(simulate(shop, load).capHits).toBe(1)
    const later = shopOf([[shift(0, forEver)]], { ...headStart(3600), maxWaitMs: 290_000 })
    expect(called(later, load), "exactly the cap is not over it").toEqual([0, 360, 300])
  })

  test("who gives up is not called, and those who are called in time stay", () => {
    const load = loadOf([
      { at: 0, holds: 60 },
      { at: 10, holds: 30, leaves: 50 },
      { at: 20, holds: 5, leaves: 61 },
    ])
    expect(called(shopOf([[shift(0, forEver)]]), load)).toEqual([0, null, 60])
  })

  test("a counter that closes serves its customer to the end; one that opens later helps from then on", () => {
    const load = loadOf([
      { at: 0, holds: 60 },
      { at: 10, holds: 30 },
      { at: 20, holds: 10 },
      { at: 25, holds: 10 },
    ])
    expect(called(shopOf([[shift(0, 40)], [shift(70, forEver)]]), load)).toEqual([0, 70, 100, 110])
    expect(called(shopOf([[shift(0, 40), shift(90, 95)]]), load)).toEqual([0, 90, null, null])
  })

  test("two shifts that meet while the counter is busy are both kept", () => {
    const load = loadOf([
      { at: 0, line: 0, holds: 60 },
      { at: 1, line: 1, holds: 10 },
      { at: 2, line: 0, holds: 10 },
    ])
    expect(called(shopOf([[shift(0, 50, [0]), shift(50, forEver, [1])]]), load)).toEqual([0, 60, null])
  })
})

const priorityFirst = (when: Overflow["when"]) =>
  shopOf([[shift(0, forEver, [1], [{ lines: [0], watched: [0], when }])]])

describe("further lines", () => {
  const load = loadOf([
    { at: 0, line: 1, holds: 10 },
    { at: 0, line: 0, holds: 10 },
    { at: 1, line: 0, holds: 10 },
    { at: 30, line: 1, holds: 10 },
  ])
  test("are called from when the preferred ones are empty", () => {
    expect(called(priorityFirst({ kind: "preferred-empty" }), load)).toEqual([0, 10, 20, 30])
  })

  test("are called from while the queue is longer than so many", () => {
    expect(called(priorityFirst({ kind: "queue-longer-than", count: 1 }), load)).toEqual([0, 10, null, 30])
  })

  test("are called from once somebody has waited longer, though nothing else happens then", () => {
    const waits = called(priorityFirst({ kind: "longest-wait-over", ms: 15_000 as Millis }), load)
    expect(waits).toEqual([0, 15.001, 25.001, 35.001])
  })
})

const sentOn = (spots: Partial<Load["spots"]> = {}): Load => {
  const load = loadOf([
    { at: 0, holds: 10 },
    { at: 5, line: 1, holds: 20 },
    { at: 6, line: 1, holds: 20 },
    { at: Number.NaN, line: 1, holds: 5 },
  ])
  return {
    ...load,
    rootCount: 3,
    spots: {
      arrivedAt: Float64Array.of(0, 5000, 6000, 0),
      order: Int32Array.of(0, 1, 2, 3),
      tie: new Int32Array(4),
      homeLine: Uint16Array.of(0, 1, 1, 1),
      ...spots,
    },
    follow: { row: Int32Array.of(3, -1, -1, -1), afterMs: new Float64Array(4) },
  }
}

describe("who is sent on", () => {
  const shop = shopOf([[shift(0, forEver, [0])], [shift(0, forEver, [1])]])

  test("waits by the arrival it keeps", () => {
    expect(called(shop, sentOn())).toEqual([0, 5, 30, 25])
  })

  test("or as if it had come now", () => {
    const last = sentOn({ arrivedAt: Float64Array.of(0, 5000, 6000, Number.NaN) })
    expect(called(shop, last)).toEqual([0, 5, 25, 45])
    expect(simulate(shop, last).enteredAt[3]).toBe(10_000)
  })

  test("TRANSFER-5: to one who goes home, waits for its service again", () => {
    const personal: Shop = {
      ...shop,
      lines: [...shop.lines, { class: "regular", isFirst: true, isPersonal: true }],
      counters: [
        { id: "1", shifts: [shift(0, forEver, [0])] },
        { id: "2", shifts: [shift(0, forEver, [1])] },
        { id: "3", shifts: [shift(11, 12, [3])] },
      ],
    }
    const load = { ...sentOn(), line: Uint16Array.of(0, 1, 1, 3) }
    expect(called(personal, load), "nobody is there when it comes").toEqual([0, 5, 30, 25])
    const busy = personal.counters.with(2, { id: "3", shifts: [shift(0, 12, [2, 3])] })
    const held: Load = {
      ...load,
      line: Uint16Array.of(0, 1, 2, 3),
    }
    // Counter 3 took the second row's neighbour at 6 and is busy until 26: its own ticket is released then.
    expect(called({ ...personal, counters: busy }, held)).toEqual([0, 5, 6, 26])
  })
})

test("a teller's n-th pause holds while somebody is there to be called", () => {
  const shop = shopOf([[shift(0, forEver)]])
  const paused: Shop = {
    ...shop,
    counters: [{ id: "1", shifts: [{ ...shift(0, forEver), delaysMs: [3000, 7000] }] }],
  }
  const load = loadOf([
    { at: 0, holds: 10 },
    { at: 1, holds: 10 },
    { at: 50, holds: 10, leaves: 51 },
    { at: 60, holds: 10 },
  ])
  // The third leaves while the teller still pauses: with the fourth the next pause begins.
  expect(called(paused, load)).toEqual([3, 20, null, 67])
})

test("in pieces or at once, the day is the same", () => {
  const load = loadOf(
    Array.from({ length: 200 }, (_, index) => ({
      at: index * 20,
      line: index % 2,
      holds: 15 + (index % 7) * 4,
    })),
  )
  const shop = shopOf([[shift(0, 2000), shift(2100, forEver)], [shift(500, 3000)]], headStart(90))
  const inPieces = new Simulation(shop, load)
  let pieces = 1
  while (!inPieces.run(7)) pieces += 1
  expect(pieces).toBeGreaterThan(50)
  expect(inPieces.outcome).toEqual(simulate(shop, load))
})
