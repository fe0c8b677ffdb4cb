import { describe, expect, test } from "vitest"
import {
  conserved,
  firstFreeExponential,
  firstFreeGeneral,
  shareWhoWait,
  waitFirstCome,
  waitsAccumulating,
  waitsStrict,
} from "../../server/simulator/theory.ts"
import { theoryTable } from "../support/theory-table.ts"

test("Erlang-C at two points that are known exactly or well", () => {
  expect(shareWhoWait(2, 1)).toBeCloseTo(1 / 3, 12)
  expect(shareWhoWait(10, 8)).toBeCloseTo(0.40918, 5)
  expect(shareWhoWait(1, 0.85)).toBeCloseTo(0.85, 12)
})

test("a queue that is fed faster than it is served has no mean wait", () => {
  expect(() => shareWhoWait(3, 3)).toThrow(RangeError)
  expect(() => waitFirstCome(2, 3 / 180, 180)).toThrow("without end")
})

describe.each(
  theoryTable.map((row) => ({ name: `${row.queue.counterCount} at ${row.queue.busyShare}`, ...row })),
)(
  "the published table, $name",
  ({ queue: { counterCount, busyShare, priorityShare, services }, firstCome, cells }) => {
    const meanService = services.meanMs / 1000
    const arrivalRate = (busyShare * counterCount) / meanService
    const firstFree =
      services.kind === "lognormal"
        ? firstFreeGeneral(arrivalRate, meanService, services.variation)
        : firstFreeExponential(counterCount, arrivalRate, meanService)
    const loads = [busyShare * priorityShare, busyShare * (1 - priorityShare)]
    const rated = (regular: number) => [
      { load: loads[0] ?? 0, rate: 1 },
      { load: loads[1] ?? 0, rate: regular },
    ]

    test("first come, first served", () => {
      const wait =
        services.kind === "lognormal"
          ? firstFree / (1 - busyShare)
          : waitFirstCome(counterCount, arrivalRate, meanService)
      expect(wait).toBeCloseTo(firstCome, 2)
      expect(waitsAccumulating(firstFree, rated(1))[0]).toBeCloseTo(firstCome, 2)
    })

    test.each(cells)("$rule", ({ rule, priority, regular }) => {
      const waits =
        rule === "strict" ? waitsStrict(firstFree, loads) : waitsAccumulating(firstFree, rated(rule.beta))
      expect(Math.abs((waits[0] ?? 0) - priority)).toBeLessThan(0.0051)
      expect(Math.abs((waits[1] ?? 0) - regular)).toBeLessThan(0.0051)
      // Kleinrock's conservation law: no rule makes the load's waits less, it only moves them.
      expect(conserved(loads, waits)).toBeCloseTo((firstFree * busyShare) / (1 - busyShare), 6)
      // Two classes: Wp / Wr = 1 − ρ(1 − β), and strict classes are the limit β = 0.
      const beta = rule === "strict" ? 0 : rule.beta
      expect((waits[0] ?? 0) / (waits[1] ?? 1)).toBeCloseTo(1 - busyShare * (1 - beta), 10)
    })
  },
)

test("with three classes the order in which they are given does not matter, and very unlike rates are nearly strict", () => {
  const classes = [
    { load: 0.2, rate: 1 },
    { load: 0.3, rate: 0.5 },
    { load: 0.35, rate: 0.1 },
  ]
  const waits = waitsAccumulating(50, classes)
  for (const [index, wait] of waitsAccumulating(50, classes.toReversed()).toReversed().entries())
    expect(wait).toBeCloseTo(waits[index] ?? 0, 9)
  const apart = classes.map(({ load }, index) => ({ load, rate: 1e6 ** -index }))
  const strict = waitsStrict(50, [0.2, 0.3, 0.35])
  for (const [index, wait] of waitsAccumulating(50, apart).entries())
    expect(wait).toBeCloseTo(strict[index] ?? 0, 2)
})
