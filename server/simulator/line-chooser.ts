import type { Instant } from "@giliran/contract/basics"
import {
  type CallingRule,
  type Credit,
  type Standing,
  compareStandings,
  standingOf,
} from "../rules/calling/calling-rule.ts"
import type { LinesInOrder, MutableKey } from "./lines-in-order.ts"
import { holds } from "./overflow.ts"
import type { Shift, Shop } from "./shop.ts"

const none = -1

/** Which line's head a counter calls: by the product's own calling rule, over the lines of its shift. */
export class LineChooser {
  readonly #shop: Shop
  readonly #lines: LinesInOrder
  /** One per line and used again: a choice makes nothing but the standings that it compares. */
  readonly #heads: readonly { readonly isFirst: boolean; readonly key: MutableKey }[]
  readonly #countedFor: Int32Array
  #credits: Credit[] = []
  #maxWaitMs = Number.POSITIVE_INFINITY
  #best = none
  #standing: Standing | null = null
  /** Of the last choice: whether the cap decided it. */
  isCapped = false

  constructor(shop: Shop, lines: LinesInOrder) {
    this.#shop = shop
    this.#lines = lines
    this.#countedFor = new Int32Array(shop.lines.length).fill(none)
    this.#heads = shop.lines.map(({ isFirst }) => ({
      isFirst,
      key: { arrivedAt: 0 as Instant, order: 0, tie: 0 },
    }))
  }

  follow({ credits, maxWaitMs }: CallingRule): void {
    this.#credits = this.#shop.lines.map((line) => credits[line.class])
    this.#maxWaitMs = maxWaitMs
  }

  /** −1 when nobody waits whom the counter may call now. */
  choose(shift: Shift, now: number): number {
    const whole = Math.floor(now)
    this.#best = none
    this.#standing = null
    for (const line of shift.lines) this.#consider(line, whole)
    for (const entry of shift.overflow)
      if (holds(entry, shift, this.#lines, whole)) for (const line of entry.lines) this.#consider(line, whole)
    this.isCapped = false
    if (this.#best !== none && this.#maxWaitMs !== Number.POSITIVE_INFINITY) {
      const { isCapped, isFirst } = this.#standing ?? this.#standingOf(this.#best, whole)
      this.isCapped = isCapped && !isFirst
    }
    return this.#best
  }

  /** Counts, for everybody whom the counter might have called instead and who came before this row, that it was overtaken. */
  countOvertaken(row: number, shift: Shift, now: number, overtakenBy: Int32Array): void {
    for (const line of shift.lines) this.#countIn(line, row, overtakenBy)
    for (const entry of shift.overflow)
      if (holds(entry, shift, this.#lines, Math.floor(now)))
        for (const line of entry.lines) this.#countIn(line, row, overtakenBy)
  }

  /** Two conditions may name the same line: it is counted once. */
  #countIn(line: number, row: number, overtakenBy: Int32Array): void {
    if (this.#countedFor[line] === row) return
    this.#countedFor[line] = row
    const lines = this.#lines
    for (let at = lines.headOf(line); at >= 0 && lines.isBefore(at, row); at = lines.afterOf(at))
      overtakenBy[at] = (overtakenBy[at] ?? 0) + 1
  }

  #consider(line: number, whole: number): void {
    if (this.#lines.headOf(line) < 0) return
    // Alone there is nothing to compare: the usual case in a quiet branch, and all that a plain queue ever needs.
    if (this.#best === none) {
      this.#best = line
      return
    }
    this.#standing ??= this.#standingOf(this.#best, whole)
    const standing = this.#standingOf(line, whole)
    if (compareStandings(standing, this.#standing) >= 0) return
    this.#best = line
    this.#standing = standing
  }

  #standingOf(line: number, whole: number): Standing {
    const head = this.#heads[line]
    const credit = this.#credits[line]
    if (!head || !credit) throw new RangeError(`The shop has no line ${line}`)
    this.#lines.keyInto(head.key, this.#lines.headOf(line))
    return standingOf(credit, this.#maxWaitMs, head, whole)
  }
}
