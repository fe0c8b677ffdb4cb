import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { localeOf } from "@giliran/client/spoken-languages"
import type { RoleGrant } from "@giliran/contract/access"
import type { StaffChanged, StaffMember } from "@giliran/contract/staff"
import { type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases } from "./office-phrases.ts"
import { pathOf } from "./place.ts"
import { RoleChoice } from "./role-choice.tsx"
import { staffPhrases } from "./staff-phrases.ts"

const focusOn = (button: HTMLButtonElement | null) => button?.focus()

type Act = "reset" | "disable" | "enable" | "end-sessions"

/** What may be done about one person; each says what happens, and asks once more. */
export function MemberSheet({
  office,
  branch,
  member,
  language,
  close,
  changed,
}: {
  office: Office
  branch: OfficeBranch
  member: StaffMember
  language: ScreenLanguage
  close: () => void
  changed: (answer: StaffChanged, notice: string | null) => void
}): ReactNode {
  const t = inLanguage(staffPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const [grants, setGrants] = useState<readonly RoleGrant[]>(member.grants)
  const [asked, setAsked] = useState<Act | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const path = `${pathOf(branch.branchId)}/staff/${encodeURIComponent(member.staffId)}`

  const send = async (verb: string, body: object, notice: string | null) => {
    if (isBusy) return
    setBusy(true)
    setProblem(null)
    const sent = await office.act<StaffChanged>("POST", `${path}/${verb}`, body)
    setBusy(false)
    if (sent.ok) changed(sent.body, notice)
    else setProblem(sent.problem.detail)
  }
  const acts: Readonly<Record<Act, { verb: string; line: string; notice: string | null }>> = {
    reset: { verb: t.reset, line: t.resetLine, notice: null },
    disable: { verb: t.disable, line: t.disableLine, notice: t.disabledNow({ name: member.name }) },
    enable: { verb: t.enable, line: t.enableLine, notice: t.enabledNow({ name: member.name }) },
    "end-sessions": {
      verb: t.endSessions,
      line: t.endSessionsLine,
      notice: t.sessionsEnded({ name: member.name }),
    },
  }
  const offered: readonly Act[] = member.isDisabled ? ["enable"] : ["reset", "end-sessions", "disable"]
  const isSame =
    grants.length === member.grants.length &&
    grants.every(({ branchId, role }) =>
      member.grants.some((grant) => grant.branchId === branchId && grant.role === role),
    )

  return (
    <SheetDialog title={member.name} closeWords={o.close} onClose={close}>
      <RoleChoice branch={branch} grants={grants} change={setGrants} language={language} />
      <div className="member__save">
        <p className="field__help">{t.rolesLine}</p>
        <Button
          look={isSame ? "plain" : "primary"}
          disabled={isSame}
          aria-busy={isBusy}
          onClick={() => void send("grants", { grants }, t.rolesSaved({ name: member.name }))}
        >
          {t.roles}
        </Button>
      </div>
      <ul className="acts">
        {offered.map((act) => (
          <li className="act" key={act}>
            <p className="act__line">{acts[act].line}</p>
            {asked === act ? (
              <div className="act__sure">
                <Button onClick={() => setAsked(null)}>{o.cancel}</Button>
                <Button
                  look="primary"
                  aria-busy={isBusy}
                  // The button that was pressed has made way for this one.
                  ref={focusOn}
                  onClick={() => void send(act, {}, acts[act].notice)}
                >
                  {t.sure({ act: acts[act].verb.toLocaleLowerCase(localeOf(language)) })}
                </Button>
              </div>
            ) : (
              <Button onClick={() => setAsked(act)}>{acts[act].verb}</Button>
            )}
          </li>
        ))}
      </ul>
      <ToldProblem id={toldId} words={problem} />
    </SheetDialog>
  )
}
