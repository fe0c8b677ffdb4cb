import type { Pool } from "pg"
import type { LedgerLog } from "./ledger-log.ts"
import { wordsOf } from "./database-errors.ts"

/** Tells when somebody, on any server or at the command line, changed who may do what. */
export interface AccessWatch {
  /** Returns the way to stop listening. */
  readonly onChange: (listener: () => void) => () => void
  /** Asks at once: this server has just changed something itself. */
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** What is revoked is cut within two seconds everywhere: one to hear of it, one to do it. */
const pollMs = 1_000

export function watchAccess(pool: Pool, log: LedgerLog): AccessWatch {
  const listeners = new Set<() => void>()
  let known: number | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false
  let isAway = false

  const look = async () => {
    try {
      const { rows } = await pool.query<{ version: number }>({
        name: "access-version",
        text: `SELECT version FROM "AccessVersion"`,
      })
      const version = rows[0]?.version ?? 0
      // After an outage anything may have changed: what was known then is asked for again.
      const isNews = isAway || (known !== null && version !== known)
      isAway = false
      known = version
      if (isNews) for (const listener of listeners) listener()
    } catch (error) {
      if (!isAway && !isClosed) log.warn(`changes of access cannot be heard: ${wordsOf(error)}`)
      isAway = true
    }
  }

  const again = () => {
    if (isClosed) return
    timer = setTimeout(() => void look().then(again), pollMs)
    timer.unref()
  }

  return {
    onChange(listener) {
      listeners.add(listener)
      // The first listener begins the watch: a command beside the server needs none.
      if (timer === null) void look().then(again)
      return () => listeners.delete(listener)
    },
    look,
    close() {
      isClosed = true
      if (timer) clearTimeout(timer)
    },
  }
}
