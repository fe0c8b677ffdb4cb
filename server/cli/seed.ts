import { customerTable } from "../customers/customer-table.ts"
import { demoBranchId, seedDemoBranch, seedDemoCustomers, type SeedNeeds } from "../demo/seed.ts"
import { planTable } from "../plans/plan-table.ts"
import { Misuse, type Opened, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran seed
      Adds the demo branch where there is none, and its priority customers.
`

export const seed: Verb = { help, run }

async function run(words: readonly string[]): Promise<string> {
  if (words.length > 0) throw new Misuse("giliran seed takes no options.")
  const isNew = await withDatabase(async (opened) => {
    const { customerKey } = opened
    const needs = seedNeedsOf(opened)
    const isSeeded = await seedDemoBranch(needs, customerKey)
    // A demo of before the fast lane has none yet.
    if (!isSeeded && customerKey) await seedDemoCustomers(needs, customerKey)
    return isSeeded
  })
  return isNew
    ? `The branch "${demoBranchId}" is set up.\n`
    : `The branch "${demoBranchId}" is there already.\n`
}

/** What seeding the demo branch needs, of a database that is open. */
export function seedNeedsOf({ database, ledger, world }: Opened): SeedNeeds {
  return { ledger, plans: planTable(database), customers: customerTable(database), world }
}
