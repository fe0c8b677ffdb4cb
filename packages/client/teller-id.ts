import type { TellerId } from "@giliran/contract/basics"

/** A typed staff number, or null if it cannot be one. The server's schema has the last word. */
export function asTellerId(typed: string): TellerId | null {
  const id = typed.trim()
  return /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(id) ? (id as TellerId) : null
}
