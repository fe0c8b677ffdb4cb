/**
 * What is still to happen, earliest first: a binary heap in two typed arrays, so that an event costs no allocation. Of equal
 * moments any comes first, but always the same one.
 */
export class EventHeap {
  #at: Float64Array
  #what: Int32Array
  #size = 0

  constructor(capacity = 64) {
    this.#at = new Float64Array(capacity)
    this.#what = new Int32Array(capacity)
  }

  /** When the next thing happens: infinity when nothing will. */
  get nextAt(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#at[0] ?? 0)
  }

  clear(): void {
    this.#size = 0
  }

  push(at: number, what: number): void {
    if (this.#size === this.#at.length) this.#grow()
    const ats = this.#at
    const whats = this.#what
    let place = this.#size++
    while (place > 0) {
      const parent = (place - 1) >> 1
      const parentAt = ats[parent] ?? 0
      if (parentAt <= at) break
      ats[place] = parentAt
      whats[place] = whats[parent] ?? 0
      place = parent
    }
    ats[place] = at
    whats[place] = what
  }

  /** Takes the earliest; ask `nextAt` first. */
  pop(): number {
    const ats = this.#at
    const whats = this.#what
    const first = whats[0] ?? 0
    const size = --this.#size
    const at = ats[size] ?? 0
    const what = whats[size] ?? 0
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && (ats[child + 1] ?? 0) < (ats[child] ?? 0)) child += 1
      const childAt = ats[child] ?? 0
      if (childAt >= at) break
      ats[place] = childAt
      whats[place] = whats[child] ?? 0
      place = child
    }
    ats[place] = at
    whats[place] = what
    return first
  }

  #grow(): void {
    const at = new Float64Array(2 * this.#at.length)
    const what = new Int32Array(at.length)
    at.set(this.#at)
    what.set(this.#what)
    this.#at = at
    this.#what = what
  }
}
