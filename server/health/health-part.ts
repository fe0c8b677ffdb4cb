import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { type DeviceHealth, deviceHealth } from "./device-health.ts"
import { deviceHealthTable } from "./device-health-table.ts"

/** How the branches' screens are. */
export function healthPart({ database, log, world }: House): Part & { readonly health: DeviceHealth } {
  const health = deviceHealth({ table: deviceHealthTable(database), log, world })
  return {
    health,
    news: [{ kind: "troubles", of: ({ branchId }) => health.troubled(branchId), onNews: health.onNews }],
    screens: health,
    close: health.close,
  }
}
