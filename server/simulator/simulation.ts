import { EventHeap } from "./event-heap.ts"
import { LineChooser } from "./line-chooser.ts"
import { LinesInOrder } from "./lines-in-order.ts"
import type { Load, Outcome } from "./load.ts"
import { mayHoldAt } from "./overflow.ts"
import type { Shift, Shop } from "./shop.ts"

/** The whole day at once. */
export function simulate(shop: Shop, load: Load): Outcome {
  const simulation = new Simulation(shop, load)
  simulation.run()
  return simulation.outcome
}

// What an event does, in the lowest three bits of its number; the others say to which row, counter or rule.
const leaves = 0
const opens = 1
const closes = 2
const frees = 3
const calls = 4
const looks = 5
const enters = 6
const rules = 7

const nobody = -1
const away = 0
const idle = 1
const busy = 2

/**
 * A day of a shop, event by event. It decides nothing itself: whom a counter calls is the product's calling rule's word.
 * It can be run in pieces, so that a server that simulates goes on answering.
 */
export class Simulation {
  readonly #shop: Shop
  readonly #load: Load
  readonly #heap = new EventHeap()
  readonly #lines: LinesInOrder
  readonly #chooser: LineChooser
  readonly #enteredAt: Float64Array
  readonly #calledAt: Float64Array
  readonly #overtakenBy: Int32Array
  readonly #state: Uint8Array
  readonly #inHand: Int32Array
  /** How often each counter has had somebody to call in its shift. */
  readonly #chanceCount: Int32Array
  /** When a teller who takes a while will call; not a number: is not about to. */
  readonly #callsAt: Float64Array
  readonly #looksAt: Float64Array
  readonly #shiftNo: Int32Array
  readonly #shifts: (Shift | null)[]
  /** Counters whose teller is there for a line that is meant for them. */
  readonly #presence: Int32Array
  readonly #hasDelays: boolean
  #idleCount = 0
  #cursor = 0
  #now = Number.NEGATIVE_INFINITY
  #capHits = 0

  constructor(shop: Shop, load: Load) {
    const counters = shop.counters.length
    this.#shop = shop
    this.#load = load
    this.#lines = new LinesInOrder(shop.lines.length, load)
    this.#chooser = new LineChooser(shop, this.#lines)
    this.#enteredAt = load.follow === null ? load.entersAt : load.entersAt.slice(0, load.count)
    this.#calledAt = new Float64Array(load.count).fill(Number.NaN)
    this.#overtakenBy = new Int32Array(load.count)
    this.#state = new Uint8Array(counters)
    this.#inHand = new Int32Array(counters).fill(nobody)
    this.#chanceCount = new Int32Array(counters)
    this.#callsAt = new Float64Array(counters).fill(Number.NaN)
    this.#looksAt = new Float64Array(counters).fill(Number.POSITIVE_INFINITY)
    this.#shiftNo = new Int32Array(counters).fill(-1)
    this.#shifts = shop.counters.map(() => null)
    this.#presence = new Int32Array(shop.lines.length)
    this.#hasDelays = shop.counters.some(({ shifts }) => shifts.some(hasDelays))
    for (const [counter, { shifts }] of shop.counters.entries())
      if (shifts[0]) this.#heap.push(shifts[0].from, counter * 8 + opens)
    for (const [index, { from, rule }] of shop.rules.entries())
      if (index === 0) this.#chooser.follow(rule)
      else this.#heap.push(from, index * 8 + rules)
  }

  get outcome(): Outcome {
    return {
      enteredAt: this.#enteredAt,
      calledAt: this.#calledAt,
      overtakenBy: this.#overtakenBy,
      capHits: this.#capHits,
    }
  }

  /** Runs on, at most so many events further; returns whether the day is over. */
  run(eventLimit = Number.POSITIVE_INFINITY): boolean {
    const { rootCount, entersAt } = this.#load
    const heap = this.#heap
    for (let left = eventLimit; left > 0; left--) {
      const arrivesAt = this.#cursor < rootCount ? (entersAt[this.#cursor] ?? 0) : Number.POSITIVE_INFINITY
      const nextAt = heap.nextAt
      if (arrivesAt <= nextAt) {
        if (arrivesAt === Number.POSITIVE_INFINITY) return true
        this.#now = arrivesAt
        this.#enter(this.#cursor++)
      } else {
        this.#now = nextAt
        this.#happen(heap.pop())
      }
    }
    return false
  }

  #happen(event: number): void {
    const subject = event >> 3
    switch (event & 7) {
      case leaves:
        return this.#giveUp(subject)
      case opens:
        return this.#open(subject)
      case closes:
        return this.#close(subject)
      case frees:
        return this.#free(subject)
      case calls:
        if (this.#callsAt[subject] === this.#now) this.#callFrom(subject)
        return
      case looks:
        this.#looksAt[subject] = Number.POSITIVE_INFINITY
        return this.#offer(subject)
      case enters:
        return this.#enter(subject)
      case rules: {
        const entry = this.#shop.rules[subject]
        if (entry) this.#chooser.follow(entry.rule)
      }
    }
  }

  #enter(row: number): void {
    const { line: lineOf, spots, leavesAt } = this.#load
    this.#enteredAt[row] = this.#now
    let line = lineOf[row] ?? 0
    if (spots !== null && this.#isDeserted(line)) line = spots.homeLine[row] ?? line
    this.#lines.join(row, line, this.#now)
    if (leavesAt !== null) {
      const at = leavesAt[row] ?? Number.POSITIVE_INFINITY
      if (at !== Number.POSITIVE_INFINITY) this.#heap.push(Math.max(at, this.#now), row * 8 + leaves)
    }
    // Who takes it leaves everything for the others as it was before it came.
    for (let counter = 0; this.#idleCount > 0 && counter < this.#state.length; counter++) {
      if (this.#lines.lineOf(row) < 0) return
      this.#offer(counter)
    }
  }

  #giveUp(row: number): void {
    if (this.#lines.lineOf(row) < 0) return
    this.#lines.leave(row)
    this.#forgetVainCalls()
  }

  /** A counter with empty hands looks whether there is somebody for it; its teller may take a while to call. */
  #offer(counter: number): void {
    const shift = this.#shifts[counter]
    if (!shift || this.#state[counter] !== idle) return
    if (!hasDelays(shift)) return this.#callFrom(counter)
    const { delaysMs: delays } = shift
    if (!Number.isNaN(this.#callsAt[counter])) return
    if (this.#chooser.choose(shift, this.#now) < 0) return this.#lookAgain(counter, shift)
    const at = this.#now + (delays[(this.#chanceCount[counter] ?? 0) % delays.length] ?? 0)
    this.#chanceCount[counter] = (this.#chanceCount[counter] ?? 0) + 1
    this.#callsAt[counter] = at
    this.#heap.push(at, counter * 8 + calls)
  }

  #callFrom(counter: number): void {
    const shift = this.#shifts[counter]
    if (!shift || this.#state[counter] !== idle) return
    const line = this.#chooser.choose(shift, this.#now)
    this.#callsAt[counter] = Number.NaN
    if (line < 0) return this.#lookAgain(counter, shift)
    if (this.#chooser.isCapped) this.#capHits += 1
    const row = this.#lines.headOf(line)
    // Before it leaves its line, while the conditions of the shift's further lines still hold.
    this.#chooser.countOvertaken(row, shift, this.#now, this.#overtakenBy)
    this.#lines.leave(row)
    this.#calledAt[row] = this.#now
    this.#inHand[counter] = row
    this.#state[counter] = busy
    this.#idleCount -= 1
    this.#heap.push(this.#now + (this.#load.holdMs[row] ?? 0), counter * 8 + frees)
    this.#forgetVainCalls()
  }

  /** Who is sent on waits again before the counter calls the next. */
  #free(counter: number): void {
    const row = this.#inHand[counter] ?? nobody
    this.#inHand[counter] = nobody
    this.#state[counter] = idle
    this.#idleCount += 1
    const { follow } = this.#load
    const next = follow === null ? nobody : (follow.row[row] ?? nobody)
    if (next !== nobody) {
      const afterMs = follow?.afterMs[row] ?? 0
      if (afterMs > 0) this.#heap.push(this.#now + afterMs, next * 8 + enters)
      else this.#enter(next)
    }
    const shift = this.#shifts[counter]
    if (shift && shift.to <= this.#now) this.#leaveCounter(counter, shift)
    else this.#offer(counter)
  }

  #open(counter: number): void {
    const shiftNo = (this.#shiftNo[counter] ?? -1) + 1
    const { shifts } = this.#shop.counters[counter] ?? { shifts: [] }
    const shift = shifts[shiftNo]
    if (!shift) return
    // Before the one who is relieved goes: what was sent to the counter, and not to the teller, stays there.
    this.#appear(shift, shifts[shiftNo - 1])
    const before = this.#shifts[counter]
    if (before) this.#leaveCounter(counter, before)
    this.#shiftNo[counter] = shiftNo
    this.#shifts[counter] = shift
    this.#chanceCount[counter] = 0
    const next = shifts[shiftNo + 1]
    if (next) this.#heap.push(next.from, counter * 8 + opens)
    const isRelieved = next !== undefined && next.from <= shift.to
    if (!isRelieved && shift.to !== Number.POSITIVE_INFINITY) this.#heap.push(shift.to, counter * 8 + closes)
    if (this.#state[counter] === busy) return
    this.#state[counter] = idle
    this.#idleCount += 1
    this.#offer(counter)
  }

  #close(counter: number): void {
    const shift = this.#shifts[counter]
    if (shift && shift.to <= this.#now && this.#state[counter] !== busy) this.#leaveCounter(counter, shift)
  }

  #appear({ lines }: Shift, before: Shift | undefined): void {
    if (before && !before.endsSession) return
    for (const line of lines) this.#presence[line] = (this.#presence[line] ?? 0) + 1
  }

  #leaveCounter(counter: number, { lines, endsSession }: Shift): void {
    this.#shifts[counter] = null
    this.#callsAt[counter] = Number.NaN
    if (this.#state[counter] === idle) {
      this.#state[counter] = away
      this.#idleCount -= 1
    }
    if (!endsSession) return
    for (const line of lines) {
      this.#presence[line] = (this.#presence[line] ?? 0) - 1
      if (this.#isDeserted(line)) this.#release(line)
    }
  }

  /** TRANSFER-5: whom it was meant for went home. */
  #release(line: number): void {
    const { spots } = this.#load
    if (spots === null) return
    for (let row = this.#lines.headOf(line); row >= 0; row = this.#lines.headOf(line))
      this.#lines.moveTo(row, spots.homeLine[row] ?? line)
    for (let counter = 0; counter < this.#state.length; counter++) this.#offer(counter)
  }

  #isDeserted(line: number): boolean {
    return this.#shop.lines[line]?.isPersonal === true && this.#presence[line] === 0
  }

  /** Where a condition may come to hold by the clock alone. */
  #lookAgain(counter: number, { overflow }: Shift): void {
    for (const entry of overflow) {
      if (entry.lines.every((line) => this.#lines.headOf(line) < 0)) continue
      const at = mayHoldAt(entry, this.#lines)
      if (at <= this.#now || at >= (this.#looksAt[counter] ?? 0)) continue
      this.#looksAt[counter] = at
      this.#heap.push(at, counter * 8 + looks)
    }
  }

  /** A teller who is about to call has nobody left to call. */
  #forgetVainCalls(): void {
    if (!this.#hasDelays) return
    for (const [counter, shift] of this.#shifts.entries())
      if (shift && !Number.isNaN(this.#callsAt[counter]) && this.#chooser.choose(shift, this.#now) < 0)
        this.#callsAt[counter] = Number.NaN
  }
}

function hasDelays(shift: Shift): shift is Shift & { readonly delaysMs: readonly number[] } {
  return shift.delaysMs !== undefined && shift.delaysMs.length > 0
}
