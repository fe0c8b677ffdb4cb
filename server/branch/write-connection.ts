import { Client } from "pg"
import type { Database } from "../database/database.ts"
import { appendOne } from "./append-one-statement.ts"
import { appendInput, appendStatement } from "./append-statement.ts"
import { ChainEnds } from "./chain-ends.ts"
import type { AppendBatch } from "./ledger.ts"

/** The one connection that writes batches, opened when needed and again when it is lost. */
export interface WriteConnection {
  /** Opens it when it is not open. Nothing was sent when this fails. */
  open(withinMs: number): Promise<void>
  /** The branches whose batch was written. When this fails, `failureOf` says what is known. */
  send(batches: readonly AppendBatch[], withinMs: number): Promise<ReadonlySet<string>>
  /** Whether exactly this batch is in the database. */
  holds(batch: AppendBatch): Promise<boolean>
  close(): Promise<void>
}

/**
 * The plan of the append is made once, when its tables may be empty, and serves until the connection ends: without these
 * it would read whole tables that have grown since. A server that trades durability for speed does so without us.
 */
const session = `
  SET enable_seqscan = off;
  SET enable_hashjoin = off;
  SET enable_mergejoin = off;
  SET plan_cache_mode = force_generic_plan;
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`

export function createWriteConnection({ url, world }: Pick<Database, "url" | "world">): WriteConnection {
  let client: Client | null = null
  const chainEnds = new ChainEnds()

  const drop = (dropped: Client) => {
    if (client === dropped) client = null
    void dropped.end().catch(() => {})
  }

  const opened = (): Client => {
    if (client === null) throw new Error("connection not open")
    return client
  }

  return {
    async open(withinMs) {
      if (client !== null) return
      const fresh = new Client({
        connectionString: url,
        connectionTimeoutMillis: Math.ceil(withinMs),
        keepAlive: true,
        application_name: "giliran append",
      })
      fresh.on("error", () => drop(fresh))
      fresh.on("end", () => drop(fresh))
      try {
        await fresh.connect()
        await fresh.query(session)
      } catch (error) {
        drop(fresh)
        throw error
      }
      client = fresh
    },

    async send(batches, withinMs) {
      const using = opened()
      // A connection that went silent is cut: its answer, should it still come, is no longer waited for.
      const impatient = world.after(withinMs, () => {
        drop(using)
        using.connection.stream.destroy()
      })
      try {
        const links = await chainEnds.linksOf(using, batches)
        const { rows } = await using.query<{ branch: string }>(
          appendOne(batches, links) ?? {
            name: "append",
            text: appendStatement,
            values: [...appendInput(batches, links)],
          },
        )
        const written = new Set(rows.map((row) => row.branch))
        chainEnds.moveOn(batches, links, written)
        return written
      } finally {
        impatient.cancel()
      }
    },

    async holds(batch) {
      return batch.events.length > 0 ? holdsEvents(opened(), batch) : holdsReplies(opened(), batch)
    },

    async close() {
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}

async function holdsEvents(client: Client, { branchId, after, events }: AppendBatch): Promise<boolean> {
  const { rows } = await client.query<{ body: string; commandId: string | null; actor: string }>(
    `SELECT body::text AS body, "commandId", actor FROM "Event" WHERE "branchId" = $1 AND seq > $2 AND seq <= $3 ORDER BY seq`,
    [branchId, after, after + events.length],
  )
  return (
    rows.length === events.length &&
    events.every(({ event, commandId, actor }, index) => {
      const row = rows[index]
      return row?.body === JSON.stringify(event) && row.commandId === commandId && row.actor === actor
    })
  )
}

async function holdsReplies(client: Client, { branchId, replies }: AppendBatch): Promise<boolean> {
  const { rows } = await client.query<{ commandId: string; digest: string; body: string }>(
    `SELECT "commandId", digest, body FROM "Answer" WHERE "branchId" = $1 AND "commandId" = ANY($2)`,
    [branchId, replies.map(({ commandId }) => commandId)],
  )
  const stored = new Map(rows.map((row) => [row.commandId, row]))
  return replies.every(({ commandId, digest, body }) => {
    const row = stored.get(commandId)
    return row?.digest === digest && row.body === body
  })
}
