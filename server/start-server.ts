import type { Logger } from "pino"
import type { Config } from "./config/config.ts"
import { openLedger } from "./database/open-ledger.ts"
import type { Clock } from "./branch/steady-clock.ts"

export interface RunningServer {
  /** `http://127.0.0.1:8080`, where this machine reaches it. */
  readonly url: string
  readonly port: number
  /** Stops taking orders, finishes those that wait, closes screens, ledger and database. */
  stop(): Promise<void>
}

export interface ServerNeeds {
  readonly config: Config
  readonly log: Logger
  readonly newClock?: () => Clock
}

/** Loading the rest takes about as long as the database takes to start, and neither needs the other. */
const load = () => import("./serve.ts")

export async function startServer({ config, log, newClock }: ServerNeeds): Promise<RunningServer> {
  const { databaseUrl, databaseOwnerUrl: ownerUrl, dataDir } = config
  const ledger = await openLedger({
    databaseUrl,
    ownerUrl,
    dataDir,
    log,
    whileStarting: () => void load().catch(() => {}),
  })
  try {
    const { serve } = await load()
    return await serve(ledger, { config, log, ...(newClock ? { newClock } : {}) })
  } catch (error) {
    await ledger.close()
    throw error
  }
}
