import type { Logger } from "pino"
import type { Ledger } from "./branch/ledger.ts"
import type { Rooms } from "./branch/open-rooms.ts"
import type { Config } from "./config/config.ts"
import type { Database } from "./database/database.ts"
import type { World } from "./world.ts"

/** What every concern stands on. */
export interface House {
  readonly config: Config
  readonly log: Logger
  readonly world: World
  readonly database: Database
  readonly ledger: Ledger
  readonly rooms: Rooms
}
