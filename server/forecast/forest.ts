import type { LearnedTree } from "@giliran/contract/forecast"

/**
 * All trees in a few typed arrays, to be asked fast: half a thousand tickets ask some dozens of trees at every change. A split's
 * children are splits of the whole forest; below zero is leaf −1 − n of the whole forest.
 */
export interface Forest {
  readonly start: Float64Array
  /** Where each tree begins; below zero is a tree of one leaf. */
  readonly roots: Int32Array
  readonly numbers: Uint8Array
  readonly thresholds: Float64Array
  /** Left and right of each split, in turn. */
  readonly children: Int32Array
  /** Four numbers each. */
  readonly leaves: Float64Array
}

export function forestOf(start: readonly number[], trees: readonly LearnedTree[]): Forest {
  const roots: number[] = []
  const numbers: number[] = []
  const thresholds: number[] = []
  const children: number[] = []
  const leaves: number[] = []
  for (const tree of trees) {
    const splitsBefore = numbers.length
    const leavesBefore = leaves.length / 4
    const placed = (child: number) => (child < 0 ? child - leavesBefore : child + splitsBefore)
    roots.push(placed(tree.splits.length === 0 ? -1 : 0))
    for (let at = 0; at < tree.splits.length; at += 4) {
      const [number = 0, threshold = 0, left = -1, right = -1] = tree.splits.slice(at, at + 4)
      numbers.push(number)
      thresholds.push(threshold)
      children.push(placed(left), placed(right))
    }
    leaves.push(...tree.leaves)
  }
  return {
    start: Float64Array.from(start),
    roots: Int32Array.from(roots),
    numbers: Uint8Array.from(numbers),
    thresholds: Float64Array.from(thresholds),
    children: Int32Array.from(children),
    leaves: Float64Array.from(leaves),
  }
}

/** P10, P50, P90 and mean: what the trees say of these numbers, together. */
export function foreseenBy(forest: Forest, asked: ArrayLike<number>): Float64Array {
  const { roots, numbers, thresholds, children, leaves } = forest
  const sums = Float64Array.from(forest.start)
  for (let tree = 0; tree < roots.length; tree++) {
    let at = roots[tree] ?? -1
    while (at >= 0) {
      const isRight = (asked[numbers[at] ?? 0] ?? 0) >= (thresholds[at] ?? 0)
      at = children[2 * at + (isRight ? 1 : 0)] ?? -1
    }
    const leaf = 4 * (-1 - at)
    for (let index = 0; index < 4; index++) sums[index] = (sums[index] ?? 0) + (leaves[leaf + index] ?? 0)
  }
  return sums
}
