import type { Instant } from "@giliran/contract/basics"
import { type LineKey, compareKeys } from "../rules/day/waiting-line.ts"
import type { Load } from "./load.ts"

const nobody = -1

export type MutableKey = { -readonly [Part in keyof LineKey]: LineKey[Part] }

/**
 * The waiting rows of every line in the order of their places: linked lists inside typed arrays. Almost everybody joins at the
 * end and leaves at the front; who keeps an earlier arrival walks forward from the end, and anybody may leave.
 */
export class LinesInOrder {
  readonly counts: Int32Array
  readonly #heads: Int32Array
  readonly #tails: Int32Array
  readonly #after: Int32Array
  readonly #before: Int32Array
  /** Where each waits now: not always the line it came for. */
  readonly #lineOf: Int32Array
  /** By which it is ordered: whole milliseconds, as all moments of the product are. */
  readonly #arrivedAt: Float64Array
  readonly #load: Load
  readonly #key: MutableKey = { arrivedAt: 0 as Instant, order: 0, tie: 0 }
  readonly #otherKey: MutableKey = { arrivedAt: 0 as Instant, order: 0, tie: 0 }

  constructor(lineCount: number, load: Load) {
    this.counts = new Int32Array(lineCount)
    this.#heads = new Int32Array(lineCount).fill(nobody)
    this.#tails = new Int32Array(lineCount).fill(nobody)
    this.#after = new Int32Array(load.count)
    this.#before = new Int32Array(load.count)
    this.#lineOf = new Int32Array(load.count).fill(nobody)
    this.#arrivedAt = new Float64Array(load.count)
    this.#load = load
  }

  /** −1 when nobody waits. */
  headOf(line: number): number {
    return this.#heads[line] ?? nobody
  }

  /** −1 behind the last. */
  afterOf(row: number): number {
    return this.#after[row] ?? nobody
  }

  /** −1 when it does not wait. */
  lineOf(row: number): number {
    return this.#lineOf[row] ?? nobody
  }

  arrivedAtOf(row: number): Instant {
    return (this.#arrivedAt[row] ?? 0) as Instant
  }

  /** Writes the row's place into a key that is used again and again. */
  keyInto(key: MutableKey, row: number): LineKey {
    const { spots } = this.#load
    key.arrivedAt = (this.#arrivedAt[row] ?? 0) as Instant
    key.order = spots === null ? row : (spots.order[row] ?? 0)
    key.tie = spots === null ? 0 : (spots.tie[row] ?? 0)
    return key
  }

  /** Whether the one place is before the other, by arrival alone (PLACE-1). */
  isBefore(row: number, other: number): boolean {
    return compareKeys(this.keyInto(this.#key, row), this.keyInto(this.#otherKey, other)) < 0
  }

  join(row: number, line: number, now: number): void {
    const own = this.#load.spots === null ? Number.NaN : (this.#load.spots.arrivedAt[row] ?? Number.NaN)
    this.#arrivedAt[row] = Number.isNaN(own) ? Math.floor(now) : own
    this.#insert(row, line)
  }

  leave(row: number): void {
    const line = this.#lineOf[row] ?? nobody
    const before = this.#before[row] ?? nobody
    const after = this.#after[row] ?? nobody
    if (before === nobody) this.#heads[line] = after
    else this.#after[before] = after
    if (after === nobody) this.#tails[line] = before
    else this.#before[after] = before
    this.#lineOf[row] = nobody
    this.counts[line] = (this.counts[line] ?? 0) - 1
  }

  /** With the arrival it had. */
  moveTo(row: number, line: number): void {
    this.leave(row)
    this.#insert(row, line)
  }

  #insert(row: number, line: number): void {
    let before = this.#tails[line] ?? nobody
    while (before !== nobody && this.isBefore(row, before)) before = this.#before[before] ?? nobody
    const after = before === nobody ? (this.#heads[line] ?? nobody) : (this.#after[before] ?? nobody)
    this.#before[row] = before
    this.#after[row] = after
    if (before === nobody) this.#heads[line] = row
    else this.#after[before] = row
    if (after === nobody) this.#tails[line] = row
    else this.#before[after] = row
    this.#lineOf[row] = line
    this.counts[line] = (this.counts[line] ?? 0) + 1
  }
}
