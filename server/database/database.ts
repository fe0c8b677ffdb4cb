import type { Pool, PoolClient } from "pg"
import type { World } from "../world.ts"
import type { AccessChanges } from "./access-version.ts"
import type { DatabaseLog } from "./database-log.ts"
import type { PrismaClient } from "./generated/client.ts"

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
  patiently<Result>(work: () => Promise<Result>): Promise<Result>
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

/** One transaction under way. */
export interface Tx extends Pick<PoolClient, "query"> {
  /** Once it is on the disk; not at all when it came to nothing. */
  afterCommit(then: () => Promise<void> | void): void
}

/** Does all of the work in one transaction, or nothing of it. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>

/** Either the pool or a transaction: whoever only reads does not mind. */
export type Asked = Pick<Pool, "query"> | Tx

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
