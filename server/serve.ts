import { callersOf } from "./access/callers.ts"
import { isLoopbackName } from "./access/this-machine.ts"
import { auditPart } from "./audit/audit-part.ts"
import { openLedger } from "./branch/open-ledger.ts"
import { openRooms } from "./branch/open-rooms.ts"
import { contactsPart } from "./contacts/contacts-part.ts"
import { customersPart } from "./customers/customers-part.ts"
import type { Database } from "./database/database.ts"
import { demoPart, prepareDemo } from "./demo/demo-part.ts"
import { devicesPart } from "./devices/devices-part.ts"
import { healthPart } from "./health/health-part.ts"
import { helpPart } from "./help/help-part.ts"
import { openDoors, type RunningServer, type ServerNeeds } from "./doors.ts"
import type { House } from "./house.ts"
import { keysPart } from "./keys/keys-part.ts"
import { learningPart } from "./learning/learning-part.ts"
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

/** Everything on top of the database: rooms, routes and screens. Resolves when it listens. */
export async function serve(
  database: Database,
  { config, log, world }: Required<ServerNeeds>,
): Promise<RunningServer> {
  const ledger = openLedger(database)
  const house: House = { config, log, world, database, ledger, rooms: openRooms({ ledger, log, world }) }
  await prepareDemo(house)

  const isDemoOpen = isLoopbackName(config.host)
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
    demoPart({ keys: keys.keys, staff: staff.staff, host: config.host }),
    { routes: (api) => viewRoutes(api, news) },
  ]
  const news = newsDesk(parts.flatMap((part) => part.news ?? []))
  const callers = callersOf({
    access: database.access,
    keys: keys.callers,
    devices: devices.callers,
    sessions: staff.staff.sessions,
  })

  return openDoors(house, { parts, callers, news })
}
