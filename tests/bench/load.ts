import { randomUUID } from "node:crypto"
import { type LightClient, lightClient } from "./light-client.ts"

/**
 * The load, in a process of its own: kept-alive clients, each one request at a time. Told what to do by message, answers by
 * message what came of it.
 */

/** What one client does again and again. */
export type Deed =
  /** The same POST. With `isKeyed`, each under an Idempotency-Key of its own, as the apps do. */
  | { readonly does: "post"; readonly path: string; readonly body: string; readonly isKeyed: boolean }
  /** A POST at the client's own counter, then, unmeasured, the no-show that frees the counter. */
  | { readonly does: "call"; readonly branchPath: string; readonly counterIds: readonly string[] }
  /** No-show and call next in one command, at the client's own counter. */
  | { readonly does: "call-on"; readonly branchPath: string; readonly counterIds: readonly string[] }
  /** A whole visit: take, call, serve, finish; every one of the commands is measured. */
  | {
      readonly does: "visit"
      readonly branchPath: string
      readonly counterIds: readonly string[]
      readonly take: string
    }
  /** A call and its undoing: work that leaves the day as it was. */
  | { readonly does: "call-undo"; readonly branchPath: string; readonly counterIds: readonly string[] }

export interface Load {
  readonly url: string
  readonly token: string
  readonly clients: number
  readonly deed: Deed
  /** Ends when the time is over, or each client did this many rounds, or nothing is left to call. */
  readonly seconds: number
  readonly rounds?: number
}

export interface LoadFigures {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers that were neither good nor an empty queue; zero in a sound run. */
  readonly refused: number
  readonly firstRefusal: string | null
  /** Tickets called, and how many different ones. */
  readonly called: number
  readonly distinct: number
}

process.on("message", (load: Load) => {
  run(load).then(
    (figures) => process.send?.(figures),
    (error: unknown) =>
      process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.on("disconnect", () => process.exit(0))

interface Measured {
  readonly latencies: number[]
  readonly calledIds: string[]
  refused: number
  firstRefusal: string | null
  isEmpty: boolean
}

async function run({
  url,
  token,
  clients,
  deed,
  seconds,
  rounds = Number.POSITIVE_INFINITY,
}: Load): Promise<LoadFigures> {
  const measured: Measured = { latencies: [], calledIds: [], refused: 0, firstRefusal: null, isEmpty: false }
  const connections = await Promise.all(
    Array.from({ length: clients }, () => lightClient(new URL(url), token)),
  )
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  await Promise.all(
    connections.map(async (client, index) => {
      for (let round = 0; round < rounds && performance.now() < endsAt && !measured.isEmpty; round++)
        await doOnce(client, deed, index, measured)
    }),
  )
  const tookS = (performance.now() - startedAt) / 1000
  for (const client of connections) client.close()
  const sorted = Float64Array.from(measured.latencies).toSorted()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return {
    count: sorted.length,
    seconds: tookS,
    perSecond: sorted.length / tookS,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    refused: measured.refused,
    firstRefusal: measured.firstRefusal,
    called: measured.calledIds.length,
    distinct: new Set(measured.calledIds).size,
  }
}

async function doOnce(client: LightClient, deed: Deed, index: number, measured: Measured): Promise<void> {
  switch (deed.does) {
    case "post":
      await timed(client, deed.path, deed.body, measured, deed.isKeyed)
      return
    case "call": {
      const id = await call(client, deed, index, measured)
      if (id !== null) await client.post(`${deed.branchPath}/tickets/${id}/no-show`, "{}")
      return
    }
    case "call-on": {
      const held = holding.get(index)
      if (held === undefined) {
        const id = await call(client, deed, index, measured)
        if (id !== null) holding.set(index, id)
        return
      }
      const answer = await timed(
        client,
        `${deed.branchPath}/tickets/${held}/no-show`,
        '{"callNext":true}',
        measured,
      )
      const next = answer === null ? null : (JSON.parse(answer) as { next?: { id: string } | null }).next
      if (next) {
        holding.set(index, next.id)
        measured.calledIds.push(next.id)
      } else {
        holding.delete(index)
        measured.isEmpty = true
      }
      return
    }
    case "visit": {
      await timed(client, `${deed.branchPath}/tickets`, deed.take, measured)
      const id = await call(client, deed, index, measured)
      if (id === null) return
      await timed(client, `${deed.branchPath}/tickets/${id}/serve`, "{}", measured)
      await timed(client, `${deed.branchPath}/tickets/${id}/finish`, "{}", measured)
      return
    }
    case "call-undo": {
      const id = await call(client, deed, index, measured)
      if (id !== null) await timed(client, `${deed.branchPath}/tickets/${id}/undo-call`, "{}", measured)
    }
  }
}

/** The ticket that a client's counter holds between two rounds. */
const holding = new Map<number, string>()

async function call(
  client: LightClient,
  { branchPath, counterIds }: { readonly branchPath: string; readonly counterIds: readonly string[] },
  index: number,
  measured: Measured,
): Promise<string | null> {
  const counterId = counterIds[index]
  if (counterId === undefined) throw new Error(`There is no counter for client ${index + 1}`)
  const answer = await timed(client, `${branchPath}/counters/${counterId}/call-next`, "{}", measured)
  if (answer === null) return null
  const { id } = (JSON.parse(answer) as { ticket: { id: string } }).ticket
  measured.calledIds.push(id)
  return id
}

/** Null when it was refused. */
async function timed(
  client: LightClient,
  path: string,
  body: string,
  measured: Measured,
  isKeyed = true,
): Promise<string | null> {
  const key = isKeyed ? `Idempotency-Key: ${randomUUID()}\r\n` : ""
  const startedAt = performance.now()
  const answer = await client.post(path, body, key)
  if (answer.status < 300) {
    measured.latencies.push(performance.now() - startedAt)
    return answer.body
  }
  if (answer.body.includes('"queue-empty"')) measured.isEmpty = true
  else {
    measured.refused += 1
    measured.firstRefusal ??= `${answer.status} ${answer.body}`
  }
  return null
}
