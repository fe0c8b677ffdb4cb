import type { TokenHolders } from "../access/callers.ts"
import type { AuditTable } from "../audit/audit-table.ts"
import type { DeviceHealth } from "../health/device-health.ts"
import type { HelpRequests } from "../help/help-requests.ts"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import type { Printers } from "../printing/printers.ts"
import { deviceApproval } from "./approve-device.ts"
import { deviceRoutes } from "./device-routes.ts"
import { deviceTokens } from "./device-tokens.ts"
import { deviceTable } from "./open-device-table.ts"
import { pairing } from "./pairing.ts"
import { pairingRoutes } from "./pairing-routes.ts"
import { settingsPin } from "./settings-pin.ts"
import { settingsPinTable } from "./settings-pin-table.ts"
import { settingsRoutes } from "./settings-routes.ts"

interface DevicesNeeds {
  readonly audit: AuditTable
  readonly health: DeviceHealth
  readonly help: HelpRequests
  readonly printers: Printers
}

/** The branch's own screens: paired, named, set, revoked. */
export function devicesPart(
  { database, world }: House,
  { audit, health, help, printers }: DevicesNeeds,
): Part & { readonly callers: TokenHolders } {
  const { now } = world
  const devices = deviceTable(database)
  const tokens = deviceTokens({ devices, audit, now })
  return {
    callers: tokens,
    routes(api) {
      pairingRoutes(api, { pairing: pairing({ devices, tokens, now }), tokens })
      deviceRoutes(api, { devices, approval: deviceApproval({ devices, audit, now }), health, help })
      const pin = settingsPin({ pins: settingsPinTable(database), audit, now })
      settingsRoutes(api, { devices, pin, health, printers })
    },
  }
}
