import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { startLoader, withServer } from "./bench-process.ts"
import { type Line, median, perSecond } from "./figures.ts"
import { fillDay } from "./fill-day.ts"

const tellerCount = 8
const waitingCount = 600

export interface TellerFigures {
  /** Distinct tickets called per second when each press is a call next, and the no-show that frees the counter goes between. */
  readonly callNextPerSecond: number
  /** The same when no-show and call next are one command, as the teller's one button gives it. */
  readonly callOnPerSecond: number
  /** Tickets called twice, in all runs together. */
  readonly doubles: number
}

/** Eight tellers call six hundred waiting tickets as fast as they are answered, three times each way. */
export async function eightTellers(): Promise<TellerFigures> {
  const now = Date.now()
  const ways = ["call", "call-on"] as const
  const branchIds = [0, 1, 2].flatMap((round) => ways.map((way) => `${way}-${round}`))
  return withServer(
    async (ledger) => {
      const warm = await addBranch(ledger, noonPlan("warm", tellerCount, now))
      await fillDay(ledger, warm.plan, { ticketCount: 8_000, waitingCount: 8_000 })
      const branches = []
      for (const id of branchIds) {
        const branch = await addBranch(ledger, noonPlan(id, tellerCount, now))
        await fillDay(ledger, branch.plan, { ticketCount: waitingCount, waitingCount })
        branches.push(branch)
      }
      return { warm, branches }
    },
    async (server, { warm, branches }) => {
      const rates = { call: [] as number[], "call-on": [] as number[] }
      let doubles = 0
      const warming = startLoader()
      const { path: branchPath, counterIds, token } = warm
      await warming.run({
        url: server.url,
        token,
        clients: tellerCount,
        seconds: 4,
        deed: { does: "call", branchPath, counterIds },
      })
      await warming.stop()
      for (const [index, branch] of branches.entries()) {
        const way = ways[index % ways.length] ?? "call"
        const loader = startLoader()
        const figures = await loader.run({
          url: server.url,
          token: branch.token,
          clients: tellerCount,
          seconds: 60,
          deed: { does: way, branchPath: branch.path, counterIds: branch.counterIds },
        })
        rates[way].push(figures.distinct / figures.seconds)
        doubles += figures.called - figures.distinct
        if (figures.distinct !== waitingCount)
          throw new Error(`${figures.distinct} of ${waitingCount} were called`)
        await loader.stop()
      }
      return { callNextPerSecond: median(rates.call), callOnPerSecond: median(rates["call-on"]), doubles }
    },
  )
}

export function tellerLines({ callNextPerSecond, callOnPerSecond, doubles }: TellerFigures): readonly Line[] {
  return [
    {
      what: "8 tellers on 600 waiting: call next, with a no-show between",
      ours: `${perSecond(callNextPerSecond)}, ${doubles} double`,
      beside: "",
      target: "≥ 1000/s, 0 double",
      isMet: callNextPerSecond >= 1000 && doubles === 0,
    },
    {
      what: "8 tellers on 600 waiting: no-show and call next in one",
      ours: `${perSecond(callOnPerSecond)}, ${doubles} double`,
      beside: "",
      target: "≥ 1000/s, 0 double",
      isMet: callOnPerSecond >= 1000 && doubles === 0,
    },
  ]
}
