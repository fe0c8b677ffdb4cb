import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js"

/** So often within so long. The time begins with the first use, and all of it may be used at once: a rush is no attack. */
export interface Allowance {
  readonly times: number
  readonly seconds: number
}

/**
 * How often something may be done, counted for each who does it. In memory: a limit against floods and guessing, not an
 * account. A restart forgets, and each of several servers counts for itself.
 */
export interface Budget {
  /** Counts one use; 0 when it was within the allowance. Otherwise it counts nothing, and says after how many milliseconds to try again. */
  spend(who: string): Promise<number>
  /** It was no use after all: it counts no more. */
  giveBack(who: string): Promise<void>
}

/** Of several allowances each must hold: a short one for rushes, a long one for what adds up. */
export function budgetOf(...allowances: readonly Allowance[]): Budget {
  const windows = allowances.map(
    ({ times, seconds }) => new RateLimiterMemory({ points: times, duration: seconds }),
  )
  const giveBack = async (who: string, upTo = windows.length) => {
    for (const window of windows.slice(0, upTo)) {
      const used = await window.get(who)
      // Nothing is given back to a time that is over: that would be one more in the next.
      if (used && used.consumedPoints > 0 && used.msBeforeNext > 0) await window.reward(who)
    }
  }
  return {
    giveBack,
    async spend(who) {
      let counted = 0
      try {
        for (const window of windows) {
          counted += 1
          await window.consume(who)
        }
        return 0
      } catch (refused) {
        await giveBack(who, counted)
        return waitOf(refused)
      }
    },
  }
}

/** A use that counts until it is forgiven, so that a hundred at the same moment are no way around. */
export interface Attempt {
  forgive(): Promise<void>
}

/** Counts one use in each; in none of them when one refuses it. */
export async function attempt(
  ...uses: readonly { readonly budget: Budget; readonly who: string }[]
): Promise<Attempt | { readonly retryAfterMs: number }> {
  const forgive = async (counted: typeof uses) => {
    for (const { budget, who } of counted) await budget.giveBack(who)
  }
  for (const [index, { budget, who }] of uses.entries()) {
    const retryAfterMs = await budget.spend(who)
    if (retryAfterMs === 0) continue
    await forgive(uses.slice(0, index))
    return { retryAfterMs }
  }
  return { forgive: () => forgive(uses) }
}

function waitOf(refused: unknown): number {
  if (refused instanceof Error) throw refused
  return Math.max(1, (refused as { readonly msBeforeNext: number }).msBeforeNext)
}

/**
 * Whose an address is, for counting: of IPv6 a house has 2⁶⁴ of them, so its network counts as one.
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? []
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, "").toLowerCase())
    .join(":")}::/64`
}
