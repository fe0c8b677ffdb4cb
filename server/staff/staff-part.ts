import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { branchListRoute } from "./branch-list-route.ts"
import { oidcRoutes } from "./oidc-routes.ts"
import { staffTable } from "./open-staff-table.ts"
import { sessionRoutes } from "./session-routes.ts"
import { type StaffAccess, staffAccess } from "./staff-access.ts"
import { staffRoutes } from "./staff-routes.ts"

/** Who works for the bank: accounts, sign-in, sessions. */
export function staffPart(house: House, isDemoOpen: boolean): Part & { readonly staff: StaffAccess } {
  const { config, database, ledger, log, world } = house
  const staff = staffAccess({ book: staffTable(database), ledger, config, isDemoOpen, log, world })
  return {
    staff,
    routes(api) {
      sessionRoutes(api, { staff, ledger, host: config.host })
      oidcRoutes(api, staff)
      staffRoutes(api, { staff, ledger })
      branchListRoute(api, ledger)
    },
  }
}
