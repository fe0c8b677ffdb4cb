import { describe, expect, test } from "vitest"
import { drawDay } from "../../server/simulator/arrivals.ts"
import { type Durations, drawerOf, meanMsOf } from "../../server/simulator/durations.ts"
import { LoadWriter } from "../../server/simulator/load.ts"
import { Random } from "../../server/simulator/random.ts"

const many = 200_000

test("the same seed gives the same numbers, for ever; another seed, day or purpose gives others", () => {
  // Pinned: a report that names its seed can be made again with any later version.
  expect(Array.from({ length: 3 }, drawn(new Random(1999, 2, 16)))).toEqual(pinned)
  const all = [first(1), first(2), first(1, 1), first(1, 0, 1), first(0, 1), first(0, 0, 1), first(0)]
  expect(new Set(all).size).toBe(all.length)
})

const first = (...given: ConstructorParameters<typeof Random>) => new Random(...given).uniform()

const pinned = [0.8300136843463406, 0.5707679375773296, 0.9755067125661299]

const hours = (count: number) => count * 3_600_000

const drawn = (random: Random) => () => random.uniform()

test("uniform numbers fill the unit evenly and leave out its ends", () => {
  const random = new Random(7)
  const bins = new Int32Array(100)
  let [lowest, highest] = [1, 0]
  for (let draw = 0; draw < many; draw++) {
    const value = random.uniform()
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
    bins[Math.floor(value * 100)] = (bins[Math.floor(value * 100)] ?? 0) + 1
  }
  expect(lowest).toBeGreaterThan(0)
  expect(highest).toBeLessThan(1)
  const expected = many / 100
  const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 99 degrees of freedom: 0.1 % and 99.9 %.
  expect(chiSquare).toBeGreaterThan(60)
  expect(chiSquare).toBeLessThan(149)
})

describe("durations", () => {
  const kinds: readonly (readonly [Durations, number])[] = [
    [{ kind: "exponential", meanMs: 180_000 }, 1],
    [{ kind: "lognormal", meanMs: 180_000, variation: 1.5 }, 1.5],
    [{ kind: "fixed", ms: 5000 }, 0],
    [{ kind: "recorded", samplesMs: [1000, 2000, 6000] }, 14 / 27],
  ]

  test.each(kinds)("$kind has the mean and the variation that it says", (durations, variation) => {
    const draw = drawerOf(durations, new Random(11))
    let sum = 0
    let squares = 0
    for (let count = 0; count < many; count++) {
      const ms = draw()
      sum += ms
      squares += ms * ms
    }
    const mean = sum / many
    expect(mean / meanMsOf(durations)).toBeCloseTo(1, 1.7)
    expect(squares / many / mean ** 2 - 1).toBeCloseTo(variation, 1)
  })
})

describe("customers by chance", () => {
  const services: Durations = { kind: "fixed", ms: 1 }
  const day = (perHour: readonly number[], seed: number) => {
    const writer = new LoadWriter()
    const periods = perHour.map((rate, hour) => ({ from: hours(hour), to: hours(hour + 1), perHour: rate }))
    drawDay([{ line: 0, periods, services }], { seed, day: 0 }, writer)
    const { count, entersAt } = writer.load
    return Array.from(entersAt.subarray(0, count))
  }

  test("come at each hour's rate, in order", () => {
    const found = day([1000, 0, 4000], 3)
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    const between = (from: number, to: number) =>
      found.filter((at) => at >= hours(from) && at < hours(to)).length
    expect(Math.abs(between(0, 1) - 1000)).toBeLessThan(4 * Math.sqrt(1000))
    expect(between(1, 2)).toBe(0)
    expect(Math.abs(between(2, 3) - 4000)).toBeLessThan(4 * Math.sqrt(4000))
    expect(between(3, 24)).toBe(0)
  })

  test("are the same ones first when more come, so that variants can be compared", () => {
    const few = day([100], 5)
    const more = day([200], 5)
    expect(more[9]).toBeCloseTo((few[9] ?? 0) / 2, 6)
  })
})
