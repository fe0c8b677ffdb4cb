import type { SteadyQueue, SteadyRule } from "./steady-queue.ts"

/** Mean waits in seconds that the books give: published values, not worked out by the code that they judge. */
export interface TheoryRow {
  readonly queue: SteadyQueue
  readonly firstCome: number
  readonly cells: readonly {
    readonly rule: Exclude<SteadyRule, "first-come">
    readonly priority: number
    readonly regular: number
  }[]
}

const half = { beta: 0.5 } as const
const quarter = { beta: 0.25 } as const

/** Mean service 180 s, 30 % priority: M/M/c at five loads, and M/G/1 with lognormal service, C² = 1.5. */
export const theoryTable: readonly TheoryRow[] = [
  row(3, 0.8, 194.16, [51.09, 255.47], [132.38, 220.63], [94.71, 236.78]),
  row(3, 0.9, 490.24, [67.16, 671.56], [311.71, 566.75], [199.78, 614.72]),
  row(5, 0.8, 99.74, [26.25, 131.24], [68.0, 113.34], [48.65, 121.63]),
  row(5, 0.9, 274.5, [37.6, 376.02], [174.54, 317.34], [111.86, 344.2]),
  row(8, 0.9, 157.84, [21.62, 216.23], [100.36, 182.48], [64.33, 197.92]),
  {
    queue: {
      counterCount: 1,
      busyShare: 0.85,
      priorityShare: 0.3,
      services: { kind: "lognormal", meanMs: 180_000, variation: 1.5 },
    },
    firstCome: 1275,
    cells: [
      { rule: "strict", priority: 256.71, regular: 1711.41 },
      { rule: half, priority: 840.26, regular: 1461.32 },
    ],
  },
]

type Pair = readonly [priority: number, regular: number]

function row(
  counterCount: number,
  busyShare: number,
  firstCome: number,
  strict: Pair,
  byHalf: Pair,
  byQuarter: Pair,
): TheoryRow {
  return {
    queue: {
      counterCount,
      busyShare,
      priorityShare: 0.3,
      services: { kind: "exponential", meanMs: 180_000 },
    },
    firstCome,
    cells: [
      { rule: "strict", priority: strict[0], regular: strict[1] },
      { rule: half, priority: byHalf[0], regular: byHalf[1] },
      { rule: quarter, priority: byQuarter[0], regular: byQuarter[1] },
    ],
  }
}
