import { addBranch, noonPlan, type OwnBranch } from "../support/noon-branch.ts"
import { type BenchServer, cpuMsOf, startLoader, withServer } from "./bench-process.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, median, ms } from "./figures.ts"
import { openCounters } from "./memory.ts"

export const daySizes = [100, 1_000, 10_000, 100_000] as const
const clients = 4
const roundsEach = 10
const waitingCount = 40

export interface GrowthFigures {
  /** Of take, call, serve and finish together, per command, in a day that has this many tickets already. */
  readonly bySize: readonly { readonly tickets: number; readonly p50Ms: number; readonly cpuMs: number }[]
  /** The dearest over the cheapest of the medians. */
  readonly spread: number
}

/** One server a size, all running, measured in turn: what the machine does besides is the same for all of them. */
export function growth(sizes: readonly number[], rounds: number): Promise<GrowthFigures> {
  return withSizes(sizes, [], async (days) => {
    const found = days.map(() => ({ p50: [] as number[], cpu: [] as number[] }))
    for (const day of days) await warmUp(day)
    for (let round = 0; round < rounds; round++)
      for (const [index, day] of days.entries()) {
        const { p50Ms, cpuMs } = await visits(day.server, day.branch, roundsEach)
        found[index]?.p50.push(p50Ms)
        found[index]?.cpu.push(cpuMs)
      }
    const bySize = days.map(({ size }, index) => ({
      tickets: size,
      p50Ms: median(found[index]?.p50 ?? []),
      cpuMs: median(found[index]?.cpu ?? []),
    }))
    const all = bySize.map(({ p50Ms }) => p50Ms)
    return { bySize, spread: Math.max(...all) / Math.min(...all) }
  })
}

interface SizedDay {
  readonly size: number
  readonly server: BenchServer
  readonly branch: OwnBranch
  /** On the same server, for warming up: the measured day does not grow by it. */
  readonly other: OwnBranch
}

function withSizes<Result>(
  [size, ...more]: readonly number[],
  running: readonly SizedDay[],
  use: (days: readonly SizedDay[]) => Promise<Result>,
): Promise<Result> {
  if (size === undefined) return use(running)
  const now = Date.now()
  return withServer(
    async (ledger) => {
      const branch = await addBranch(ledger, noonPlan("measured", clients, now))
      const other = await addBranch(ledger, noonPlan("other", clients, now))
      await fillDay(ledger, branch.plan, { ticketCount: size, waitingCount })
      return { branch, other }
    },
    (server, branches) => withSizes(more, [...running, { size, server, ...branches }], use),
  )
}

async function warmUp({ server, other }: SizedDay): Promise<void> {
  await openCounters(server.url, other)
  await visits(server, other, 400)
}

async function visits(
  server: BenchServer,
  { path: branchPath, token, counterIds }: OwnBranch,
  rounds: number,
) {
  const loader = startLoader()
  const load = {
    url: server.url,
    token,
    clients,
    seconds: 60,
    deed: {
      does: "visit",
      branchPath,
      counterIds,
      take: JSON.stringify({ serviceId: "teller", class: "regular", language: "id" }),
    },
  } as const
  const cpuBefore = cpuMsOf(server.pid)
  const figures = await loader.run({ ...load, rounds })
  const cpuMs = (cpuMsOf(server.pid) - cpuBefore) / figures.count
  await loader.stop()
  return { p50Ms: figures.p50Ms, cpuMs }
}

export function growthLines({ bySize, spread }: GrowthFigures): readonly Line[] {
  return bySize.map(({ tickets, p50Ms }, index) => ({
    what: `a command in a day of ${tickets} tickets, p50`,
    ours: ms(p50Ms),
    beside: index === bySize.length - 1 ? `dearest / cheapest ${spread.toFixed(2)}` : "",
    target: index === bySize.length - 1 ? "flat, ±20 %" : "",
    isMet: index === bySize.length - 1 ? spread <= 1.4 : null,
  }))
}
