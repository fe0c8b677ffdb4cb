import { createServer } from "node:http"
import { once } from "node:events"
import type { Plan } from "@giliran/contract/plan"
import type { Instant, TellerId } from "@giliran/contract/basics"
import { getRequestListener } from "@hono/node-server"
import pino from "pino"
import { demoBranchId, seedDemoBranch } from "../../server/demo/seed.ts"
import type { RoleGrant } from "@giliran/contract/access"
import type { Caller } from "../../server/access/caller.ts"
import { deviceApproval } from "../../server/devices/approve-device.ts"
import { callersOf, sessionCookie, type SessionHolders } from "../../server/access/callers.ts"
import { deviceTokens } from "../../server/devices/device-tokens.ts"
import { pairing } from "../../server/devices/pairing.ts"
import { settingsPin } from "../../server/devices/settings-pin.ts"
import { staffAccess } from "../../server/staff/staff-access.ts"
import { rateLimits } from "../../server/http/rate-limits.ts"
import { configOf } from "./config-of.ts"
import { wideLimits } from "./wide-limits.ts"
import { newToken } from "../../server/access/tokens.ts"
import { openCustomers } from "../../server/customers/open-customers.ts"
import { appOf } from "../../server/http/app.ts"
import { silent } from "../../server/database/ledger-log.ts"
import type { Ledger } from "../../server/branch/ledger.ts"
import { openLedger } from "../../server/database/open-ledger.ts"
import { openPrinters } from "../../server/printing/printers.ts"
import { deviceHealth } from "../../server/health/device-health.ts"
import { helpRequests } from "../../server/help/help-requests.ts"
import { openPrivacy } from "../../server/privacy/open-privacy.ts"
import { staffingAdvices } from "../../server/reports/staffing-advices.ts"
import { openRooms } from "../../server/branch/open-rooms.ts"
import { freshDatabase } from "./postgres.ts"
import { secretEnv } from "./secret-env.ts"

/** The server's own routes, rooms and ledger in this process, where people are signed in without having typed a password. */
export interface AppWithStaff {
  readonly url: string
  readonly databaseUrl: string
  readonly ledger: Ledger
  /** Every route that is registered, whether it is described or not. */
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  /** What this person's browser sends along. */
  signIn(person: Person): Readonly<Record<string, string>>
  stop(): Promise<void>
}

export interface Person {
  readonly staffId: string
  readonly grants: readonly RoleGrant[]
  /** When the person last showed who it is; left out, just now. */
  readonly provedAt?: number
  readonly isLimited?: boolean
}

const now = () => Date.now() as Instant

export async function appWithStaff(plans: readonly Plan[] = []): Promise<AppWithStaff> {
  const database = await freshDatabase()
  const log = pino({ level: "silent" })
  const ledger = await openLedger({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
  await seedDemoBranch(ledger, null)
  for (const plan of plans)
    await ledger.saveBranch({ id: plan.branchId, name: plan.name, createdAt: Date.now() as Instant, plan })
  const signedIn = new Map<string, Caller>()
  const sessionOf = (token: string) => signedIn.get(token) ?? null
  const sessions: SessionHolders = { callerOf: sessionOf, look: sessionOf, forget() {} }
  const devices = deviceTokens({ ledger, now })
  const config = configOf({ DATABASE_URL: database.url, ...secretEnv, ...wideLimits })
  const rooms = openRooms({ ledger, log, onOpened() {} })
  const help = helpRequests({ ledger, log, now })
  const app = appOf({
    rooms,
    ledger,
    log,
    callers: callersOf({ ledger, isDemoOpen: true, devices, sessions }),
    pairing: pairing({ ledger, tokens: devices, now }),
    deviceApproval: deviceApproval(ledger, now),
    deviceTokens: devices,
    staff: staffAccess({ ledger, config, isDemoOpen: true, log, now }),
    pin: settingsPin(ledger, now),
    customers: openCustomers({ config: { customerDirectory: null }, key: null, ledger, log }),
    privacy: openPrivacy({ ledger, key: null, limits: { sessionDays: config.sessionDays } }),
    ownOrigins: new Set(),
    advices: staffingAdvices({ log }),
    deviceHealth: deviceHealth({ ledger, log, now }),
    help,
    printers: openPrinters({ log }),
    limits: rateLimits(config.limits),
    frameAncestors: [],
    signingKey: null,
    laneReports: { of: () => Promise.resolve(null) },
    demo: { branchId: demoBranchId, host: "127.0.0.1" },
    mediaFolder: "/nowhere",
    isServing: () => true,
  })
  const http = createServer(getRequestListener(app.fetch))
  http.listen(0, "127.0.0.1")
  await once(http, "listening")
  const address = http.address()
  const port = typeof address === "object" && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    databaseUrl: database.url,
    ledger,
    routes: app.routes,
    signIn({ staffId, grants, provedAt = Date.now(), isLimited = false }) {
      const token = newToken("session")
      const session = { digest: token, provedAt: provedAt as Instant, isLimited }
      signedIn.set(token, { kind: "staff", staffId: staffId as TellerId, name: staffId, grants, session })
      return { cookie: `${sessionCookie}=${token}`, origin: url }
    },
    async stop() {
      http.closeAllConnections()
      http.close()
      await help.close()
      await rooms.close()
      await ledger.close()
      await database.drop()
    },
  }
}
