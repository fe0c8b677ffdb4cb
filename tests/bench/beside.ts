import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import type * as buildModule from "../../server/build.ts"
import type * as logModule from "../../server/database/database-log.ts"
import type * as houseModule from "../support/house.ts"
import type * as branchModule from "../support/noon-branch.ts"
import type * as dayModule from "./fill-day.ts"
import type * as processModule from "../support/server-process.ts"
import { startLoader } from "./bench-process.ts"
import { median } from "./figures.ts"
import type { Load, LoadFigures } from "./load.ts"

/**
 * This checkout's server and another's (`pnpm bench-beside FOLDER`, its packages installed) beside each other, taking turns of a second
 * or two: a machine that is now slow and now fast is so for both.
 */

const here = resolve(import.meta.dirname, "../..")
const turns = [
  { deed: "issue", clients: 1, seconds: 2 },
  { deed: "call", clients: 1, seconds: 2 },
  { deed: "issue", clients: 16, seconds: 1.5 },
  { deed: "call", clients: 16, seconds: 1 },
] as const
/** Enough for every round's calls. */
const waitingCount = 60_000
const take = JSON.stringify({ serviceId: "teller", class: "regular", language: "id" })

type Deed = (typeof turns)[number]["deed"]

interface Side {
  readonly name: string
  readonly loads: Readonly<Record<Deed, Omit<Load, "clients" | "seconds">>>
  stop(): Promise<void>
}

/** A server of that checkout, prepared by its own code, at a start that is not its first. */
async function sideOf(name: string, root: string): Promise<Side> {
  const from = <Module>(path: string): Promise<Module> => import(join(root, path))
  // Checkouts of before 2026-11-27 build no server.
  if (existsSync(join(root, "server/build.ts")))
    await from<typeof buildModule>("server/build.ts").then(({ buildServer }) => buildServer())
  const { openHouse, silent } = await openingOf(root, from)
  const { addBranch, noonPlan } = await from<typeof branchModule>("tests/support/noon-branch.ts")
  const { fillDay } = await from<typeof dayModule>("tests/bench/fill-day.ts")
  const { startServerProcess } = await from<typeof processModule>("tests/support/server-process.ts")
  const dataDir = mkdtempSync(join(tmpdir(), "giliran-beside-"))
  const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
  const issuing = await addBranch(ledger, noonPlan("issuing", 8, Date.now()))
  const calling = await addBranch(ledger, noonPlan("calling", 64, Date.now()))
  await fillDay(ledger, calling.plan, { ticketCount: waitingCount, waitingCount })
  await ledger.close()
  await startServerProcess({ dataDir }).then((first) => first.stop())
  const server = await startServerProcess({ dataDir })
  const { url } = server
  const path = `${issuing.path}/tickets`
  return {
    name,
    loads: {
      issue: { url, token: issuing.token, deed: { does: "post", path, body: take, isKeyed: true } },
      call: {
        url,
        token: calling.token,
        deed: { does: "call", branchPath: calling.path, counterIds: calling.counterIds },
      },
    },
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

type Opening = Pick<typeof houseModule, "openHouse"> & Pick<typeof logModule, "silent">

/** How that checkout opens its ledger. The first release has one object for it and every table. */
async function openingOf(root: string, from: <Module>(path: string) => Promise<Module>): Promise<Opening> {
  if (existsSync(join(root, "server/database"))) {
    const { openHouse } = await from<typeof houseModule>("tests/support/house.ts")
    const { silent } = await from<typeof logModule>("server/database/database-log.ts")
    return { openHouse, silent }
  }
  const { openLedger } = await from<{ readonly openLedger: Opening["openHouse"] }>(
    "server/ledger/open-ledger.ts",
  )
  const { silent } = await from<typeof logModule>("server/ledger/ledger-log.ts")
  return { openHouse: openLedger, silent }
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "9" } },
  allowPositionals: true,
})
const [other] = positionals
if (other === undefined) throw new Error("Name the folder of the other checkout")
const sides = [await sideOf("other", resolve(other)), await sideOf("here", here)]
const loader = startLoader()
try {
  for (const { loads } of sides) {
    await loader.run({ ...loads.issue, clients: 16, seconds: 6 })
    await loader.run({ ...loads.call, clients: 4, seconds: 4 })
  }
  const seen: { readonly turn: (typeof turns)[number]; readonly side: Side; readonly run: LoadFigures }[] = []
  for (let round = 0; round < Number(values.rounds); round++)
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      for (const turn of turns) {
        const { clients, seconds, deed } = turn
        seen.push({ turn, side, run: await loader.run({ ...side.loads[deed], clients, seconds }) })
      }
  for (const turn of turns)
    for (const side of sides) {
      const runs = seen.filter((one) => one.turn === turn && one.side === side).map(({ run }) => run)
      const of = (figure: "perSecond" | "p50Ms" | "p99Ms") => median(runs.map((run) => run[figure]))
      process.stdout.write(
        `${turn.deed}, ${turn.clients} clients, ${side.name}: ${Math.round(of("perSecond"))}/s, p50 ${of("p50Ms").toFixed(2)} ms, p99 ${of("p99Ms").toFixed(2)} ms\n`,
      )
    }
} finally {
  await loader.stop()
  for (const side of sides) await side.stop()
}
