import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import type { StaffChanged, StaffList, StaffMember } from "@giliran/contract/staff"
import { UserPlus, UsersRound } from "lucide-react"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { AddStaffSheet } from "./add-staff-sheet.tsx"
import { MemberSheet } from "./member-sheet.tsx"
import { dayAndTime } from "./moments.ts"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { OnceSheet } from "./once-sheet.tsx"
import { NotYet, OfficeNotice, PageHead } from "./page-parts.tsx"
import { mayHere, pathOf, wholeBank } from "./place.ts"
import { StaffRow } from "./staff-row.tsx"
import { staffPhrases } from "./staff-phrases.ts"
import { useAsked } from "./use-asked.ts"

type Open =
  | { readonly sheet: "add" }
  | { readonly sheet: "member"; readonly member: StaffMember }
  | { readonly sheet: "secret"; readonly changed: StaffChanged }

/** From this many on a list is searched rather than read. */
const manyStaff = 12

/** Everybody who may sign in here, and what may be done about it. */
export function StaffPage({
  office,
  branch,
  session,
  language,
}: {
  office: Office
  branch: OfficeBranch
  session: SessionAnswer
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(staffPhrases, language)
  const { branches } = useStore(office.state)
  const isBank = branch.branchId === wholeBank
  const mayManage = mayHere(branch, isBank ? "manage-managers" : "manage-staff")
  const asked = useAsked<StaffList>(office, `${pathOf(branch.branchId)}/staff`)
  const [open, setOpen] = useState<Open | null>(null)
  const [wanted, setWanted] = useState("")
  const staff = asked.answer?.staff ?? []
  const found = staff.filter(({ name, staffId }) =>
    `${name} ${staffId}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  const changed = (answer: StaffChanged, notice: string | null) => {
    setOpen(answer.secret ? { sheet: "secret", changed: answer } : null)
    office.tell(notice)
    void asked.again()
  }
  const sheetProps = { office, branch, language, close: () => setOpen(null), changed }

  return (
    <>
      <PageHead title={t.title} line={isBank ? t.bankLine : t.line}>
        {mayManage ? (
          <Button look="primary" icon={UserPlus} onClick={() => setOpen({ sheet: "add" })}>
            {t.add}
          </Button>
        ) : null}
      </PageHead>
      <OfficeNotice office={office} language={language} />
      {staff.length < manyStaff ? null : (
        <label className="field office__find">
          <span>{t.find}</span>
          <input
            type="search"
            value={wanted}
            autoComplete="off"
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      )}
      {asked.answer === null ? (
        <NotYet asked={asked} language={language} />
      ) : staff.length === 0 ? (
        <div className="empty">
          <UsersRound aria-hidden="true" />
          <h2>{t.none}</h2>
          <p className="soft">{t.noneLine}</p>
        </div>
      ) : found.length === 0 ? (
        <p className="soft">{t.nobodyFound}</p>
      ) : (
        <ul className="rows">
          {found.map((member) => (
            <StaffRow
              key={member.staffId}
              member={member}
              branch={branch}
              branches={branches}
              now={office.clock.now()}
              language={language}
              buttons={
                // Nobody changes oneself here: one's own sign-in is on one's own page.
                mayManage && member.staffId !== session.staffId ? (
                  <Button
                    look="quiet"
                    aria-label={t.manageOf({ name: member.name })}
                    onClick={() => setOpen({ sheet: "member", member })}
                  >
                    {t.manage}
                  </Button>
                ) : null
              }
            />
          ))}
        </ul>
      )}
      {open === null ? null : open.sheet === "add" ? (
        <AddStaffSheet {...sheetProps} />
      ) : open.sheet === "member" ? (
        <MemberSheet {...sheetProps} member={open.member} />
      ) : (
        <OnceSheet
          title={t.secretTitle}
          about={t.secretAbout({
            name: open.changed.member.name,
            staffId: open.changed.member.staffId,
            until: untilWords(open.changed, branch, language),
          })}
          secrets={open.changed.secret ? [open.changed.secret.words] : []}
          language={language}
          close={() => setOpen(null)}
        />
      )}
    </>
  )
}

function untilWords({ secret }: StaffChanged, branch: OfficeBranch, language: ScreenLanguage): string {
  return secret ? dayAndTime(secret.until, branch.zone, language) : ""
}
