import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { type Loader, startLoader, withBareServer, withServer } from "./bench-process.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, median, ms, perSecond, times } from "./figures.ts"
import type { Load, LoadFigures } from "./load.ts"

const clientCounts = [1, 16, 64] as const
type ClientCount = (typeof clientCounts)[number]
type Kind = "no-op" | "insert" | "issue" | "call-next"
type Rates = Readonly<Record<Kind, Pick<LoadFigures, "perSecond" | "p50Ms" | "p99Ms">>>

export interface ThroughputFigures {
  readonly byClients: Readonly<Record<ClientCount, Rates>>
  readonly issuePerInsert: Readonly<Record<ClientCount, number>>
  readonly issueP50PerInsert: number
}

/** Take a ticket and call next, beside a no-op and a durable insert of one row, each kind in its turn, three times. */
export function throughput(secondsEach: number): Promise<ThroughputFigures> {
  const now = Date.now()
  return withServer(
    async (ledger) => {
      const issuing = await addBranch(ledger, noonPlan("issuing", 8, now))
      const calling = await addBranch(ledger, noonPlan("calling", 64, now))
      // Enough that nobody's call comes back empty.
      await fillDay(ledger, calling.plan, { ticketCount: 60_000, waitingCount: 60_000 })
      return { issuing, calling }
    },
    (server, { issuing, calling }) =>
      withBareServer(server.databaseUrl, async (bareUrl) => {
        const loader = startLoader()
        const body = JSON.stringify({ serviceId: "teller", class: "regular", language: "id" })
        const loads: Record<Kind, Omit<Load, "clients" | "seconds">> = {
          "no-op": { url: bareUrl, token: "", deed: { does: "post", path: "/no-op", body, isKeyed: true } },
          insert: { url: bareUrl, token: "", deed: { does: "post", path: "/insert", body, isKeyed: true } },
          issue: {
            url: server.url,
            token: issuing.token,
            deed: { does: "post", path: `${issuing.path}/tickets`, body, isKeyed: true },
          },
          "call-next": {
            url: server.url,
            token: calling.token,
            deed: { does: "call", branchPath: calling.path, counterIds: calling.counterIds },
          },
        }
        for (const load of Object.values(loads))
          await loader.run({ ...load, clients: 16, seconds: secondsEach })
        const byClients = {
          1: await inTurn(loader, loads, 1, secondsEach),
          16: await inTurn(loader, loads, 16, secondsEach),
          64: await inTurn(loader, loads, 64, secondsEach),
        }
        await loader.stop()
        const ratio = (clients: ClientCount) =>
          byClients[clients].issue.perSecond / byClients[clients].insert.perSecond
        return {
          byClients,
          issuePerInsert: { 1: ratio(1), 16: ratio(16), 64: ratio(64) },
          issueP50PerInsert: byClients[1].issue.p50Ms / byClients[1].insert.p50Ms,
        }
      }),
  )
}

async function inTurn(
  loader: Loader,
  loads: Readonly<Record<Kind, Omit<Load, "clients" | "seconds">>>,
  clients: number,
  seconds: number,
): Promise<Rates> {
  const rounds: Record<Kind, LoadFigures[]> = { "no-op": [], insert: [], issue: [], "call-next": [] }
  for (let round = 0; round < 3; round++)
    for (const kind of ["no-op", "insert", "issue", "call-next"] as const)
      rounds[kind].push(await loader.run({ ...loads[kind], clients, seconds }))
  const middle = (kind: Kind) => ({
    perSecond: median(rounds[kind].map((figures) => figures.perSecond)),
    p50Ms: median(rounds[kind].map((figures) => figures.p50Ms)),
    p99Ms: median(rounds[kind].map((figures) => figures.p99Ms)),
  })
  return {
    "no-op": middle("no-op"),
    insert: middle("insert"),
    issue: middle("issue"),
    "call-next": middle("call-next"),
  }
}

export function throughputLines({
  byClients,
  issuePerInsert,
  issueP50PerInsert,
}: ThroughputFigures): readonly Line[] {
  return clientCounts.flatMap((clients) => {
    const rates = byClients[clients]
    const beside = (kind: "insert" | "no-op") =>
      `${perSecond(rates[kind].perSecond)}, ${ms(rates[kind].p50Ms)} / ${ms(rates[kind].p99Ms)}`
    const ours = (kind: "issue" | "call-next") =>
      `${perSecond(rates[kind].perSecond)}, ${ms(rates[kind].p50Ms)} / ${ms(rates[kind].p99Ms)}`
    const ratio = issuePerInsert[clients]
    const isOne = clients === 1
    return [
      {
        what: `issue, ${clients} clients: per second, p50 / p99`,
        ours: `${ours("issue")} = ${isOne ? `${times(issueP50PerInsert)} p50` : times(ratio)}`,
        beside: `durable insert ${beside("insert")}`,
        target: isOne ? "p50 ≤ 1.5×" : "≥ 1× per second",
        isMet: isOne ? issueP50PerInsert <= 1.5 : ratio >= 1,
      },
      {
        what: `call next, ${clients} clients: per second, p50 / p99`,
        ours: ours("call-next"),
        beside: `no-op ${beside("no-op")}`,
        target: "",
        isMet: null,
      },
    ]
  })
}
