import { type AuditTable, auditTable } from "../../server/audit/audit-table.ts"
import type { Ledger } from "../../server/branch/ledger.ts"
import { openLedger } from "../../server/branch/open-ledger.ts"
import { type ContactTable, contactTable } from "../../server/contacts/contact-table.ts"
import { type CustomerTable, customerTable } from "../../server/customers/customer-table.ts"
import type { Database } from "../../server/database/database.ts"
import { silent } from "../../server/database/database-log.ts"
import { type DatabaseOptions, joinDatabase, openDatabase } from "../../server/database/open-database.ts"
import type { DeviceTable } from "../../server/devices/device-table.ts"
import { deviceTable } from "../../server/devices/open-device-table.ts"
import { type SettingsPinTable, settingsPinTable } from "../../server/devices/settings-pin-table.ts"
import { type DeviceHealthTable, deviceHealthTable } from "../../server/health/device-health-table.ts"
import { type HelpTable, helpTable } from "../../server/help/help-table.ts"
import { grantToken, type Maker, type NewKey } from "../../server/keys/grant-token.ts"
import { type KeyRow, type KeyTable, keyTable } from "../../server/keys/key-table.ts"
import { type PlanTable, planTable } from "../../server/plans/plan-table.ts"
import { type RetentionTable, retentionTable } from "../../server/privacy/retention-table.ts"
import { type LaneReportTable, laneReportTable } from "../../server/reports/lane-report-table.ts"
import { staffTable } from "../../server/staff/open-staff-table.ts"
import type { StaffTable } from "../../server/staff/staff-table.ts"
import type { World } from "../../server/world.ts"

/** The ledger and every concern's table at once: tests alone look into all of them. */
export interface TestHouse extends Ledger {
  readonly ledger: Ledger
  readonly database: Database
  readonly world: World
  readonly audit: AuditTable
  readonly contacts: ContactTable
  readonly customers: CustomerTable
  readonly deviceHealth: DeviceHealthTable
  readonly devices: DeviceTable
  readonly help: HelpTable
  readonly keys: KeyTable
  readonly lane: LaneReportTable
  readonly pins: SettingsPinTable
  readonly plans: PlanTable
  readonly retention: RetentionTable
  readonly staff: StaffTable
  /** Makes an API key. */
  grant(key: NewKey, by?: Maker): Promise<{ readonly token: string; readonly row: KeyRow }>
}

export async function openHouse(options: DatabaseOptions): Promise<TestHouse> {
  return houseOn(await openDatabase(options))
}

/** Beside a server that has the database open. */
export function joinHouse(url: string): TestHouse {
  return houseOn(joinDatabase(url, silent))
}

/** For a while, beside a server. */
export async function useHouse<Result>(
  url: string,
  use: (house: TestHouse) => Promise<Result>,
): Promise<Result> {
  const house = joinHouse(url)
  try {
    return await use(house)
  } finally {
    await house.close()
  }
}

export function houseOn(database: Database): TestHouse {
  const ledger = openLedger(database)
  const keys = keyTable(database)
  return {
    ...ledger,
    ledger,
    database,
    world: database.world,
    audit: auditTable(database),
    contacts: contactTable(database),
    customers: customerTable(database),
    deviceHealth: deviceHealthTable(database),
    devices: deviceTable(database),
    help: helpTable(database),
    keys,
    lane: laneReportTable(database),
    pins: settingsPinTable(database),
    plans: planTable(database),
    retention: retentionTable(database),
    staff: staffTable(database),
    grant: (key, by = { actor: "test", address: "here" }) =>
      database.transaction((tx) => grantToken(tx, { keys, world: database.world }, key, by)),
    async close() {
      await ledger.close()
      await database.close()
    },
  }
}
