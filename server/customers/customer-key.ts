import type { Config } from "../config/config.ts"
import { keyOfFile } from "../config/key-file.ts"

/**
 * The key without which no stored customer can be recognised. From the environment, or, beside the embedded database, from a
 * file of its own that is made once and that only the server's user may read. Never in the database: a copy of that alone
 * tells nobody who the bank's customers are. Null when an outside database is used and no key was given: several servers
 * must share one, and each making its own would recognise nobody.
 */
export function customerKeyOf({
  customerKey,
  databaseUrl,
  dataDir,
}: Pick<Config, "customerKey" | "databaseUrl" | "dataDir">): Buffer | null {
  if (customerKey) return customerKey
  if (databaseUrl !== null) return null
  return keyOfFile({
    dataDir,
    name: "customer.key",
    lost: "without it imported customers must be imported again",
  })
}
