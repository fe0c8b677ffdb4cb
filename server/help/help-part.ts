import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { type HelpRequests, helpRequests } from "./help-requests.ts"
import { helpRoutes } from "./help-routes.ts"
import { helpTable } from "./help-table.ts"

/** Customers at kiosks ask for somebody. */
export function helpPart({ database, log, world }: House): Part & { readonly help: HelpRequests } {
  const help = helpRequests({ help: helpTable(database), log, world })
  return {
    help,
    routes: (api) => helpRoutes(api, help),
    news: [{ kind: "help", of: ({ branchId }) => help.ofBranch(branchId), onNews: help.onNews }],
    close: help.close,
  }
}
