import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { BankDoor } from "@giliran/client/sign-in/bank-door.tsx"
import { bareCode, CodeField } from "@giliran/client/sign-in/code-field.tsx"
import { PasswordField } from "@giliran/client/sign-in/password-field.tsx"
import { signInPhrases } from "@giliran/client/sign-in/sign-in-phrases"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"

/** Asked where an act wants a fresh proof; the act then goes on by itself. */
export function ProofSheet({
  office,
  session,
  settle,
  language,
}: {
  office: Office
  session: SessionAnswer
  settle: (isProven: boolean) => void
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(officePhrases, language)
  const s = inLanguage(signInPhrases, language)
  const toldId = useId()
  const [password, setPassword] = useState("")
  const [code, setCode] = useState("")
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!password) return setProblem(s.fillInPassword)
    if (session.hasTotp && !code.trim()) return setProblem(s.fillInCode)
    setBusy(true)
    const sent = await office.ask("POST", "/v1/session/prove", {
      password,
      ...(code.trim() && { code: bareCode(code) }),
    })
    setBusy(false)
    if (sent.ok) return settle(true)
    setCode("")
    setProblem(sent.problem.detail)
  }
  return (
    <SheetDialog title={t.proveTitle} closeWords={t.close} onClose={() => settle(false)}>
      <p className="sheet__line">{t.proveLine}</p>
      <form className="sheet__form" onSubmit={(event) => void submit(event)} noValidate>
        <input type="text" autoComplete="username" value={session.staffId} readOnly hidden />
        <PasswordField
          label={s.password}
          value={password}
          change={setPassword}
          autoComplete="current-password"
          language={language}
          isWrong={problem !== null}
          describedBy={toldId}
        />
        {session.hasTotp ? (
          <CodeField value={code} change={setCode} language={language} describedBy={toldId} />
        ) : null}
        <ToldProblem id={toldId} words={problem} />
        <div className="sheet__buttons">
          <Button onClick={() => settle(false)}>{t.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {s.continue}
          </Button>
        </div>
      </form>
      <BankDoor ask={office.ask} to="/office/" isProof language={language} />
    </SheetDialog>
  )
}
