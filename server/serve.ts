import type { Server } from "node:http"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Instant } from "@giliran/contract/basics"
import { getRequestListener, type HttpBindings, RequestError } from "@hono/node-server"
import type { Logger } from "pino"
import { demoBranchId, seedDemoBranch } from "./demo/seed.ts"
import { deviceApproval } from "./devices/approve-device.ts"
import { callersOf } from "./access/callers.ts"
import { isLoopbackName } from "./demo/demo-door.ts"
import { deviceTokens } from "./devices/device-tokens.ts"
import { pairing } from "./devices/pairing.ts"
import { settingsPin } from "./devices/settings-pin.ts"
import { staffAccess } from "./staff/staff-access.ts"
import { daySigner } from "./audit/sign-days.ts"
import { signingKeyOf } from "./audit/signing-key.ts"
import type { Config } from "./config/config.ts"
import { customerKeyOf } from "./customers/customer-key.ts"
import { openCustomers } from "./customers/open-customers.ts"
import { appOf } from "./http/app.ts"
import { rateLimits } from "./http/rate-limits.ts"
import { unreadableAddress } from "./http/unreadable-request.ts"
import { type WebServer, webServer } from "./http/web-server.ts"
import type { BranchRow, Ledger } from "./branch/ledger.ts"
import { deviceHealth } from "./health/device-health.ts"
import { helpRequests } from "./help/help-requests.ts"
import { liveServer } from "./live/live-server.ts"
import { nightlyForecast } from "./learning/nightly-forecast.ts"
import { openPrivacy } from "./privacy/open-privacy.ts"
import { openPrinters } from "./printing/printers.ts"
import { retentionRounds } from "./privacy/retention-rounds.ts"
import { laneReports } from "./reports/lane-reports.ts"
import { staffingAdvices } from "./reports/staffing-advices.ts"
import { openRooms, type Rooms } from "./branch/open-rooms.ts"
import { watchPlan } from "./branch/watch-plan.ts"
import type { RunningServer, ServerNeeds } from "./start-server.ts"

const now = () => Date.now() as Instant
/** What waits in the queue when the server is told to stop gets this long. */
const patienceMs = 5_000
const sweepMs = 20
/** While the day of one branch is being folded the database reads another's. */
const openingAtOnce = 4

/** Everything on top of the ledger: rooms, routes and screens. Resolves when it listens. */
export async function serve(ledger: Ledger, { config, log, newClock }: ServerNeeds): Promise<RunningServer> {
  const key = customerKeyOf(config)
  if (await seedDemoBranch(ledger, key)) log.info("the demo branch is set up")

  const customers = openCustomers({ config, key, ledger, log })
  const keeping = { sessionDays: config.sessionDays }
  const privacy = openPrivacy({ ledger, key, limits: keeping })

  let isServing = true
  const isDemoOpen = isLoopbackName(config.host)
  const tokens = deviceTokens({ ledger, now })
  const staff = staffAccess({ ledger, config, isDemoOpen, log })
  const callers = callersOf({ ledger, isDemoOpen, devices: tokens, sessions: staff.sessions })
  const { edges, limits } = config
  const ownOrigins = edges.publicOrigins
  const signingKey = signingKeyOf(config)
  if (!signingKey)
    log.warn(
      "no day is signed: give GILIRAN_SIGNING_KEY or GILIRAN_SIGNING_KEY_FILE, the same on every server",
    )
  const signer = daySigner({ ledger, key: signingKey, log })
  const forecast = nightlyForecast({ ledger, log })
  const lane = laneReports({ ledger, log })
  const advices = staffingAdvices({ log })
  const printers = openPrinters({ log })
  const health = deviceHealth({ ledger, log, now })
  const help = helpRequests({ ledger, log, now })
  const rooms = openRooms({
    ledger,
    log,
    onOpened: (room) => {
      live.add(room)
      forecast.watch(room)
      lane.watch(room)
      signer.watch(room)
      watchPlan(room, log)
      printers.watch(room)
    },
    ...(newClock ? { newClock } : {}),
  })
  const app = appOf({
    rooms,
    callers,
    ledger,
    log,
    customers,
    pairing: pairing({ ledger, tokens, now }),
    deviceApproval: deviceApproval(ledger, now),
    deviceTokens: tokens,
    pin: settingsPin(ledger, now),
    staff,
    privacy,
    ownOrigins,
    limits: rateLimits(limits),
    frameAncestors: edges.frameAncestors,
    laneReports: lane,
    signingKey,
    advices,
    deviceHealth: health,
    help,
    printers,
    demo: { branchId: demoBranchId, host: config.host },
    mediaFolder: join(config.dataDir, "media"),
    isServing: () => isServing,
  })
  // Nothing that is asked for has a NUL in its name, and no database takes one.
  const answer: typeof app.fetch = (request, env, context) =>
    (env as HttpBindings).incoming.url?.includes("%00")
      ? unreadableAddress()
      : app.fetch(request, env, context)
  const listener = getRequestListener(answer, { errorHandler: answerError(log) })
  const web = webServer({ edges, limits, log, listener })
  const { http } = web
  // After the API's listener: socket.io takes its own path out of what that one hears.
  const live = liveServer({
    http,
    callers,
    rooms,
    ownOrigins,
    ledger,
    advices,
    deviceHealth: health,
    help,
    printers,
    limits,
    log,
  })
  await openEvery(rooms, await ledger.branches())

  await listen(http, config)
  warnOfOpenAir(config, log)
  const retention = retentionRounds({ ledger, log, limits: keeping })

  return {
    ...addressOf(web, config.host),
    async stop() {
      isServing = false
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      // A connection that is kept alive becomes idle when its last answer is sent, and is closed then.
      const sweep = setInterval(() => http.closeIdleConnections(), sweepMs)
      const finished = Promise.all([
        closed,
        live.close(),
        printers.close(),
        forecast.close(),
        lane.close(),
        signer.close(),
        retention.close(),
        advices.close(),
        health.close(),
        help.close(),
      ]).then(() => rooms.close())
      await Promise.race([finished, sleep(patienceMs, undefined, { ref: false })])
      clearInterval(sweep)
      http.closeAllConnections()
      web.release()
      await ledger.close()
    },
  }
}

async function openEvery(rooms: Rooms, branches: readonly BranchRow[]): Promise<void> {
  const coming = branches.values()
  const openNext = async () => {
    for (const { id } of coming) await rooms.roomOf(id)
  }
  await Promise.all(Array.from({ length: openingAtOnce }, openNext))
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

/** What is no request has no route: the app never sees it. */
function answerError(log: Logger) {
  return (error: unknown) => {
    if (error instanceof RequestError) return unreadableAddress()
    log.error({ err: error }, "a request stumbled outside the app")
    return new Response(null, { status: 500 })
  }
}

/** Passwords and tokens over a network in plain words: said at every start, until it is mended. */
function warnOfOpenAir({ host, edges: { tls, trustedProxies } }: Config, log: Logger): void {
  if (isLoopbackName(host) || tls || trustedProxies) return
  log.warn(
    { host },
    "THIS SERVER IS OPEN TO THE NETWORK WITHOUT TLS: tokens and passwords can be read on the way, and browsers allow neither sign-in nor pairing. Set TLS_CERT_FILE and TLS_KEY_FILE, or put it behind a proxy named in TRUSTED_PROXIES (see docs/security.md)",
  )
}

function addressOf(
  { http, scheme }: WebServer,
  host: string,
): { readonly url: string; readonly port: number } {
  const address = http.address()
  if (address === null || typeof address === "string") throw new Error("The server has no address")
  const { port } = address
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host
  return { url: `${scheme}://${name}:${port}`, port }
}
