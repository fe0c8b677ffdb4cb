import { LRUCache } from "lru-cache"

/** How many attempts may fail in a while, for one who tries. */
export interface Limit {
  readonly key: string
  readonly atMost: number
}

export interface Attempt {
  /** It did not fail: it counts no more. */
  forgive(): void
}

export interface AttemptLimiter {
  /** Counts as failed until forgiven, so that a hundred tries at the same moment are no way around. */
  begin(limits: readonly Limit[]): Attempt | { readonly retryAfterMs: number }
}

const minuteMs = 60_000
/** Whoever tries holds a token of the bank's, or has an address: there are not many. */
const keysRemembered = 10_000

/** In memory: a limit against guessing, not an account. A restart forgets the while, a minute unless told otherwise. */
export function attemptLimiter(
  now: () => number = () => performance.now(),
  windowMs: number = minuteMs,
): AttemptLimiter {
  const known = new LRUCache<string, readonly number[]>({ max: keysRemembered })
  const failedOf = (key: string) => (known.get(key) ?? []).filter((moment) => moment > now() - windowMs)

  return {
    begin(limits) {
      const moment = now()
      const full = limits.flatMap(({ key, atMost }) => {
        const failed = failedOf(key)
        const oldest = failed.at(-atMost)
        return oldest === undefined ? [] : [oldest + windowMs - moment]
      })
      if (full.length > 0) return { retryAfterMs: Math.max(...full) }
      for (const { key } of limits) known.set(key, [...failedOf(key), moment])
      return {
        forgive() {
          for (const { key } of limits) {
            const failed = failedOf(key)
            const own = failed.indexOf(moment)
            known.set(key, own === -1 ? failed : failed.toSpliced(own, 1))
          }
        },
      }
    },
  }
}
