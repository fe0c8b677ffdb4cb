import type { PersonalKind } from "@giliran/contract/privacy"
import type { Logger } from "pino"
import type { Timer, World } from "../world.ts"
import { personalTables } from "./personal-tables.ts"
import type { RetentionTable } from "./retention-table.ts"
import { cutOffsAt, type RetentionLimits, roundMs } from "./retention-limits.ts"

export interface RetentionRounds {
  readonly close: () => Promise<void>
}

export interface RetentionNeeds {
  readonly retention: Pick<RetentionTable, "purge">
  readonly log: Logger
  readonly limits: RetentionLimits
  readonly world: World
  readonly everyMs?: number
}

const numbersOnly: ReadonlySet<PersonalKind> = new Set(["contacts"])
const everything: ReadonlySet<PersonalKind> = new Set(
  personalTables.filter(({ over }) => over !== null).map(({ kind }) => kind),
)

/**
 * PRIVACY-2: forgets what is over its time, when the server starts and every quarter of an hour. A machine that was off catches up at its
 * start; of several servers whichever comes first does it. What lasts to the end of a day is looked for once a day.
 */
export function retentionRounds({
  retention,
  log,
  limits,
  world,
  everyMs = roundMs,
}: RetentionNeeds): RetentionRounds {
  let timer: Timer | null = null
  let isClosing = false
  let wholeOn = ""

  const round = async () => {
    const at = world.now()
    const today = new Date(at).toISOString().slice(0, 10)
    const kinds = today === wholeOn ? numbersOnly : everything
    try {
      for (const purge of await retention.purge({ cutOffs: cutOffsAt(at, limits), now: at, kinds }))
        log.info({ chain: purge.chain, ...purge.counts }, "personal data is forgotten")
      wholeOn = today
    } catch (error) {
      if (!isClosing) log.warn({ err: error }, "personal data over its time stays until the next round")
    }
    if (!isClosing) timer = world.after(everyMs, again, { keepsAlive: false })
  }

  let work = round()
  function again() {
    work = round()
  }

  return {
    async close() {
      isClosing = true
      timer?.cancel()
      await work
    },
  }
}
