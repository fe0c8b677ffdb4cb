import { isOnLists } from "./word-lists.ts"

/** NIST SP 800-63B and ASVS 5.0 V6.2: length counts, and what others try first. No composition, no expiry. */
const shortestPassword = 8

/** Whose password it is: nobody else's, and so what somebody here would try first. */
export interface PasswordContext {
  readonly staffId: string
  /** Of the person, the bank, the person's branches. */
  readonly names: readonly string[]
}

/** On whom it would be the first guess. */
export async function isTooWeak(password: string, context: PasswordContext): Promise<boolean> {
  const bare = squeezed(password)
  if (password.length < shortestPassword || new Set(bare).size < 4) return true
  if (saysWhere(bare, context)) return true
  return isOnLists(guessesOf(password))
}

/** What stands for itself is the whole id or name; of its single words enough must be left without them. */
function saysWhere(bare: string, { staffId, names }: PasswordContext): boolean {
  const wholes = [staffId, ...names].map(squeezed).filter((whole) => whole.length >= 4)
  if (wholes.some((whole) => bare.includes(whole))) return true
  const words = ["giliran", ...names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))]
    .map(squeezed)
    .filter((word) => word.length >= 4)
  const left = words.reduce((rest, word) => rest.replaceAll(word, ""), bare)
  return left.length < shortestPassword
}

/** "Rahasia2024!" is "rahasia" with what everybody puts behind it. */
function guessesOf(password: string): readonly string[] {
  const lower = password.toLowerCase()
  const withoutTail = lower.replace(/[\d\W_]{1,5}$/u, "")
  return [...new Set([lower, squeezed(lower), withoutTail, squeezed(withoutTail)])]
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[\s._-]/g, "")
}
