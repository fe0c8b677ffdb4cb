import { randomBytes } from "node:crypto"
import type { Logger } from "pino"
import type { Config } from "../config/config.ts"
import type { World } from "../world.ts"
import { builtInDirectory } from "./built-in-directory.ts"
import { type CustomerChecks, customerChecks } from "./customer-checks.ts"
import type { CustomerTable } from "./customer-table.ts"
import { type CustomerDirectory, noDirectory } from "./customer-directory.ts"
import { httpDirectory } from "./http-directory.ts"
import { type SignedChecks, signedChecks } from "./signed-checks.ts"

export interface Customers {
  readonly checks: CustomerChecks
  readonly proofs: SignedChecks
}

export interface CustomersNeeds {
  readonly config: Pick<Config, "customerDirectory">
  /** See customer-key.ts. */
  readonly key: Buffer | null
  readonly customers: Pick<CustomerTable, "find">
  readonly world: World
  readonly log: Logger
}

/** The bank's own directory where one is named, and otherwise the customers that were imported. */
export function openCustomers(needs: CustomersNeeds): Customers {
  const { key, log, world } = needs
  // Without a key of its own a server recognises the proofs that it gave itself, which is enough where it is alone.
  const proofs = signedChecks(key ?? randomBytes(32))
  return { checks: customerChecks({ directory: directoryOf(needs), proofs, log, world }), proofs }
}

function directoryOf({
  config: { customerDirectory },
  key,
  customers,
  world,
}: CustomersNeeds): CustomerDirectory {
  if (customerDirectory) return httpDirectory(customerDirectory)
  return key ? builtInDirectory({ customers, world }, key) : noDirectory
}
