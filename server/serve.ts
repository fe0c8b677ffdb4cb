import { type Server, createServer } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { getRequestListener } from "@hono/node-server"
import { demoBranchId, seedDemoBranch } from "../prisma/seed.ts"
import { callersOf } from "./access/callers.ts"
import type { Config } from "./config.ts"
import { customerKeyOf } from "./customers/customer-key.ts"
import { openCustomers } from "./customers/open-customers.ts"
import { appOf } from "./http/app.ts"
import type { Ledger } from "./ledger/ledger.ts"
import { liveServer } from "./live/live-server.ts"
import { nightlyForecast } from "./rooms/nightly-forecast.ts"
import { laneReports } from "./reports/lane-reports.ts"
import { openRooms } from "./rooms/open-rooms.ts"
import type { RunningServer, ServerNeeds } from "./start-server.ts"

/** What waits in the queue when the server is told to stop gets this long. */
const patienceMs = 5_000
const sweepMs = 20
/** Longer than the pause between two touches of a teller, so that each does not open a connection anew. */
const keepAliveMs = 65_000

/** Everything on top of the ledger: rooms, routes and screens. Resolves when it listens. */
export async function serve(ledger: Ledger, { config, log, newClock }: ServerNeeds): Promise<RunningServer> {
  const key = customerKeyOf(config)
  if (await seedDemoBranch(ledger, key)) log.info("the demo branch is set up")

  const customers = openCustomers({ config, key, ledger, log })

  let isServing = true
  const callers = callersOf(ledger)
  const forecast = nightlyForecast({ ledger, log })
  const lane = laneReports({ ledger, log })
  const rooms = openRooms({
    ledger,
    log,
    onOpened: (room) => {
      live.add(room)
      forecast.watch(room)
      lane.watch(room)
    },
    ...(newClock ? { newClock } : {}),
  })
  const app = appOf({
    rooms,
    callers,
    ledger,
    log,
    customers,
    laneReports: lane,
    demo: { branchId: demoBranchId, host: config.host },
    isServing: () => isServing,
  })
  const http = createServer({ keepAliveTimeout: keepAliveMs }, getRequestListener(app.fetch))
  // After the API's listener: socket.io takes its own path out of what that one hears.
  const live = liveServer({ http, callers, rooms, log })
  for (const { id } of await ledger.branches()) await rooms.roomOf(id)

  await listen(http, config)

  return {
    ...addressOf(http, config.host),
    async stop() {
      isServing = false
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      // A connection that is kept alive becomes idle when its last answer is sent, and is closed then.
      const sweep = setInterval(() => http.closeIdleConnections(), sweepMs)
      const finished = Promise.all([closed, live.close(), forecast.close(), lane.close()]).then(() =>
        rooms.close(),
      )
      await Promise.race([finished, sleep(patienceMs, undefined, { ref: false })])
      clearInterval(sweep)
      http.closeAllConnections()
      await ledger.close()
    },
  }
}

function listen(http: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? portTaken(port, error) : error),
    )
    http.listen(port, host, resolve)
  })
}

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Port ${port} is used by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    { cause },
  )
}

function addressOf(http: Server, host: string): { readonly url: string; readonly port: number } {
  const address = http.address()
  if (address === null || typeof address === "string") throw new Error("The server has no address")
  const { port } = address
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host
  return { url: `http://${name}:${port}`, port }
}
