import { DatabaseAway } from "../database/database.ts"
import { type Failure, failureOf } from "../database/database-errors.ts"
import type { World } from "../world.ts"
import type { AppendBatch, AppendResult } from "./ledger.ts"
import type { WriteConnection } from "./write-connection.ts"

/** How long a batch waits for a database that is away. */
const patienceMs = 2000

interface AppendQueueNeeds {
  readonly world: World
  readonly connection: WriteConnection
  /** Called for every batch with events, after its answer was given. */
  readonly onWritten: (batch: AppendBatch) => void
}

export interface AppendQueue {
  readonly append: (batch: AppendBatch) => Promise<AppendResult>
  /** Resolves when nothing waits any more. */
  readonly drained: () => Promise<void>
}

/**
 * Writes what waits, all branches together, one statement after the other: while one is on its way to the disk the next
 * one gathers.
 */
export function createAppendQueue({ world, connection, onWritten }: AppendQueueNeeds): AppendQueue {
  const line: Line = { world, connection }
  let waiting: Waiting[] = []
  let isRunning = false
  let running: Promise<void> = Promise.resolve()

  const run = async () => {
    await Promise.resolve() // rooms that append in this same turn of the loop travel together
    while (waiting.length > 0) {
      const turn = firstOfEachBranch(waiting)
      waiting = waiting.filter((one) => !turn.includes(one))
      await settle(line, turn, { until: world.elapsedMs() + patienceMs, mayHaveLanded: false })
    }
    isRunning = false
  }

  return {
    append(batch) {
      if (batch.events.length === 0 && batch.replies.length === 0) return Promise.resolve({ appended: true })
      return new Promise((resolve, reject) => {
        waiting.push({
          batch,
          resolve(result) {
            resolve(result)
            if (result.appended && batch.events.length > 0) onWritten(batch)
          },
          reject,
        })
        if (isRunning) return
        isRunning = true
        running = run()
      })
    },
    drained: () => running,
  }
}

interface Waiting {
  readonly batch: AppendBatch
  readonly resolve: (result: AppendResult) => void
  readonly reject: (error: unknown) => void
}

/** To the database. */
type Line = Pick<AppendQueueNeeds, "world" | "connection">

interface Attempt {
  readonly until: number
  /** The connection was lost once while these batches were being written. */
  readonly mayHaveLanded: boolean
}

/** In the order of their ids, so that two servers never wait for each other's rows crosswise. */
function firstOfEachBranch(waiting: readonly Waiting[]): Waiting[] {
  const first = new Map<string, Waiting>()
  for (const one of waiting) if (!first.has(one.batch.branchId)) first.set(one.batch.branchId, one)
  return [...first.values()].toSorted((a, b) => (a.batch.branchId < b.batch.branchId ? -1 : 1))
}

/**
 * Answers every batch of the turn, truthfully. After a lost connection the batch is simply sent again: the primary key
 * lets it in once, and makes the second wait for a first one that is still under way.
 */
async function settle(line: Line, turn: readonly Waiting[], attempt: Attempt): Promise<void> {
  const { world, connection } = line
  const outcome = await tryOnce(line, turn, attempt)
  switch (outcome.kind) {
    case "written":
      for (const one of turn) {
        if (outcome.branches.has(one.batch.branchId)) one.resolve({ appended: true })
        else await refuse(connection, one, "stale", attempt)
      }
      return
    case "conflict": {
      const [only, ...others] = turn
      if (only === undefined) return
      if (others.length === 0) {
        await refuse(
          connection,
          only,
          outcome.constraint.startsWith("Answer") ? "answered" : "stale",
          attempt,
        )
        return
      }
      // Which of them it was is not said: each alone, so that one branch's race refuses no other.
      for (const one of turn) await settle(line, [one], attempt)
      return
    }
    case "bug":
      if (turn.length === 1) turn[0]?.reject(outcome.error)
      else for (const one of turn) await settle(line, [one], attempt)
      return
    case "lost":
    case "unable": {
      const mayHaveLanded = attempt.mayHaveLanded || (outcome.kind === "lost" && outcome.wasSent)
      const isHopeless = outcome.kind === "unable" && !outcome.passesSoon
      if (isHopeless || world.elapsedMs() >= attempt.until) {
        for (const one of turn) one.reject(new DatabaseAway(mayHaveLanded ? "unknown" : "no", outcome.error))
        return
      }
      await world.sleep(25)
      return settle(line, turn, { ...attempt, mayHaveLanded })
    }
  }
}

type Outcome =
  | { readonly kind: "written"; readonly branches: ReadonlySet<string> }
  | (Failure & { readonly error: unknown; readonly wasSent: boolean })

async function tryOnce(
  { world, connection }: Line,
  turn: readonly Waiting[],
  { until }: Attempt,
): Promise<Outcome> {
  const leftMs = () => Math.max(until - world.elapsedMs(), 100)
  let wasSent = false
  try {
    await connection.open(leftMs())
    wasSent = true
    const branches = await connection.send(
      turn.map(({ batch }) => batch),
      leftMs(),
    )
    return { kind: "written", branches }
  } catch (error) {
    return { ...failureOf(error), error, wasSent }
  }
}

/** Unless what stands in the way is this very batch, written before the connection was lost. */
async function refuse(
  connection: WriteConnection,
  { batch, resolve, reject }: Waiting,
  cause: "stale" | "answered",
  attempt: Attempt,
) {
  if (!attempt.mayHaveLanded) return resolve({ appended: false, cause })
  try {
    resolve((await connection.holds(batch)) ? { appended: true } : { appended: false, cause })
  } catch (error) {
    reject(new DatabaseAway("unknown", error))
  }
}
