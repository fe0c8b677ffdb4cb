import type { TellerId } from "@giliran/contract/basics"
import { tellerIdForm } from "@giliran/contract/written-forms"

/** A typed staff number, or null if it cannot be one. The server's schema has the last word. */
export function asTellerId(typed: string): TellerId | null {
  const id = typed.trim()
  return tellerIdForm.test(id) ? (id as TellerId) : null
}
