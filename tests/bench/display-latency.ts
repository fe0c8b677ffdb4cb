import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { type BenchServer, withBareServer, withServer } from "./bench-process.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, median, ms, times } from "./figures.ts"
import { type LightClient, lightClient } from "./light-client.ts"
import { type LightScreen, lightScreen } from "./light-screen.ts"

const displayCounts = [1, 50, 500] as const
type DisplayCount = (typeof displayCounts)[number]

interface Latency {
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface DisplayFigures {
  readonly byDisplays: Readonly<
    Record<
      DisplayCount,
      {
        readonly packetBytes: number
        readonly call: Latency
        /** A bare socket.io emit of a packet of the same size. */
        readonly emit: Latency
        /** The same after one durable insert of a row: what a call costs at the least when it is saved before it is shown. */
        readonly savedEmit: Latency
      }
    >
  >
}

type Kind = "call" | "emit" | "savedEmit"

/** From pressing call next until a display has the whole view, measured in this one process. */
export function displayLatency(callsEach: number): Promise<DisplayFigures> {
  return withServer(
    async (ledger) => {
      const branch = await addBranch(ledger, noonPlan("hall", 8, Date.now()))
      await fillDay(ledger, branch.plan, { ticketCount: 8_000, waitingCount: 8_000 })
      return branch
    },
    (server, branch) =>
      withBareServer(server.databaseUrl, async (bareUrl) => {
        const hall: Hall = {
          server,
          bareUrl: new URL(bareUrl),
          token: branch.token,
          path: branch.path,
          auth: { token: branch.token, branch: branch.plan.branchId, view: "display" },
        }
        await inTurn(hall, 1, callsEach)
        return {
          byDisplays: {
            1: await inTurn(hall, 1, callsEach * 2),
            50: await inTurn(hall, 50, callsEach),
            500: await inTurn(hall, 500, Math.ceil(callsEach / 3)),
          },
        }
      }),
  )
}

interface Hall {
  readonly server: BenchServer
  readonly bareUrl: URL
  readonly token: string
  readonly path: string
  readonly auth: object
}

async function inTurn(hall: Hall, displays: DisplayCount, calls: number) {
  const rounds: Record<Kind, Latency[]> = { call: [], emit: [], savedEmit: [] }
  let packetBytes = 0
  for (let round = 0; round < 3; round++) {
    const ours = await watch(new URL(hall.server.url), displays, hall.auth)
    const teller = await lightClient(new URL(hall.server.url), hall.token)
    rounds.call.push(await ours.measure(calls, () => callOne(teller, hall.path)))
    packetBytes = ours.packetBytes()
    teller.close()
    ours.close()

    const bare = await watch(hall.bareUrl, displays, {})
    const presser = await lightClient(hall.bareUrl)
    for (const kind of ["emit", "savedEmit"] as const) {
      const path = kind === "emit" ? "/emit" : "/insert-and-emit"
      const body = JSON.stringify({ bytes: packetBytes })
      rounds[kind].push(await bare.measure(calls, async () => void (await presser.post(path, body))))
    }
    presser.close()
    bare.close()
  }
  const middle = (kind: Kind): Latency => ({
    p50Ms: median(rounds[kind].map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds[kind].map(({ p99Ms }) => p99Ms)),
  })
  return { packetBytes, call: middle("call"), emit: middle("emit"), savedEmit: middle("savedEmit") }
}

/** Calls, and returns what is to be done, unmeasured, before the next call. */
async function callOne(teller: LightClient, path: string): Promise<() => Promise<void>> {
  const { status, body } = await teller.post(`${path}/counters/1/call-next`, "{}")
  if (status !== 200) throw new Error(`The call was refused: ${body}`)
  const { ticket } = JSON.parse(body) as { ticket: { id: string } }
  return async () => {
    await teller.post(`${path}/tickets/${ticket.id}/no-show`, "{}")
  }
}

async function watch(server: URL, displays: number, auth: object) {
  let due = Number.POSITIVE_INFINITY
  let latencies: number[] = []
  let pressedAt = 0
  let arrived = 0
  let allHere: (() => void) | null = null
  const onView = (version: number, at: number) => {
    if (version < due) return
    latencies.push(at - pressedAt)
    arrived += 1
    if (arrived === displays) allHere?.()
  }
  const screens: LightScreen[] = []
  for (let index = 0; index < displays; index++)
    screens.push(await lightScreen(server, { auth, onView: onceEach(onView) }))
  const newest = () => Math.max(...screens.map((screen) => screen.version()))

  /** Each screen counts once for a call, whatever else it hears before the next. */
  function onceEach(hear: typeof onView): typeof onView {
    let heard = Number.NEGATIVE_INFINITY
    return (version, at) => {
      if (version < due || heard === due) return
      heard = due
      hear(version, at)
    }
  }

  return {
    packetBytes: () => screens[0]?.packetBytes() ?? 0,
    async measure(calls: number, press: () => Promise<void | (() => Promise<void>)>): Promise<Latency> {
      latencies = []
      for (let call = 0; call < calls; call++) {
        await quiet(newest)
        arrived = 0
        const everybody = new Promise<void>((resolve) => (allHere = resolve))
        due = newest() + 1
        pressedAt = performance.now()
        const tidyUp = await press()
        await everybody
        due = Number.POSITIVE_INFINITY
        await tidyUp?.()
      }
      const sorted = latencies.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
      return { p50Ms: at(0.5), p99Ms: at(0.99) }
    },
    close() {
      for (const screen of screens) screen.close()
    },
  }
}

/** Until no view came for a while: what the call before left behind is not measured with the next. */
async function quiet(newest: () => number): Promise<void> {
  for (let before = -1; before !== newest();) {
    before = newest()
    await new Promise((resolve) => setTimeout(resolve, 130))
  }
}

export function displayLines({ byDisplays }: DisplayFigures): readonly Line[] {
  return displayCounts.map((displays) => {
    const { call, emit, savedEmit, packetBytes } = byDisplays[displays]
    const p50Ratio = call.p50Ms / emit.p50Ms
    const p99Ratio = call.p99Ms / emit.p99Ms
    const judged = displays === 1 ? p50Ratio : displays === 500 ? p99Ratio : null
    return {
      what: `call → display, ${displays} displays, ${packetBytes} bytes: p50 / p99`,
      ours: `${pair(call)} = ${times(p50Ratio)} / ${times(p99Ratio)}`,
      beside: `bare emit ${pair(emit)}; after an insert ${pair(savedEmit)}`,
      target: displays === 1 ? "p50 ≤ 1.5× bare emit" : displays === 500 ? "p99 ≤ 1.5× bare emit" : "",
      isMet: judged === null ? null : judged <= 1.5,
    }
  })
}

function pair({ p50Ms, p99Ms }: Latency): string {
  return `${ms(p50Ms)} / ${ms(p99Ms)}`
}
