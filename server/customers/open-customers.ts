import { randomBytes } from "node:crypto"
import type { Logger } from "pino"
import type { Config } from "../config/config.ts"
import type { Ledger } from "../branch/ledger.ts"
import { builtInDirectory } from "./built-in-directory.ts"
import { type CustomerChecks, customerChecks } from "./customer-checks.ts"
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
  readonly ledger: Pick<Ledger, "findCustomers">
  readonly log: Logger
}

/** The bank's own directory where one is named, and otherwise the customers that were imported. */
export function openCustomers({ config, key, ledger, log }: CustomersNeeds): Customers {
  // Without a key of its own a server recognises the proofs that it gave itself, which is enough where it is alone.
  const proofs = signedChecks(key ?? randomBytes(32))
  return { checks: customerChecks({ directory: directoryOf(config, key, ledger), proofs, log }), proofs }
}

function directoryOf(
  { customerDirectory }: CustomersNeeds["config"],
  key: Buffer | null,
  ledger: CustomersNeeds["ledger"],
): CustomerDirectory {
  if (customerDirectory) return httpDirectory(customerDirectory)
  return key ? builtInDirectory(ledger, key) : noDirectory
}
