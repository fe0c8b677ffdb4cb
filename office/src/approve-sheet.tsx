import { inTwoGroups, longest, userCodeLength } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { DeviceChanged } from "@giliran/contract/devices"
import type { PlanAnswer } from "@giliran/contract/http-answers"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases } from "./office-phrases.ts"
import { pathOf } from "./place.ts"
import { screensPhrases } from "./screens-phrases.ts"
import { useAsked } from "./use-asked.ts"

/** A new screen of the branch: the code that it shows, a name for people, and where a counter's PC stands. */
export function ApproveSheet({
  office,
  branch,
  code: givenCode,
  language,
  close,
  done,
}: {
  office: Office
  branch: OfficeBranch
  /** Filled in already, when the screen's QR was scanned. */
  code: string
  language: ScreenLanguage
  close: () => void
  done: (notice: string) => void
}): ReactNode {
  const t = inLanguage(screensPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const plan = useAsked<PlanAnswer>(office, `${pathOf(branch.branchId)}/plan`)
  const [code, setCode] = useState(asUserCode(givenCode))
  const [name, setName] = useState("")
  const [counterId, setCounterId] = useState("")
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (code.length !== 9) return setProblem(t.badCode)
    if (!name.trim()) return setProblem(t.fillInName)
    setBusy(true)
    const sent = await office.act<DeviceChanged>("POST", `${pathOf(branch.branchId)}/devices`, {
      code,
      name: name.trim(),
      ...(counterId && { counterId }),
    })
    setBusy(false)
    if (sent.ok) done(t.approved({ name: sent.body.device.name }))
    else setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.approve} closeWords={o.close} onClose={close}>
      <p className="sheet__line">{t.approveLine}</p>
      <form className="sheet__form" onSubmit={(event) => void submit(event)} noValidate>
        <label className="field code-field">
          <span>{t.code}</span>
          <input
            value={code}
            data-look="letters"
            placeholder="WDJB-MJHT"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-describedby={toldId}
            onChange={(event) => setCode(asUserCode(event.target.value, code))}
          />
        </label>
        <label className="field">
          <span>{t.name}</span>
          <input
            value={name}
            data-first={givenCode === "" ? undefined : ""}
            maxLength={longest.name}
            autoComplete="off"
            placeholder={t.nameHint}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t.atCounter}</span>
          <select value={counterId} onChange={(event) => setCounterId(event.target.value)}>
            <option value="">{t.noCounter}</option>
            {plan.answer?.plan.counters.map(({ id }) => (
              <option key={id} value={id}>
                {t.counter({ counter: id })}
              </option>
            ))}
          </select>
        </label>
        <ToldProblem id={toldId} words={problem} />
        <div className="sheet__buttons">
          <Button onClick={close}>{o.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {t.approve}
          </Button>
        </div>
      </form>
    </SheetDialog>
  )
}

/** `WDJB-MJHT` as it is typed: in capitals, the hyphen by itself. */
function asUserCode(typed: string, before = ""): string {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, "")
    .slice(0, userCodeLength)
  const isErasing = typed.length < before.length
  const half = userCodeLength / 2
  if (letters.length < half || (letters.length === half && isErasing)) return letters
  return inTwoGroups(letters)
}
