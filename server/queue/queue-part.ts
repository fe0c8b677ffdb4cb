import type { SignedChecks } from "../customers/signed-checks.ts"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { counterRoutes } from "./counter-routes.ts"
import { readRoutes } from "./read-routes.ts"
import { ticketRoutes } from "./ticket-routes.ts"

/** Tickets and counters: the daily work, and what is looked at in it. */
export function queuePart({ ledger }: House, proofs: SignedChecks): Part {
  return {
    routes(api) {
      ticketRoutes(api, proofs)
      counterRoutes(api)
      readRoutes(api, ledger)
    },
  }
}
