import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { memoryOf, postgresMemory, startLoader, withServer } from "./bench-process.ts"
import type { Line } from "./figures.ts"
import { lightScreen } from "./light-screen.ts"

const ticketCount = 10_000
const clients = 8
const screenCount = 20

export interface MemoryFigures {
  /** Of the server's process, after its start. */
  readonly idleMb: number
  /** After the day's tickets were taken, called, served and finished, with screens watching. */
  readonly loadedMb: number
  /** At its highest on the way there. */
  readonly highestMb: number
  readonly postgresIdleMb: number
  readonly postgresLoadedMb: number
}

/** A day of ten thousand tickets through the API, in memory as the operating system counts it (PSS). */
export function memory(): Promise<MemoryFigures> {
  return withServer(
    (ledger) => addBranch(ledger, noonPlan("memory", clients, Date.now())),
    async (server, branch) => {
      const idleMb = memoryOf(server.pid)
      const postgresIdleMb = postgresMemory(server)
      const auth = { token: branch.token, branch: branch.plan.branchId, view: "display" }
      const screens = []
      for (let index = 0; index < screenCount; index++)
        screens.push(await lightScreen(new URL(server.url), { auth, onView: () => {} }))
      let highestMb = idleMb
      const watch = setInterval(() => (highestMb = Math.max(highestMb, memoryOf(server.pid))), 250)
      const loader = startLoader()
      const load = { url: server.url, token: branch.token, clients, seconds: 600 }
      const { path: branchPath, counterIds } = branch
      const opened = await openCounters(server.url, branch)
      if (opened !== clients) throw new Error(`${opened} of ${clients} counters opened`)
      await loader.run({
        ...load,
        rounds: ticketCount / clients,
        deed: {
          does: "visit",
          branchPath,
          counterIds,
          take: JSON.stringify({ serviceId: "teller", class: "regular", language: "id" }),
        },
      })
      clearInterval(watch)
      const loadedMb = memoryOf(server.pid)
      const postgresLoadedMb = postgresMemory(server)
      await loader.stop()
      for (const screen of screens) screen.close()
      return { idleMb, loadedMb, highestMb: Math.max(highestMb, loadedMb), postgresIdleMb, postgresLoadedMb }
    },
  )
}

export async function openCounters(
  url: string,
  { path, token, counterIds }: { path: string; token: string; counterIds: readonly string[] },
): Promise<number> {
  const answers = await Promise.all(
    counterIds.map((id) =>
      fetch(`${url}${path}/counters/${id}/open`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ teller: { id: `teller-${id}`, name: `Teller ${id}` } }),
      }),
    ),
  )
  return answers.filter(({ ok }) => ok).length
}

export function memoryLines(figures: MemoryFigures): readonly Line[] {
  const { idleMb, loadedMb, highestMb, postgresIdleMb, postgresLoadedMb } = figures
  return [
    {
      what: "memory, idle (PSS)",
      ours: mb(idleMb),
      beside: `PostgreSQL ${mb(postgresIdleMb)}`,
      target: "",
      isMet: null,
    },
    {
      what: `memory after ${ticketCount} tickets, ${screenCount} screens (PSS)`,
      ours: `${mb(loadedMb)}, highest ${mb(highestMb)}`,
      beside: `PostgreSQL ${mb(postgresLoadedMb)}`,
      target: "≤ 110 MB",
      isMet: loadedMb <= 110,
    },
  ]
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`
}
