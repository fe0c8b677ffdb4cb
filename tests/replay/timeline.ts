/** What is still to come, earliest first; of one moment, in the order of `rank`, then as it was added. */
export interface Timeline<Item> {
  add(at: number, rank: number, item: Item): void
  next(): { readonly at: number; readonly item: Item } | null
}

interface Entry<Item> {
  readonly at: number
  readonly rank: number
  readonly order: number
  readonly item: Item
}

/** A binary heap. */
export function timeline<Item>(): Timeline<Item> {
  const heap: Entry<Item>[] = []
  let order = 0

  const isBefore = (i: number, j: number) => {
    const a = heap[i]
    const b = heap[j]
    if (!a || !b) return a !== undefined
    return (a.at - b.at || a.rank - b.rank || a.order - b.order) < 0
  }
  const swap = (i: number, j: number) => {
    const a = heap[i]
    const b = heap[j]
    if (a && b) [heap[i], heap[j]] = [b, a]
  }

  return {
    add(at, rank, item) {
      heap.push({ at, rank, order: order++, item })
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1
        if (!isBefore(child, parent)) break
        swap(child, parent)
        child = parent
      }
    },
    next() {
      swap(0, heap.length - 1)
      const first = heap.pop()
      for (let parent = 0; ;) {
        const left = 2 * parent + 1
        const smaller = left + 1 < heap.length && isBefore(left + 1, left) ? left + 1 : left
        if (smaller >= heap.length || !isBefore(smaller, parent)) break
        swap(parent, smaller)
        parent = smaller
      }
      return first ? { at: first.at, item: first.item } : null
    },
  }
}
