import { BranchList } from "@giliran/contract/access"
import { deeds } from "../access/deeds.ts"
import { may, mayInBank } from "../access/may.ts"
import type { Ledger } from "../branch/ledger.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { bankRolesGivenBy, branchRolesGivenBy } from "./staff-rules.ts"

/** Where the caller may go, and what may be done there: the pages draw those buttons. */
export function branchListRoute(api: Api, ledger: Pick<Ledger, "branches">): void {
  route(
    api,
    {
      method: "get",
      path: "/v1/branches",
      compressed: "whole",
      who: "known",
      tag: "staff",
      summary: "Where the caller may go",
      answer: BranchList,
    },
    async ({ caller, language }): Promise<BranchList> => {
      if (caller.kind === "customer") throw new Denied("not-allowed", language)
      if (caller.kind === "staff" && caller.session.isLimited) throw new Denied("totp-needed", language)
      const own = caller.kind === "staff" ? caller.grants : [caller]
      const branches = (await ledger.branches())
        .filter(({ id }) => own.some(({ branchId }) => branchId === id || branchId === "*"))
        .map(({ id, name, plan: { zone } }) => {
          const allowedThere = deeds.filter((deed) => may(caller, deed, { branchId: id }))
          const mayGive = caller.kind === "staff" ? branchRolesGivenBy(caller.grants, id) : []
          return { branchId: id, name, zone, may: allowedThere, mayGive }
        })
        .toSorted((a, b) => a.name.localeCompare(b.name))
      const bank = {
        may: deeds.filter((deed) => mayInBank(caller, deed)),
        mayGive: caller.kind === "staff" ? bankRolesGivenBy(caller.grants) : [],
      }
      return { branches, bank }
    },
  )
}
