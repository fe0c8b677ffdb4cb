import { customerKeyOf } from "../customers/customer-key.ts"
import { customerTable } from "../customers/customer-table.ts"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { planTable } from "../plans/plan-table.ts"
import { type DemoSessionNeeds, demoSessionRoute } from "./demo-session.ts"
import { seedDemoBranch } from "./seed.ts"

/** The demo branch, whose screens sign in by themselves on the server's own machine. */
export function demoPart(needs: DemoSessionNeeds): Part {
  return { routes: (api) => demoSessionRoute(api, needs) }
}

/** Adds the demo branch where there is none. */
export async function prepareDemo({ config, database, ledger, log, world }: House): Promise<void> {
  const needs = { ledger, plans: planTable(database), customers: customerTable(database), world }
  if (await seedDemoBranch(needs, customerKeyOf(config))) log.info("the demo branch is set up")
}
