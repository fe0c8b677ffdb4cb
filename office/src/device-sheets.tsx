import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { DeviceAnswer, DeviceChanged } from "@giliran/contract/devices"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases } from "./office-phrases.ts"
import { pathOf } from "./place.ts"
import { screensPhrases } from "./screens-phrases.ts"

interface DeviceSheetProps {
  readonly office: Office
  readonly branch: OfficeBranch
  readonly device: DeviceAnswer
  readonly language: ScreenLanguage
  readonly close: () => void
  readonly done: (notice: string) => void
}

export function RenameSheet({ office, branch, device, language, close, done }: DeviceSheetProps): ReactNode {
  const t = inLanguage(screensPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const [name, setName] = useState(device.name)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!name.trim()) return setProblem(t.fillInName)
    setBusy(true)
    const sent = await office.act<DeviceChanged>(
      "POST",
      `${pathOf(branch.branchId)}/devices/${device.deviceId}/rename`,
      { name },
    )
    setBusy(false)
    if (sent.ok) done(t.renamed({ name: sent.body.device.name }))
    else setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.renameTitle({ name: device.name })} closeWords={o.close} onClose={close}>
      <form className="sheet__form" onSubmit={(event) => void submit(event)} noValidate>
        <label className="field">
          <span>{t.name}</span>
          <input
            value={name}
            maxLength={longest.name}
            autoComplete="off"
            aria-describedby={toldId}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <ToldProblem id={toldId} words={problem} />
        <div className="sheet__buttons">
          <Button onClick={close}>{o.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {o.save}
          </Button>
        </div>
      </form>
    </SheetDialog>
  )
}

export function RevokeSheet({ office, branch, device, language, close, done }: DeviceSheetProps): ReactNode {
  const t = inLanguage(screensPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const revoke = async () => {
    if (isBusy) return
    setBusy(true)
    const sent = await office.act("POST", `${pathOf(branch.branchId)}/devices/${device.deviceId}/revoke`, {})
    setBusy(false)
    if (sent.ok) done(t.revokedNow({ name: device.name }))
    else setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.revokeTitle({ name: device.name })} closeWords={o.close} onClose={close}>
      <p className="sheet__line">{t.revokeLine}</p>
      <ToldProblem id={toldId} words={problem} />
      <div className="sheet__buttons">
        <Button onClick={close}>{o.cancel}</Button>
        <Button look="primary" aria-busy={isBusy} onClick={() => void revoke()}>
          {t.revokeVerb}
        </Button>
      </div>
    </SheetDialog>
  )
}
