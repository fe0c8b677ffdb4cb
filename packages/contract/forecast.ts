import type { BusinessDay } from "./basics.ts"

/**
 * What a branch has learned about its waits: kept with its day, so that a forecast of last March is made again as it was made
 * then. Made by `learnForecast`, read by `quantilesOf`; a few dozen small decision trees, about 15 kB.
 */
export interface LearnedForecast {
  /**
   * Of the shape and of the meaning of its numbers: one that the code does not know is left alone. 1: the stretch of the far end is of
   * its distance from the median, and a ticket behind another could be foreseen less. 2: it is of the far end itself.
   */
  readonly version: 1 | 2
  /** The last business day that it has seen; null where days have no names. */
  readonly through: BusinessDay | null
  /** Waits that it was learned from. */
  readonly trainedOn: number
  /** The classes that it knows, and what serving a customer of a service takes on average, in seconds. */
  readonly classes: readonly string[]
  readonly serviceSeconds: Readonly<Record<string, number>>
  /** P10, P50, P90 and mean before the first tree has spoken, in seconds. */
  readonly start: readonly number[]
  readonly trees: readonly LearnedTree[]
  /**
   * How far beyond what the trees say the quantiles lie, as days that they had not seen showed: how many times as far below the median, and
   * by what part of itself and a minute the far end is above.
   */
  readonly stretch: { readonly low: number; readonly high: number }
}

/** Numbers in a row, because there are many: four for each split and four for each leaf. */
export interface LearnedTree {
  /** Which number, from which value on to the right, left, right; below zero is leaf −1 − n. Empty: the one leaf. */
  readonly splits: readonly number[]
  /** What is added to P10, P50, P90 and mean. */
  readonly leaves: readonly number[]
}
