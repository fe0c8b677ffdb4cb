import type { OverflowCondition, TicketClass } from "@giliran/contract/ticket"
import type { CallingRule } from "../rules/calling/calling-rule.ts"

/**
 * A branch as the simulator sees it: numbered lines, counters that call from them for a while, and the calling rule. Moments
 * are milliseconds of the simulated day, from whatever zero its maker likes.
 */
export interface Shop {
  readonly lines: readonly ShopLine[]
  readonly counters: readonly ShopCounter[]
  /** In order of `from`; the first holds from the beginning. */
  readonly rules: readonly { readonly from: number; readonly rule: CallingRule }[]
}

/** As in the product: its head is its best, whatever the rates and head starts are (see rules/queues.ts). */
export interface ShopLine {
  readonly class: TicketClass
  readonly isFirst: boolean
  /** Meant for one counter or teller: when nobody is there for it, its tickets wait in their home lines (TRANSFER-5). */
  readonly isPersonal: boolean
}

export interface ShopCounter {
  readonly id: string
  /** In order, not overlapping. */
  readonly shifts: readonly Shift[]
}

/** A counter calls from `from` to `to`; who is being served at the end is served to the end. */
export interface Shift {
  readonly from: number
  readonly to: number
  readonly lines: readonly number[]
  readonly overflow: readonly Overflow[]
  /** Whether the teller goes home then, or only pauses. */
  readonly endsSession: boolean
  /**
   * What the teller lets pass when there is somebody to call for the n-th time in the shift, over and over; none when left out. The
   * pause of a real teller between two customers.
   */
  readonly delaysMs?: readonly number[]
}

/** Further lines, called from while this holds of the lines that it watches. */
export interface Overflow {
  readonly lines: readonly number[]
  readonly watched: readonly number[]
  readonly when: OverflowCondition
}
