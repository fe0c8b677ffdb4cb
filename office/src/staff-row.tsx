import { inLanguage, type Phrases, type ScreenLanguage } from "@giliran/client/phrases"
import type { StaffMember } from "@giliran/contract/staff"
import { Ban, Lock, UserRound } from "lucide-react"
import type { ReactNode } from "react"
import { momentWords } from "./moments.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases, roleWords } from "./office-phrases.ts"
import { wholeBank } from "./place.ts"
import { staffPhrases } from "./staff-phrases.ts"

/** One person: roles here and elsewhere, how they sign in, when they were last here. */
export function StaffRow({
  member,
  branch,
  branches,
  now,
  language,
  buttons,
}: {
  member: StaffMember
  branch: OfficeBranch
  branches: readonly OfficeBranch[]
  now: number
  language: ScreenLanguage
  buttons: ReactNode
}): ReactNode {
  const t = inLanguage(staffPhrases, language)
  const Icon = member.isDisabled ? Ban : member.isLocked ? Lock : UserRound
  return (
    <li className="line" data-off={member.isDisabled ? "" : undefined}>
      <Icon aria-hidden="true" />
      <div className="line__words">
        <p className="line__name">{member.name}</p>
        <p className="soft line__id">{member.staffId}</p>
      </div>
      <div className="line__state">
        <p>{rolesOf(member, branch, branches, language) || t.noRole}</p>
        <p className="soft">{stateOf(member, t, (at) => momentWords(at, now, branch.zone, language))}</p>
      </div>
      <div className="line__buttons">{buttons}</div>
    </li>
  )
}

/** `Teller · Auditor (seluruh bank)`: those of this branch without its name. */
function rolesOf(
  { grants }: StaffMember,
  here: OfficeBranch,
  branches: readonly OfficeBranch[],
  language: ScreenLanguage,
): string {
  const nameOf = (branchId: string) =>
    branchId === wholeBank
      ? inLanguage(officePhrases, language).wholeBank
      : (branches.find((branch) => branch.branchId === branchId)?.name ?? branchId)
  return grants
    .map(({ branchId, role }) =>
      branchId === here.branchId
        ? inLanguage(roleWords, language)[role]
        : `${inLanguage(roleWords, language)[role]} (${nameOf(branchId)})`,
    )
    .join(" · ")
}

function stateOf(member: StaffMember, t: Phrases<typeof staffPhrases>, when: (at: number) => string): string {
  if (member.isDisabled) return t.disabled
  const words = [
    ...(member.isLocked ? [t.locked] : []),
    member.signsInBy === "secret"
      ? t.firstTime
      : member.signsInBy === "oidc"
        ? t.byBank
        : member.hasTotp
          ? t.withTotp
          : t.byPassword,
    ...(member.signsInBy === "secret"
      ? []
      : [member.lastSeenAt === null ? t.notHere : t.seen({ when: when(member.lastSeenAt) })]),
  ]
  return words.join(" · ")
}
