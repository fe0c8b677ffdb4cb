import type { Pool } from "pg"
import type { World } from "../world.ts"
import type { AccessChanges } from "./access-version.ts"
import type { DatabaseLog } from "./database-log.ts"
import type { PrismaClient } from "./generated/client.ts"
import type { Transact } from "./tx.ts"

/**
 * The PostgreSQL that everything is kept in: embedded, or the bank's own. The ledger and each concern's table stand on it.
 * Whatever asks it through `patiently` throws `DatabaseAway` when it cannot be reached, or cannot write, within about two seconds.
 */
export interface Database {
  readonly url: string
  /** Whether other servers may write to the same database. */
  readonly isShared: boolean
  readonly pool: Pool
  readonly world: World
  readonly log: DatabaseLog
  /** Runs it, again while the database is away. */
  readonly patiently: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** All of the work or nothing; again, from its beginning, while the database is away. */
  readonly transaction: Transact
  /** Prisma's own client. It takes 27 MB for as long as the process lives, so it is loaded at the first use. */
  prisma(): Promise<PrismaClient>
  /** Who may do what was changed, here or elsewhere. */
  readonly access: AccessChanges
  /** Whether the database answers now; never throws. */
  isReady(): Promise<boolean>
  /** Stops the embedded database. */
  close(): Promise<void>
}

/**
 * The database is away, full, or would not answer in time. `wasWritten` says what became of an append:
 * `no`, or `unknown` when the connection was lost while it was being written and the database did not come back in time
 * to be asked. After `unknown` the next append tells: it is stale when the lost one had landed.
 */
export class DatabaseAway extends Error {
  readonly wasWritten: "no" | "unknown"
  override readonly name = "DatabaseAway"

  constructor(wasWritten: "no" | "unknown", cause: unknown) {
    super(`The database is away: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.wasWritten = wasWritten
  }
}
