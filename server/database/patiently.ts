import type { Pool } from "pg"
import type { World } from "../world.ts"
import { DatabaseAway } from "./database.ts"
import type { Tx } from "./tx.ts"
import { failureOf } from "./database-errors.ts"

const patienceMs = 2000
const pauseMs = 25

/** Runs it, again while the database is away; throws `DatabaseAway` when it stays away. */
export async function patiently<Result>(world: World, work: () => Promise<Result>): Promise<Result> {
  for (const until = world.elapsedMs() + patienceMs; ; await world.sleep(pauseMs)) {
    try {
      return await work()
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind !== "lost" && failure.kind !== "unable") throw error
      const isHopeless = failure.kind === "unable" && !failure.passesSoon
      if (isHopeless || world.elapsedMs() >= until) throw new DatabaseAway("no", error)
    }
  }
}

interface Committed<Result> {
  readonly result: Result
  /** What the work asked for once it is on the disk. */
  readonly after: readonly (() => Promise<void> | void)[]
}

/** All of the work or nothing. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (tx: Tx) => Promise<Result>,
): Promise<Committed<Result>> {
  const client = await pool.connect()
  const after: (() => Promise<void> | void)[] = []
  let broken: Error | undefined
  try {
    await client.query("BEGIN")
    const result = await work({
      query: client.query.bind(client),
      afterCommit: (then) => void after.push(then),
    })
    await client.query("COMMIT")
    return { result, after }
  } catch (error) {
    await client.query("ROLLBACK").catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    client.release(broken)
  }
}
