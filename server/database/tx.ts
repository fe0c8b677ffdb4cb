import type { Pool, PoolClient } from "pg"

/** One transaction under way. */
export interface Tx extends Pick<PoolClient, "query"> {
  /** Once it is on the disk; not at all when it came to nothing. */
  afterCommit(then: () => Promise<void> | void): void
}

/** Does all of the work in one transaction, or nothing of it. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>

/** Either the pool or a transaction: whoever only reads does not mind. */
export type Asked = Pick<Pool, "query"> | Tx
