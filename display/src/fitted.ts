import type { CSSProperties } from "react"

/** The width of a ticket number in its own font size: the cells of ticket-number.tsx. */
export function numberWidth(number: string): CSSProperties {
  const width = Array.from(number).reduce((sum, character) => sum + (/\d/.test(character) ? 0.615 : 0.815), 0)
  return asWidth(width)
}

/** About the width of heavy words in their own font size; a little too much, so that they never touch the edge. */
export function wordsWidth(words: string): CSSProperties {
  return asWidth(words.length * 0.66)
}

/** `--em-width`: style sheets divide the room they have by it, so that A1000 and LOKET VIP-12 fit as A1 does. */
function asWidth(width: number): CSSProperties {
  const style: Record<string, string> = { "--em-width": width.toFixed(3) }
  return style
}
