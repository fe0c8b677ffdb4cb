import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { KeyRole } from "@giliran/contract/access"
import type { KeyMade } from "@giliran/contract/keys"
import { keyRoles } from "@giliran/contract/role-names"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { ChoiceList } from "@giliran/client/parts/choice-list.tsx"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import { keysPhrases, scopeWords } from "./keys-phrases.ts"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases, roleWords } from "./office-phrases.ts"
import { pathOf } from "./place.ts"

/** A key for one program: what it is for, as whom, and what of that it may do. */
export function MakeKeySheet({
  office,
  branch,
  language,
  close,
  made,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
  close: () => void
  made: (made: KeyMade) => void
}): ReactNode {
  const t = inLanguage(keysPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const [label, setLabel] = useState("")
  const [role, setRole] = useState<KeyRole>(keyRoles[0])
  const [reach, setReach] = useState<"all" | "some">("all")
  const [scopes, setScopes] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!label.trim()) return setProblem(t.fillIn)
    if (reach === "some" && scopes.length === 0) return setProblem(t.chooseScope)
    setBusy(true)
    const sent = await office.act<KeyMade>("POST", `${pathOf(branch.branchId)}/keys`, {
      role,
      label: label.trim(),
      scopes: reach === "all" ? [] : scopes,
    })
    setBusy(false)
    if (sent.ok) made(sent.body)
    else setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.make} closeWords={o.close} onClose={close}>
      <form className="sheet__form" onSubmit={(event) => void submit(event)} noValidate>
        <label className="field">
          <span>{t.label}</span>
          <input
            value={label}
            maxLength={longest.name}
            placeholder={t.labelHint}
            autoComplete="off"
            aria-describedby={toldId}
            onChange={(event) => setLabel(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t.role}</span>
          <select value={role} onChange={(event) => setRole(event.target.value as KeyRole)}>
            {keyRoles.map((name) => (
              <option key={name} value={name}>
                {inLanguage(roleWords, language)[name]}
              </option>
            ))}
          </select>
        </label>
        <ChoiceList
          legend={t.scopes}
          name="reach"
          choices={[
            { value: "all", words: t.allScopes },
            { value: "some", words: t.someScopes },
          ]}
          value={reach}
          choose={setReach}
        />
        {reach === "all" ? null : (
          <fieldset className="choice-list scopes">
            <legend className="visually-hidden">{t.someScopes}</legend>
            <div className="choice-list__choices">
              {Object.entries(inLanguage(scopeWords, language)).map(([scope, words]) => (
                <label className="choice" key={scope}>
                  <input
                    type="checkbox"
                    checked={scopes.includes(scope)}
                    onChange={() =>
                      setScopes(
                        scopes.includes(scope)
                          ? scopes.filter((chosen) => chosen !== scope)
                          : [...scopes, scope],
                      )
                    }
                  />
                  <span>{words}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <ToldProblem id={toldId} words={problem} />
        <div className="sheet__buttons">
          <Button onClick={close}>{o.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {t.make}
          </Button>
        </div>
      </form>
    </SheetDialog>
  )
}
