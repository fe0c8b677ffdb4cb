import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { customerKeyOf } from "./customer-key.ts"
import { customerRoutes } from "./customer-routes.ts"
import { customerTable } from "./customer-table.ts"
import { openCustomers } from "./open-customers.ts"
import type { SignedChecks } from "./signed-checks.ts"

/** Who is a priority customer. */
export function customersPart({ config, database, log, world }: House): Part & {
  readonly proofs: SignedChecks
} {
  const key = customerKeyOf(config)
  const { checks, proofs } = openCustomers({ config, key, customers: customerTable(database), log, world })
  return { proofs, routes: (api) => customerRoutes(api, checks) }
}
