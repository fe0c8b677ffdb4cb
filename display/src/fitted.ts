import type { CSSProperties } from "react"
import { designPixel, type Room } from "./room.ts"

/** The width of a ticket number in its own font size: the cells of ticket-number.tsx. */
export function numberEms(number: string): number {
  return Array.from(number).reduce((sum, character) => sum + (/\d/.test(character) ? 0.615 : 0.815), 0)
}

/** About the width of heavy words in their own font size; a little too much, so that they never touch the edge. */
export function wordsEms(words: string): number {
  return words.length * 0.66
}

/** The largest font in which `ems` fit `width`, and no larger than `most`: so that A1000 and LOKET VIP-12 fit as A1 does. */
export function fitted(ems: number, width: number, most: number): CSSProperties {
  return { fontSize: Math.max(0, Math.min(most, width / ems)) }
}

/** What is left of a room's width between margins of so many design pixels. */
export function between(margins: number, { width }: Room): number {
  return width - 2 * margins * designPixel()
}
