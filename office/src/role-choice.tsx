import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { RoleGrant } from "@giliran/contract/access"
import type { ReactNode } from "react"
import type { OfficeBranch } from "./place.ts"
import { roleWords } from "./office-phrases.ts"
import { wholeBank } from "./place.ts"
import { roleMeanings, staffPhrases } from "./staff-phrases.ts"

/** The roles of this place that the server lets this person give, each in words; those of other places are kept as they are. */
export function RoleChoice({
  branch,
  grants,
  change,
  language,
}: {
  branch: OfficeBranch
  grants: readonly RoleGrant[]
  change: (grants: readonly RoleGrant[]) => void
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(staffPhrases, language)
  const offered = branch.mayGive.map((role) => ({ branchId: branch.branchId, role }) as RoleGrant)
  const has = (grant: RoleGrant) =>
    grants.some(({ branchId, role }) => branchId === grant.branchId && role === grant.role)
  const toggle = (grant: RoleGrant) =>
    change(
      has(grant)
        ? grants.filter(({ branchId, role }) => branchId !== grant.branchId || role !== grant.role)
        : [...grants, grant],
    )
  return (
    <fieldset className="choice-list" data-look="meanings">
      <legend>{branch.branchId === wholeBank ? t.rolesInBank : t.rolesIn({ branch: branch.name })}</legend>
      <div className="choice-list__choices">
        {offered.map((grant) => (
          <label className="choice" key={grant.role}>
            <input type="checkbox" checked={has(grant)} onChange={() => toggle(grant)} />
            <span className="choice__words">{inLanguage(roleWords, language)[grant.role]}</span>
            <span className="choice__meaning">{inLanguage(roleMeanings, language)[grant.role]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
