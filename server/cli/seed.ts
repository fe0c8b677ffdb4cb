import { demoBranchId, seedDemoBranch, seedDemoCustomers } from "../demo/seed.ts"
import { Misuse, type Verb, withLedger } from "./verb.ts"

const help = `  giliran seed
      Adds the demo branch where there is none, and its priority customers.
`

export const seed: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  if (words.length > 0) throw new Misuse("giliran seed takes no options.")
  const isNew = await withLedger(async (ledger, customerKey) => {
    const isSeeded = await seedDemoBranch(ledger, customerKey)
    // A demo of before the fast lane has none yet.
    if (!isSeeded && customerKey) await seedDemoCustomers(ledger, customerKey)
    return isSeeded
  })
  return isNew
    ? `The branch "${demoBranchId}" is set up.\n`
    : `The branch "${demoBranchId}" is there already.\n`
}
