import type { Pool } from "pg"
import { listenersOf } from "../listeners.ts"
import type { World, Timer } from "../world.ts"
import type { Tx } from "./tx.ts"
import type { DatabaseLog } from "./database-log.ts"
import { wordsOf } from "./database-errors.ts"

/** Tells when somebody, on any server or at the command line, changed who may do what. */
export interface AccessChanges {
  /** Within about a second. Returns the way to stop listening. */
  onChange(listener: () => void): () => void
  /**
   * What this transaction does changes who may do what: every server forgets what it knew, this one at the commit. One such
   * transaction at a time in the whole bank: what is read after this stays as it is until the end.
   */
  change(tx: Tx): Promise<void>
  close(): void
}

/** What is revoked is cut within two seconds everywhere: one to hear of it, one to do it. */
const pollMs = 1_000

export function watchAccess(pool: Pool, { world, log }: { world: World; log: DatabaseLog }): AccessChanges {
  const changes = listenersOf<[]>()
  let known: number | null = null
  let timer: Timer | null = null
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
      if (isNews) changes.tell()
    } catch (error) {
      if (!isAway && !isClosed) log.warn(`changes of access cannot be heard: ${wordsOf(error)}`)
      isAway = true
    }
  }

  const again = () => {
    if (isClosed) return
    timer = world.after(pollMs, () => void look().then(again), { keepsAlive: false })
  }

  return {
    onChange(listener) {
      const stop = changes.add(listener)
      // The first listener begins the watch: a command beside the server needs none.
      if (timer === null) void look().then(again)
      return stop
    },
    async change(tx) {
      tx.afterCommit(look)
      await tx.query(`UPDATE "AccessVersion" SET version = version + 1`)
    },
    close() {
      isClosed = true
      timer?.cancel()
    },
  }
}
