import type { BranchId } from "@giliran/contract/basics"
import { randomUUID } from "node:crypto"
import { Client } from "pg"
import type { Database } from "../database/database.ts"
import { wordsOf } from "../database/database-errors.ts"
import { listenersOf } from "../listeners.ts"
import type { Timer } from "../world.ts"
import type { Hint } from "./ledger.ts"

/** Tells the other servers of one database what was written, and hears it from them. */
export interface Hints {
  send(hint: Hint): void
  onHint(listener: (hint: Hint) => void): () => void
  close(): Promise<void>
}

export interface HintsOptions {
  readonly database: Pick<Database, "url" | "pool" | "log" | "world">
  /** Asked after the line was down, when any hint may have been missed. */
  readonly headSeqs: () => Promise<ReadonlyMap<BranchId, number>>
}

const channel = "giliran_hint"
/** How long hints gather. A notification waits for every other one of the database, so few of them. */
const gatherMs = 10
/** Keeps a notification below PostgreSQL's 8,000 bytes. */
const branchesEach = 100
const reconnectMs = 500

export function startHints({ database: { url, pool, log, world }, headSeqs }: HintsOptions): Hints {
  const me = randomUUID()
  const heard = listenersOf<[Hint]>()
  const gathered = new Map<BranchId, number>()
  let sending: Timer | null = null
  let line: Client | null = null
  let reconnecting: Timer | null = null
  let isClosed = false
  let wasConnected = false

  const tell = (hint: Hint) => {
    heard.tell(hint)
  }

  /** Outside the transaction of the append: inside, it would make all commits of the database queue up. */
  const sendGathered = () => {
    sending = null
    const all = [...gathered]
    gathered.clear()
    for (let start = 0; start < all.length; start += branchesEach) {
      const payload = JSON.stringify([me, all.slice(start, start + branchesEach)])
      // A hint that is lost costs the others a second: they also ask by themselves.
      pool
        .query({ name: "hint", text: "SELECT pg_notify($1, $2)", values: [channel, payload] })
        .catch(() => {})
    }
  }

  const connect = async () => {
    reconnecting = null
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 2000,
      keepAlive: true,
      application_name: "giliran hints",
    })
    let isDown = false
    const down = (reason?: unknown) => {
      if (isDown) return
      isDown = true
      line = null
      void client.end().catch(() => {})
      if (isClosed) return
      const why = reason === undefined ? "the connection ended" : wordsOf(reason)
      if (wasConnected) log.warn(`hints of other servers are away: ${why}`)
      wasConnected = false
      reconnecting = world.after(reconnectMs, () => void connect())
    }
    client.on("error", down)
    client.on("end", down)
    client.on("notification", ({ payload }) => {
      for (const hint of parseHints(payload ?? "", me)) tell(hint)
    })
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      line = client
      wasConnected = true
      if (isClosed) return down()
      for (const [branchId, seq] of await headSeqs()) tell({ branchId, seq })
    } catch (error) {
      down(error)
    }
  }

  void connect()

  return {
    send({ branchId, seq }) {
      gathered.set(branchId, Math.max(seq, gathered.get(branchId) ?? 0))
      sending ??= world.after(gatherMs, sendGathered)
    },
    onHint: heard.add,
    async close() {
      isClosed = true
      reconnecting?.cancel()
      if (sending !== null) {
        sending.cancel()
        sendGathered()
      }
      await line?.end().catch(() => {})
    },
  }
}

function parseHints(payload: string, me: string): Hint[] {
  try {
    const [from, branches]: [string, [BranchId, number][]] = JSON.parse(payload)
    return from === me ? [] : branches.map(([branchId, seq]) => ({ branchId, seq }))
  } catch {
    return [] // somebody else's word on our channel
  }
}
