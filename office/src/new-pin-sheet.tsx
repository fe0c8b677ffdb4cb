import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SettingsPinMade } from "@giliran/contract/machine-settings"
import { type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases } from "./office-phrases.ts"
import { OnceSheet } from "./once-sheet.tsx"
import { pathOf } from "./place.ts"
import { screensPhrases } from "./screens-phrases.ts"

/** Another PIN for the settings of the branch's screens: asked first, because the last one opens nothing from then on. */
export function NewPinSheet({
  office,
  branch,
  language,
  close,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
  close: () => void
}): ReactNode {
  const t = inLanguage(screensPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const [pin, setPin] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const make = async () => {
    if (isBusy) return
    setBusy(true)
    const sent = await office.act<SettingsPinMade>(
      "POST",
      `${pathOf(branch.branchId)}/machine-settings/pin`,
      {},
    )
    setBusy(false)
    if (sent.ok) setPin(sent.body.pin)
    else setProblem(sent.problem.detail)
  }
  if (pin !== null)
    return <OnceSheet title={t.pin} about={t.pinAbout} secrets={[pin]} language={language} close={close} />
  return (
    <SheetDialog title={t.newPin} closeWords={o.close} onClose={close}>
      <p className="sheet__line">{t.newPinLine}</p>
      <ToldProblem id={toldId} words={problem} />
      <div className="sheet__buttons">
        <Button onClick={close}>{o.cancel}</Button>
        <Button look="primary" aria-busy={isBusy} onClick={() => void make()}>
          {t.newPinVerb}
        </Button>
      </div>
    </SheetDialog>
  )
}
