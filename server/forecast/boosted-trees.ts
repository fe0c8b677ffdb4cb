import type { LearnedTree } from "@giliran/contract/forecast"
import { foreseenBy, forestOf } from "./forest.ts"
import { type Course, binned, growTree } from "./grow-tree.ts"

/**
 * Gradient-boosted regression trees (Friedman 2001) that foresee P10, P50, P90 and the mean together: one tree's splits serve all
 * four, its leaves hold four numbers. The splits follow the sum of the pinball losses' gradients and of the squared
 * loss's, clipped; a leaf adds, for each, the quantile or mean of what was left over there (Friedman's TreeBoost).
 * Best-first growth over histograms. Everything that looks like chance comes from the seed.
 */
export interface Growing {
  readonly rounds: number
  /** The part of each tree's word that counts. */
  readonly rate: number
  readonly leaves: number
  /** No leaf speaks for fewer. */
  readonly leastInLeaf: number
  /** The parts of rows and of numbers that each tree sees. */
  readonly rowShare: number
  readonly numberShare: number
  readonly bins: number
  readonly seed: number
  /** Of each number, how the answer must go when it alone grows; see `Growth`. */
  readonly courses: readonly Course[]
}

const quantileLevels = [0.1, 0.5, 0.9] as const

export interface Boosted {
  readonly start: readonly number[]
  readonly trees: readonly LearnedTree[]
}

/** The trees that foresee these waits from these numbers. At least one row. */
export function growTrees(rows: readonly Float64Array[], waits: Float64Array, how: Growing): Boosted {
  const draw = lots(how.seed)
  const table = binned(rows, how.bins)
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
  const spread = Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / waits.length) || 1
  const start = [...quantileLevels.map((level) => quantile(Float64Array.from(waits), level)), mean].map(
    tenths,
  )
  const foreseen = start.map((value) => new Float64Array(waits.length).fill(value))
  const trees = Array.from({ length: how.rounds }, () => {
    const pulls = pullsOf(waits, foreseen, spread)
    const seen = Array.from(waits.keys()).filter(() => draw() < how.rowShare)
    const numbers = Array.from(table.cuts.keys()).filter(() => draw() < how.numberShare)
    const { leaves, leastInLeaf, courses } = how
    const tree = growTree({ table, pulls, numbers, leaves, leastInLeaf, courses }, seen, (members) =>
      foreseen.map((values, index) => {
        const left = Float64Array.from(members, (row) => (waits[row] ?? 0) - (values[row] ?? 0))
        return tenths(how.rate * middleOf(left, quantileLevels[index]))
      }),
    )
    addTo(foreseen, tree, rows)
    return tree
  })
  return { start, trees }
}

/** The quantile at this level; without one, the mean. */
function middleOf(values: Float64Array, level: number | undefined): number {
  if (values.length === 0) return 0
  return level === undefined
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : quantile(values, level)
}

/** Linear between the two values around it. Sorts what it is given. */
export function quantile(values: Float64Array, level: number): number {
  values.sort()
  const place = (values.length - 1) * level
  const low = values[Math.floor(place)] ?? 0
  return low + (place - Math.floor(place)) * ((values[Math.ceil(place)] ?? low) - low)
}

function addTo(foreseen: readonly Float64Array[], tree: LearnedTree, rows: readonly Float64Array[]): void {
  const alone = forestOf([0, 0, 0, 0], [tree])
  for (const [row, numbers] of rows.entries()) {
    const said = foreseenBy(alone, numbers)
    for (const [index, values] of foreseen.entries()) values[row] = (values[row] ?? 0) + (said[index] ?? 0)
  }
}

/** Where each wait pulls: up by the level when it was longer than the quantile, down by the rest when not. */
function pullsOf(waits: Float64Array, foreseen: readonly Float64Array[], spread: number): Float64Array {
  return waits.map((wait, row) => {
    const off = (wait - (foreseen[3]?.[row] ?? 0)) / spread
    let pull = Math.max(-2, Math.min(2, off))
    for (const [index, level] of quantileLevels.entries())
      pull += wait > (foreseen[index]?.[row] ?? 0) ? level : level - 1
    return pull
  })
}

/** Of seconds. Never −0, which JSON does not know: what is read back is what was learned. */
function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10 + 0
}

/** Lots that are the same for the same seed: Mulberry32, by Tommy Ettinger. */
function lots(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
