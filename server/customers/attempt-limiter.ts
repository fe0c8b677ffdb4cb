import { LRUCache } from "lru-cache"

/** How many attempts may fail in a minute, for one who tries. */
export interface Limit {
  readonly key: string
  readonly perMinute: number
}

export interface Attempt {
  /** It did not fail: it counts no more. */
  forgive(): void
}

export interface AttemptLimiter {
  /** Counts as failed until forgiven, so that a hundred tries at the same moment are no way around. */
  begin(limits: readonly Limit[]): Attempt | { readonly retryAfterMs: number }
}

const windowMs = 60_000
/** Whoever tries holds a token of the bank's: there are not many. */
const keysRemembered = 10_000

/** In memory: a limit against guessing, not an account. A restart forgets one minute. */
export function attemptLimiter(now: () => number = () => performance.now()): AttemptLimiter {
  const known = new LRUCache<string, readonly number[]>({ max: keysRemembered })
  const failedOf = (key: string) => (known.get(key) ?? []).filter((moment) => moment > now() - windowMs)

  return {
    begin(limits) {
      const moment = now()
      const full = limits.flatMap(({ key, perMinute }) => {
        const failed = failedOf(key)
        const oldest = failed.at(-perMinute)
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
