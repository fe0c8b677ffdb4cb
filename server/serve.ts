import type { Logger } from "pino"
import { callersOf } from "./access/callers.ts"
import { isLoopbackName } from "./access/this-machine.ts"
import { auditPart } from "./audit/audit-part.ts"
import { openLedger } from "./branch/open-ledger.ts"
import { openRooms } from "./branch/open-rooms.ts"
import type { Config } from "./config/config.ts"
import { contactsPart } from "./contacts/contacts-part.ts"
import { customersPart } from "./customers/customers-part.ts"
import type { Database } from "./database/database.ts"
import { demoPart, prepareDemo } from "./demo/demo-part.ts"
import { devicesPart } from "./devices/devices-part.ts"
import { healthPart } from "./health/health-part.ts"
import { helpPart } from "./help/help-part.ts"
import type { House } from "./house.ts"
import { appOf } from "./http/app.ts"
import { addressOf, listen, stopListening, warnOfOpenAir } from "./http/listen.ts"
import { rateLimits } from "./http/rate-limits.ts"
import { webServer } from "./http/web-server.ts"
import { keysPart } from "./keys/keys-part.ts"
import { learningPart } from "./learning/learning-part.ts"
import { liveServer } from "./live/live-server.ts"
import { newsDesk } from "./live/news.ts"
import { viewRoutes } from "./live/view-routes.ts"
import { mediaPart } from "./media/media-part.ts"
import type { Part } from "./part.ts"
import { plansPart } from "./plans/plans-part.ts"
import { printingPart } from "./printing/printing-part.ts"
import { privacyPart } from "./privacy/privacy-part.ts"
import { queuePart } from "./queue/queue-part.ts"
import { reportsPart } from "./reports/reports-part.ts"
import { staffPart } from "./staff/staff-part.ts"
import { voicesPart } from "./voices/voices-part.ts"
import type { World } from "./world.ts"

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
  /** Left out, the machine's own. */
  readonly world?: World
}

/** Everything on top of the database: rooms, routes and screens. Resolves when it listens. */
export async function serve(
  database: Database,
  { config, log, world }: Required<ServerNeeds>,
): Promise<RunningServer> {
  const { edges, limits, host } = config
  const ledger = openLedger(database)
  const rooms = openRooms({
    ledger,
    log,
    world,
    onOpened: (room) => {
      live.add(room)
      for (const part of parts) part.watch?.(room)
    },
  })
  const house: House = { config, log, world, database, ledger, rooms }
  await prepareDemo(house)

  const isDemoOpen = isLoopbackName(host)
  const audit = auditPart(house)
  const keys = keysPart(house, isDemoOpen)
  const staff = staffPart(house, isDemoOpen)
  const health = healthPart(house)
  const help = helpPart(house)
  const printing = printingPart(house)
  const devices = devicesPart(house, { ...audit, ...health, ...help, ...printing })
  const customers = customersPart(house)
  const contacts = contactsPart(house)
  const parts: readonly Part[] = [
    queuePart(house, customers.proofs),
    plansPart(house),
    printing,
    help,
    health,
    customers,
    contacts,
    privacyPart(house, { audit: audit.audit, contacts: contacts.table }),
    reportsPart(house),
    learningPart(house),
    audit,
    keys,
    devices,
    staff,
    voicesPart(house),
    mediaPart(house),
    demoPart({ keys: keys.keys, staff: staff.staff, host }),
    { routes: (api) => viewRoutes(api, news) },
  ]
  const news = newsDesk(parts.flatMap((part) => part.news ?? []))
  const callers = callersOf({
    access: database.access,
    keys: keys.callers,
    devices: devices.callers,
    sessions: staff.staff.sessions,
  })

  let isServing = true
  const ownOrigins = edges.publicOrigins
  const app = appOf({
    world,
    log,
    rooms,
    database,
    callers,
    parts,
    ownOrigins,
    limits: rateLimits(limits),
    frameAncestors: edges.frameAncestors,
    isReady: async () => isServing && (await database.isReady()),
  })
  const web = webServer({ edges, limits, log, app })
  // After the API's listener: socket.io takes its own path out of what that one hears.
  const screens = parts.flatMap((part) => part.screens ?? [])
  const live = liveServer({
    http: web.http,
    callers,
    rooms,
    ownOrigins,
    database,
    news,
    screens,
    limits,
    world,
    log,
  })
  await rooms.openAll(await ledger.branches())
  await listen(web, config)
  warnOfOpenAir(config, log)

  return {
    ...addressOf(web, host),
    async stop() {
      isServing = false
      const closing = [live.close(), ...parts.map((part) => part.close?.())]
      await stopListening(web, world, () => Promise.all(closing).then(() => rooms.close()))
      await ledger.close()
      await database.close()
    },
  }
}
