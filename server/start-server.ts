import { type Server, createServer } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { getRequestListener } from "@hono/node-server"
import type { Logger } from "pino"
import { demoBranchId, seedDemoBranch } from "../prisma/seed.ts"
import { callersOf, type TokenHolders } from "./access/callers.ts"
import { isLoopbackName } from "./access/demo-door.ts"
import { staffAccess } from "./access/staff-access.ts"
import { daySigner } from "./audit/sign-days.ts"
import { signingKeyOf } from "./audit/signing-key.ts"
import type { Config } from "./config.ts"
import { customerKeyOf } from "./customers/customer-key.ts"
import { openCustomers } from "./customers/open-customers.ts"
import { appOf } from "./http/app.ts"
import type { Ledger } from "./ledger/ledger.ts"
import { openLedger } from "./ledger/open-ledger.ts"
import { liveServer } from "./live/live-server.ts"
import { nightlyForecast } from "./rooms/nightly-forecast.ts"
import { laneReports } from "./reports/lane-reports.ts"
import { openRooms } from "./rooms/open-rooms.ts"
import type { Clock } from "./rooms/steady-clock.ts"

export interface RunningServer {
  /** `http://127.0.0.1:8080`, where this machine reaches it. */
  readonly url: string
  readonly port: number
  /** Stops taking orders, finishes those that wait, closes screens, ledger and database. */
  stop(): Promise<void>
}

export interface ServerNeeds {
  readonly config: Config
  readonly log: Logger
  readonly newClock?: () => Clock
}

const nobody: TokenHolders = { callerOf: () => null, forget() {} }

/** What waits in the queue when the server is told to stop gets this long. */
const patienceMs = 5_000
const sweepMs = 20
/** Longer than the pause between two touches of a teller, so that each does not open a connection anew. */
const keepAliveMs = 65_000

export async function startServer({ config, log, newClock }: ServerNeeds): Promise<RunningServer> {
  const { databaseUrl, databaseOwnerUrl: ownerUrl, dataDir } = config
  const ledger = await openLedger({ databaseUrl, ownerUrl, dataDir, log })
  try {
    return await serve(ledger, { config, log, ...(newClock ? { newClock } : {}) })
  } catch (error) {
    await ledger.close()
    throw error
  }
}

async function serve(ledger: Ledger, { config, log, newClock }: ServerNeeds): Promise<RunningServer> {
  const key = customerKeyOf(config)
  if (await seedDemoBranch(ledger, key)) log.info("the demo branch is set up")

  const customers = openCustomers({ config, key, ledger, log })

  let isServing = true
  const isDemoOpen = isLoopbackName(config.host)
  const staff = staffAccess({ ledger, config, isDemoOpen, log })
  const callers = callersOf({ ledger, isDemoOpen, devices: nobody, sessions: staff.sessions })
  const ownOrigins: ReadonlySet<string> = new Set()
  const signingKey = signingKeyOf(config)
  if (!signingKey)
    log.warn(
      "no day is signed: give GILIRAN_SIGNING_KEY or GILIRAN_SIGNING_KEY_FILE, the same on every server",
    )
  const signer = daySigner({ ledger, key: signingKey, log })
  const forecast = nightlyForecast({ ledger, log })
  const lane = laneReports({ ledger, log })
  const rooms = openRooms({
    ledger,
    log,
    onOpened: (room) => {
      live.add(room)
      forecast.watch(room)
      lane.watch(room)
      signer.watch(room)
    },
    ...(newClock ? { newClock } : {}),
  })
  const app = appOf({
    rooms,
    callers,
    ledger,
    log,
    customers,
    staff,
    ownOrigins,
    laneReports: lane,
    signingKey,
    demo: { branchId: demoBranchId, host: config.host },
    isServing: () => isServing,
  })
  const http = createServer({ keepAliveTimeout: keepAliveMs }, getRequestListener(app.fetch))
  // After the API's listener: socket.io takes its own path out of what that one hears.
  const live = liveServer({ http, callers, rooms, ownOrigins, ledger, log })
  for (const { id } of await ledger.branches()) await rooms.roomOf(id)

  await listen(http, config)

  return {
    ...addressOf(http, config.host),
    async stop() {
      isServing = false
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      // A connection that is kept alive becomes idle when its last answer is sent, and is closed then.
      const sweep = setInterval(() => http.closeIdleConnections(), sweepMs)
      const finished = Promise.all([
        closed,
        live.close(),
        forecast.close(),
        lane.close(),
        signer.close(),
      ]).then(() => rooms.close())
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
