import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { type Loader, startLoader, withBareServer, withServer } from "./bench-process.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, median, ms, perSecond, times } from "./figures.ts"
import type { Load, LoadFigures } from "./load.ts"

const clientCounts = [1, 16, 64] as const
type ClientCount = (typeof clientCounts)[number]
type Kind = "no-op" | "insert" | "issue" | "call-next"
type Rate = Pick<LoadFigures, "perSecond" | "p50Ms" | "p99Ms">
type Rates<Kinds extends Kind> = Readonly<Record<ClientCount, Readonly<Record<Kinds, Rate>>>>
type Target = Pick<Load, "url" | "token" | "deed">

export interface ThroughputFigures {
  readonly byClients: Rates<Kind>
  readonly issuePerInsert: Readonly<Record<ClientCount, number>>
  readonly issueP50PerInsert: number
}

/**
 * Take a ticket beside a durable insert of one row, and call next beside a no-op, each kind in its turn, three times. Each pair
 * on a server of its own: the tickets that wait to be called are not in the way of those being taken.
 */
export async function throughput(secondsEach: number): Promise<ThroughputFigures> {
  const issued = await issuing(secondsEach)
  const called = await calling(secondsEach)
  const byClients = {
    1: { ...issued[1], ...called[1] },
    16: { ...issued[16], ...called[16] },
    64: { ...issued[64], ...called[64] },
  }
  const ratio = (clients: ClientCount) =>
    byClients[clients].issue.perSecond / byClients[clients].insert.perSecond
  return {
    byClients,
    issuePerInsert: { 1: ratio(1), 16: ratio(16), 64: ratio(64) },
    issueP50PerInsert: byClients[1].issue.p50Ms / byClients[1].insert.p50Ms,
  }
}

function issuing(secondsEach: number): Promise<Rates<"issue" | "insert">> {
  const body = JSON.stringify({ serviceId: "teller", class: "regular", language: "id" })
  return withServer(
    (ledger) => addBranch(ledger, noonPlan("issuing", 8, Date.now())),
    (server, { token, path }) =>
      withBareServer(server.databaseUrl, (bareUrl) =>
        measure(
          {
            insert: { url: bareUrl, token: "", deed: { does: "post", path: "/insert", body, isKeyed: true } },
            issue: {
              url: server.url,
              token,
              deed: { does: "post", path: `${path}/tickets`, body, isKeyed: true },
            },
          },
          secondsEach,
        ),
      ),
  )
}

function calling(secondsEach: number): Promise<Rates<"call-next" | "no-op">> {
  return withServer(
    async (ledger) => {
      const branch = await addBranch(ledger, noonPlan("calling", 64, Date.now()))
      // Enough that nobody's call comes back empty.
      await fillDay(ledger, branch.plan, { ticketCount: 60_000, waitingCount: 60_000 })
      return branch
    },
    (server, { token, path, counterIds }) =>
      withBareServer(server.databaseUrl, (bareUrl) =>
        measure(
          {
            "no-op": {
              url: bareUrl,
              token: "",
              deed: { does: "post", path: "/no-op", body: "{}", isKeyed: true },
            },
            "call-next": { url: server.url, token, deed: { does: "call", branchPath: path, counterIds } },
          },
          secondsEach,
        ),
      ),
  )
}

/**
 * How long each kind is warmed up, as a part of what it is measured for: until its code is compiled as well as it ever will be. Giliran
 * goes on getting faster for about ten seconds; a branch's server runs for weeks.
 */
const warmUp = 4

/** Every kind warmed up, then with 1, 16 and 64 clients. */
async function measure<Kinds extends Kind>(
  targets: Readonly<Record<Kinds, Target>>,
  seconds: number,
): Promise<Rates<Kinds>> {
  const loader = startLoader()
  for (const target of Object.values<Target>(targets))
    await loader.run({ ...target, clients: 16, seconds: warmUp * seconds })
  const rates = {
    1: await inTurn(loader, targets, { clients: 1, seconds }),
    16: await inTurn(loader, targets, { clients: 16, seconds }),
    64: await inTurn(loader, targets, { clients: 64, seconds }),
  }
  await loader.stop()
  return rates
}

async function inTurn<Kinds extends Kind>(
  loader: Loader,
  targets: Readonly<Record<Kinds, Target>>,
  load: Pick<Load, "clients" | "seconds">,
): Promise<Readonly<Record<Kinds, Rate>>> {
  const kinds = Object.keys(targets) as Kinds[]
  const rounds = new Map(kinds.map((kind) => [kind, [] as LoadFigures[]]))
  for (let round = 0; round < 3; round++)
    for (const kind of kinds) rounds.get(kind)?.push(await loader.run({ ...targets[kind], ...load }))
  return Object.fromEntries(Array.from(rounds, ([kind, figures]) => [kind, middleOf(figures)])) as Record<
    Kinds,
    Rate
  >
}

function middleOf(rounds: readonly LoadFigures[]): Rate {
  return {
    perSecond: median(rounds.map(({ perSecond: rate }) => rate)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
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
