import type { Ask, Sent } from "@giliran/client/api-client"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type Phrases, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { type FormEvent, type ReactNode, useCallback, useId, useRef, useState } from "react"
import { takeBankRefusal } from "./bank-door.tsx"
import { bareCode, CodeField } from "./code-field.tsx"
import { PasswordField } from "./password-field.tsx"
import { signInPhrases } from "./sign-in-phrases.ts"
import { ToldProblem } from "./told-problem.tsx"

type Step = "password" | "code" | "new-password" | "new-password-code"

/** Who it is: number and password, then what the server still asks for. The server's sentence is all that is said of a failure. */
export function SignInForm({
  ask,
  language,
  staffId: knownStaffId = "",
  heading: Heading = "h1",
  title,
  line = null,
  onSignedIn,
  children,
}: {
  ask: Ask
  language: ScreenLanguage
  /** Filled in already, when it was somebody's page before. */
  staffId?: string
  heading?: "h1" | "h2"
  title: string
  line?: string | null
  onSignedIn: (session: SessionAnswer) => void
  /** Other ways in, below the first step. */
  children?: ReactNode
}): ReactNode {
  const t = inLanguage(signInPhrases, language)
  const toldId = useId()
  const first = useRef<HTMLInputElement | null>(null)
  const [step, setStep] = useState<Step>("password")
  const [staffId, setStaffId] = useState(knownStaffId)
  const [password, setPassword] = useState("")
  const [newPassword, setNewPassword] = useState("")
  const [code, setCode] = useState("")
  const [bankRefusal] = useState(takeBankRefusal)
  const [problem, setProblem] = useState<string | null>(
    bankRefusal === null ? null : bankRefusal === "away" ? t.bankAway : t.bankRefused,
  )
  const [isBusy, setBusy] = useState(false)

  // Of each step the first field, as it appears.
  const firstField = useCallback((field: HTMLInputElement | null) => {
    first.current = field
    field?.focus()
  }, [])

  const send = (): Promise<Sent<SessionAnswer>> => {
    const who = { staffId: staffId.trim(), password, ...(code !== "" && { code: bareCode(code) }) }
    return step === "new-password" || step === "new-password-code"
      ? ask("POST", "/v1/session/password", { ...who, newPassword })
      : ask("POST", "/v1/session", who)
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const missing = missingIn({ step, staffId, password, newPassword, code }, t)
    if (missing !== null || isBusy) return setProblem(missing)
    setBusy(true)
    setProblem(null)
    const sent = await send()
    setBusy(false)
    if (sent.ok) return onSignedIn(sent.body)
    switch (sent.problem.code) {
      case "code-needed":
        return setStep(step === "new-password" ? "new-password-code" : "code")
      case "new-password-needed":
        return setStep("new-password")
      case "password-too-weak":
        setStep("new-password")
        return setProblem(sent.problem.detail)
      default:
        setCode("")
        if (step === "password") setPassword("")
        setProblem(sent.problem.detail)
        return first.current?.focus()
    }
  }
  const goBack = () => {
    setStep("password")
    setPassword("")
    setCode("")
    setProblem(null)
  }
  const words = wordsOf(step, { title, line }, t)
  const told = problem === null ? undefined : toldId

  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)} noValidate>
      <Heading>{words.title}</Heading>
      {words.line === null ? null : <p className="sign-in__line">{words.line}</p>}
      {step === "password" ? (
        <>
          <label className="field">
            <span>{t.staffId}</span>
            <input
              ref={knownStaffId === "" ? firstField : undefined}
              value={staffId}
              maxLength={64}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              aria-invalid={problem !== null || undefined}
              aria-describedby={told}
              onChange={(event) => setStaffId(event.target.value)}
            />
          </label>
          <PasswordField
            label={t.password}
            value={password}
            change={setPassword}
            autoComplete="current-password"
            language={language}
            isWrong={problem !== null}
            describedBy={told}
            {...(knownStaffId !== "" && { inputRef: firstField })}
          />
        </>
      ) : (
        // A password manager keeps the new password by this name.
        <input type="text" autoComplete="username" value={staffId} readOnly hidden />
      )}
      {step === "code" || step === "new-password-code" ? (
        <CodeField
          value={code}
          change={setCode}
          language={language}
          isWrong={problem !== null}
          describedBy={told}
          inputRef={firstField}
        />
      ) : null}
      {step === "new-password" ? (
        <PasswordField
          label={t.newPassword}
          value={newPassword}
          change={setNewPassword}
          autoComplete="new-password"
          language={language}
          isWrong={problem !== null}
          describedBy={told}
          inputRef={firstField}
        />
      ) : null}
      <ToldProblem id={toldId} words={problem} />
      <div className="sign-in__buttons">
        <Button look="primary" type="submit" aria-busy={isBusy}>
          {words.verb}
        </Button>
        {step === "password" ? null : (
          <Button look="quiet" onClick={goBack}>
            {t.back}
          </Button>
        )}
      </div>
      {step === "password" ? children : null}
    </form>
  )
}

type SignInWords = Phrases<typeof signInPhrases>

function wordsOf(
  step: Step,
  given: { readonly title: string; readonly line: string | null },
  t: SignInWords,
): { readonly title: string; readonly line: string | null; readonly verb: string } {
  switch (step) {
    case "password":
      return { ...given, verb: t.signIn }
    case "code":
    case "new-password-code":
      return { title: t.codeTitle, line: t.codeLine, verb: t.continue }
    case "new-password":
      return { title: t.newPasswordTitle, line: t.newPasswordLine, verb: t.saveAndSignIn }
  }
}

function missingIn(
  given: {
    readonly step: Step
    readonly staffId: string
    readonly password: string
    readonly newPassword: string
    readonly code: string
  },
  t: SignInWords,
): string | null {
  switch (given.step) {
    case "password":
      return given.staffId.trim() && given.password ? null : t.fillInBoth
    case "code":
    case "new-password-code":
      return given.code.trim() ? null : t.fillInCode
    case "new-password":
      return given.newPassword ? null : t.fillInPassword
  }
}
