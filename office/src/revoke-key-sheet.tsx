import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { KeyAnswer } from "@giliran/contract/keys"
import { type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import { keysPhrases } from "./keys-phrases.ts"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases } from "./office-phrases.ts"
import { pathOf } from "./place.ts"

export function RevokeKeySheet({
  office,
  branch,
  apiKey,
  language,
  close,
  done,
}: {
  office: Office
  branch: OfficeBranch
  apiKey: KeyAnswer
  language: ScreenLanguage
  close: () => void
  done: (notice: string) => void
}): ReactNode {
  const t = inLanguage(keysPhrases, language)
  const o = inLanguage(officePhrases, language)
  const toldId = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const revoke = async () => {
    if (isBusy) return
    setBusy(true)
    const sent = await office.act("POST", `${pathOf(branch.branchId)}/keys/${apiKey.keyId}/revoke`, {})
    setBusy(false)
    if (sent.ok) done(t.revokedNow({ label: apiKey.label }))
    else setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.revokeTitle({ label: apiKey.label })} closeWords={o.close} onClose={close}>
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
