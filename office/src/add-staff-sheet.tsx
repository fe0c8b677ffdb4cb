import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { RoleGrant } from "@giliran/contract/access"
import type { StaffChanged } from "@giliran/contract/staff"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import { asTellerId } from "@giliran/client/teller-id"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases } from "./office-phrases.ts"
import { pathOf } from "./place.ts"
import { RoleChoice } from "./role-choice.tsx"
import { staffPhrases } from "./staff-phrases.ts"

/** A new account: number, name, roles; the answer holds the secret for the first sign-in. */
export function AddStaffSheet({
  office,
  branch,
  language,
  close,
  changed,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
  close: () => void
  changed: (answer: StaffChanged, notice: string | null) => void
}): ReactNode {
  const t = inLanguage(staffPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const helpId = useId()
  const [number, setNumber] = useState("")
  const [name, setName] = useState("")
  const [grants, setGrants] = useState<readonly RoleGrant[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const staffId = asTellerId(number)
    if (!number.trim() || !name.trim() || grants.length === 0) return setProblem(t.fillIn)
    if (staffId === null) return setProblem(t.staffIdHelp)
    setBusy(true)
    const sent = await office.act<StaffChanged>("POST", `${pathOf(branch.branchId)}/staff`, {
      staffId,
      name: name.trim(),
      grants,
    })
    setBusy(false)
    if (sent.ok) changed(sent.body, null)
    else setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.add} closeWords={o.close} onClose={close}>
      <form className="sheet__form" onSubmit={(event) => void submit(event)} noValidate>
        <div className="field">
          <label htmlFor={`${helpId}-number`}>{t.staffId}</label>
          <input
            id={`${helpId}-number`}
            value={number}
            maxLength={longest.staffId}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby={`${helpId} ${toldId}`}
            onChange={(event) => setNumber(event.target.value)}
          />
          <p className="field__help" id={helpId}>
            {t.staffIdHelp}
          </p>
        </div>
        <label className="field">
          <span>{t.name}</span>
          <input
            value={name}
            maxLength={longest.name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <RoleChoice branch={branch} grants={grants} change={setGrants} language={language} />
        <ToldProblem id={toldId} words={problem} />
        <div className="sheet__buttons">
          <Button onClick={close}>{o.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {t.add}
          </Button>
        </div>
      </form>
    </SheetDialog>
  )
}
