import { Random } from "../../server/simulator/random.ts"

/**
 * The least that simulates M/M/c: one binary heap of events, one queue of arrivals, no classes, nothing kept but the sum of the
 * waits. What a textbook would write, to hold the simulator beside. Returns the mean wait.
 */
export function plainQueue(
  counterCount: number,
  arrivalRate: number,
  meanService: number,
  customerCount: number,
): number {
  const random = new Random(1)
  const heap = new PlainHeap()
  const queue: number[] = []
  let [first, free, arrived, waited] = [0, counterCount, 0, 0]
  heap.push(random.exponential() / arrivalRate, arrival)
  while (heap.size > 0) {
    const [now, what] = heap.pop()
    if (what === arrival) {
      arrived += 1
      if (arrived < customerCount) heap.push(now + random.exponential() / arrivalRate, arrival)
      if (free > 0) {
        free -= 1
        heap.push(now + random.exponential() * meanService, departure)
      } else queue.push(now)
    } else if (first < queue.length) {
      waited += now - (queue[first++] ?? now)
      heap.push(now + random.exponential() * meanService, departure)
    } else free += 1
  }
  return waited / customerCount
}

const arrival = 0
const departure = 1
type Event = readonly [at: number, what: number]

class PlainHeap {
  readonly #events: Event[] = []

  get size(): number {
    return this.#events.length
  }

  push(at: number, what: number): void {
    const events = this.#events
    let place = events.length
    events.push([at, what])
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = events[parent]
      if (!above || above[0] <= at) break
      events[place] = above
      place = parent
    }
    events[place] = [at, what]
  }

  pop(): Event {
    const events = this.#events
    const first = events[0]
    const last = events.pop()
    if (!first || !last) throw new Error("Nothing will happen any more")
    if (events.length === 0) return first
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      const right = events[child + 1]
      let below = events[child]
      if (right && below && right[0] < below[0]) {
        child += 1
        below = right
      }
      if (!below || below[0] >= last[0]) break
      events[place] = below
      place = child
    }
    events[place] = last
    return first
  }
}
