import type { LearnedTree } from "@giliran/contract/forecast"

/** One regression tree, grown leaf by leaf where the gain is greatest, over a histogram of each number. */
export interface Growth {
  readonly table: Binned
  /** Where each row pulls: a leaf gathers rows that pull the same way. */
  readonly pulls: Float64Array
  /** The numbers that this tree may split by. */
  readonly numbers: readonly number[]
  readonly leaves: number
  /** No leaf speaks for fewer. */
  readonly leastInLeaf: number
  /** Of each number, how the tree must answer when it alone grows: never less (1), never more (−1), or either way (0). */
  readonly courses: readonly Course[]
}

export type Course = 1 | -1 | 0

/** A part of the rows: a leaf, or split in two. */
interface Group {
  readonly rows: readonly number[]
  readonly best: Split | null
  parts: readonly [Group, Group] | null
}

interface Split {
  readonly number: number
  readonly bin: number
  readonly gain: number
}

/** The tree of these rows; `leafNumbers` says what a leaf with such rows holds. */
export function growTree(
  growth: Growth,
  rows: readonly number[],
  leafNumbers: (rows: readonly number[]) => readonly number[],
): LearnedTree {
  const groupOf = (members: readonly number[]): Group => ({
    rows: members,
    best: bestSplit(growth, members),
    parts: null,
  })
  const root = groupOf(rows)
  let open: readonly Group[] = [root]
  while (open.length < growth.leaves) {
    const next = open.reduce((best, group) => (gainOf(group) > gainOf(best) ? group : best))
    if (!next.best) break
    const { number, bin } = next.best
    const bins = growth.table.bins[number]
    const isLeft = (row: number) => (bins?.[row] ?? 0) < bin
    const parts = [
      groupOf(next.rows.filter(isLeft)),
      groupOf(next.rows.filter((row) => !isLeft(row))),
    ] as const
    next.parts = parts
    open = open.flatMap((group) => (group === next ? parts : [group]))
  }
  return inNumbers(root, growth, leafNumbers)
}

function gainOf({ best }: Group): number {
  return best?.gain ?? 0
}

/**
 * Where a number has a course, what both sides of a split may say meets halfway between what each of them says as a whole, and no leaf
 * further down goes beyond that: so the whole tree keeps the course.
 */
function inNumbers(
  root: Group,
  { table: { cuts }, courses }: Growth,
  leafNumbers: (rows: readonly number[]) => readonly number[],
): LearnedTree {
  const splits: number[] = []
  const leaves: number[] = []
  const write = ({ rows, best, parts }: Group, within: Bounds): number => {
    if (!best || !parts) {
      leaves.push(...bounded(leafNumbers(rows), within))
      return -leaves.length / 4
    }
    const at = splits.length
    splits.push(best.number, cuts[best.number]?.[best.bin - 1] ?? 0, 0, 0)
    const course = courses[best.number] ?? 0
    const [left, right] = course === 0 ? [within, within] : halves(parts, within, course)
    splits[at + 2] = write(parts[0], left)
    splits[at + 3] = write(parts[1], right)
    return at / 4
  }

  const halves = (parts: readonly [Group, Group], within: Bounds, course: Course) => {
    const [left, right] = parts.map(({ rows }) => bounded(leafNumbers(rows), within))
    const meeting = left?.map((number, index) => rounded((number + (right?.[index] ?? 0)) / 2)) ?? []
    const below = { ...within, most: meeting }
    const above = { ...within, least: meeting }
    return course === 1 ? ([below, above] as const) : ([above, below] as const)
  }

  write(root, { least: null, most: null })
  return { splits, leaves }
}

/** What each of a leaf's numbers may be at least and at most; null where nothing is said. */
interface Bounds {
  readonly least: readonly number[] | null
  readonly most: readonly number[] | null
}

function bounded(numbers: readonly number[], { least, most }: Bounds): readonly number[] {
  return numbers.map((number, index) =>
    Math.min(Math.max(number, least?.[index] ?? -Infinity), most?.[index] ?? Infinity),
  )
}

/** By the squared pulls that it explains; null when no split leaves enough on both sides and keeps its number's course. */
function bestSplit(
  { table, pulls, numbers, leastInLeaf, courses }: Growth,
  rows: readonly number[],
): Split | null {
  if (rows.length < 2 * leastInLeaf) return null
  let total = 0
  for (const row of rows) total += pulls[row] ?? 0
  let best: Split | null = null
  for (const number of numbers) {
    const course = courses[number] ?? 0
    const bins = table.bins[number] ?? new Uint8Array()
    const binCount = (table.cuts[number]?.length ?? 0) + 1
    const pullIn = new Float64Array(binCount)
    const countIn = new Int32Array(binCount)
    for (const row of rows) {
      const bin = bins[row] ?? 0
      pullIn[bin] = (pullIn[bin] ?? 0) + (pulls[row] ?? 0)
      countIn[bin] = (countIn[bin] ?? 0) + 1
    }
    let left = 0
    let leftCount = 0
    for (let bin = 1; bin < binCount; bin++) {
      left += pullIn[bin - 1] ?? 0
      leftCount += countIn[bin - 1] ?? 0
      const rightCount = rows.length - leftCount
      if (leftCount < leastInLeaf) continue
      if (rightCount < leastInLeaf) break
      if (course * ((total - left) / rightCount - left / leftCount) < 0) continue
      const gain = left ** 2 / leftCount + (total - left) ** 2 / rightCount - total ** 2 / rows.length
      if (gain > (best?.gain ?? 1e-9)) best = { number, bin, gain }
    }
  }
  return best
}

export interface Binned {
  /** Of each number, the values at which it may be split. */
  readonly cuts: readonly Float64Array[]
  /** Of each number, how many of its cuts each row has reached. */
  readonly bins: readonly Uint8Array[]
}

/** Cuts lie where the rows do, so that each bin holds as many of them as it can be arranged. */
export function binned(rows: readonly Float64Array[], binCount: number): Binned {
  const width = rows[0]?.length ?? 0
  const cuts = Array.from({ length: width }, (_, number) => {
    const values = Float64Array.from(rows, (row) => row[number] ?? 0).toSorted()
    const found = new Set<number>()
    for (let bin = 1; bin < binCount; bin++) {
      const cut = rounded(values[Math.floor((bin * values.length) / binCount)] ?? 0)
      if (cut > (values[0] ?? 0)) found.add(cut)
    }
    return Float64Array.from(found)
  })
  const bins = cuts.map((ofNumber, number) =>
    Uint8Array.from(rows, (row) => reached(ofNumber, row[number] ?? 0)),
  )
  return { cuts, bins }
}

/** How many of the cuts, which rise, are not above the value. */
function reached(cuts: Float64Array, value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (cuts[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** Kept small on paper: a thousandth is exact enough for seconds and counts. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0
}
