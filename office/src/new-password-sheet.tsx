import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { bareCode, CodeField } from "@giliran/client/sign-in/code-field.tsx"
import { PasswordField } from "@giliran/client/sign-in/password-field.tsx"
import { signInPhrases } from "@giliran/client/sign-in/sign-in-phrases"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import { accountPhrases } from "./account-phrases.ts"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"

/** One's own password, for whoever knows the one that is there. */
export function NewPasswordSheet({
  office,
  session,
  language,
  close,
}: {
  office: Office
  session: SessionAnswer
  language: ScreenLanguage
  close: () => void
}): ReactNode {
  const t = inLanguage(accountPhrases, language)
  const o = inLanguage(officePhrases, language)
  const s = inLanguage(signInPhrases, language)
  const toldId = useId()
  const [password, setPassword] = useState("")
  const [newPassword, setNewPassword] = useState("")
  const [code, setCode] = useState("")
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!password || !newPassword) return setProblem(s.fillInPassword)
    if (session.hasTotp && !code.trim()) return setProblem(s.fillInCode)
    setBusy(true)
    const sent = await office.ask<SessionAnswer>("POST", "/v1/session/password", {
      staffId: session.staffId,
      password,
      newPassword,
      ...(code.trim() && { code: bareCode(code) }),
    })
    setBusy(false)
    if (!sent.ok) {
      setCode("")
      return setProblem(sent.problem.detail)
    }
    await office.signedIn(sent.body)
    office.tell(t.passwordChanged)
    close()
  }
  return (
    <SheetDialog title={t.passwordBegin} closeWords={o.close} onClose={close}>
      <form className="sheet__form" onSubmit={(event) => void submit(event)} noValidate>
        <input type="text" autoComplete="username" value={session.staffId} readOnly hidden />
        <PasswordField
          label={s.oldPassword}
          value={password}
          change={setPassword}
          autoComplete="current-password"
          language={language}
          describedBy={toldId}
        />
        <PasswordField
          label={s.newPassword}
          value={newPassword}
          change={setNewPassword}
          autoComplete="new-password"
          language={language}
          isWrong={problem !== null}
          describedBy={toldId}
        />
        <p className="field__help">{s.newPasswordLine}</p>
        {session.hasTotp ? (
          <CodeField value={code} change={setCode} language={language} describedBy={toldId} />
        ) : null}
        <ToldProblem id={toldId} words={problem} />
        <div className="sheet__buttons">
          <Button onClick={close}>{o.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {s.save}
          </Button>
        </div>
      </form>
    </SheetDialog>
  )
}
