import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { QrCode } from "@giliran/client/qr-code.tsx"
import type { RecoveryCodes, TotpOffer } from "@giliran/contract/sessions"
import { type FormEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react"
import { bareCode, CodeField } from "@giliran/client/sign-in/code-field.tsx"
import { signInPhrases } from "@giliran/client/sign-in/sign-in-phrases"
import { ToldProblem } from "@giliran/client/sign-in/told-problem.tsx"
import { accountPhrases } from "./account-phrases.ts"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"
import { KeepButtons, SecretCard } from "./once-sheet.tsx"

/** A new authenticator: scanned or typed, confirmed by a code, and then the recovery codes, this once. */
export function TotpSetup({
  office,
  language,
  onShown,
  onDone,
}: {
  office: Office
  language: ScreenLanguage
  /** The recovery codes are on the screen, this once. */
  onShown?: () => void
  onDone: () => void
}): ReactNode {
  const t = inLanguage(accountPhrases, language)
  const o = inLanguage(officePhrases, language)
  const s = inLanguage(signInPhrases, language)
  const toldId = useId()
  const field = useRef<HTMLInputElement | null>(null)
  const firstField = useCallback((input: HTMLInputElement | null) => {
    field.current = input
    input?.focus()
  }, [])
  const [offer, setOffer] = useState<TotpOffer | null>(null)
  const [code, setCode] = useState("")
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  useEffect(() => {
    const begin = async () => {
      const sent = await office.act<TotpOffer>("POST", "/v1/session/totp")
      if (sent.ok) setOffer(sent.body)
      else setProblem(sent.problem.detail)
    }
    void begin()
  }, [office])

  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!code.trim()) return setProblem(s.fillInCode)
    setBusy(true)
    const sent = await office.act<RecoveryCodes>("POST", "/v1/session/totp/confirm", { code: bareCode(code) })
    setBusy(false)
    if (sent.ok) {
      setProblem(null)
      onShown?.()
      return setCodes(sent.body.recoveryCodes)
    }
    setCode("")
    setProblem(sent.problem.detail)
    field.current?.focus()
  }

  if (codes !== null)
    return (
      <div className="totp">
        <h2>{t.recoveryTitle}</h2>
        <p className="sheet__line">{t.recoveryLine}</p>
        <SecretCard secrets={codes} />
        <p className="field__help">{o.onceLine}</p>
        <div className="sheet__buttons no-print">
          <KeepButtons secrets={codes} language={language} />
          <Button look="primary" onClick={onDone}>
            {o.done}
          </Button>
        </div>
      </div>
    )
  return (
    <form className="totp" onSubmit={(event) => void confirm(event)} noValidate>
      {offer === null ? null : (
        <div className="totp__offer">
          <QrCode text={offer.uri} label={t.qrLabel} />
          <div className="totp__words">
            <h2>{t.scan}</h2>
            <p className="field__help">{t.scanLine}</p>
            <p>{t.orType}</p>
            <code className="totp__secret">{inGroups(offer.secret)}</code>
          </div>
        </div>
      )}
      {offer === null ? null : (
        <>
          <p>{t.confirmLine}</p>
          <CodeField
            value={code}
            change={setCode}
            language={language}
            hasRecovery={false}
            isWrong={problem !== null}
            describedBy={toldId}
            inputRef={firstField}
          />
        </>
      )}
      <ToldProblem id={toldId} words={problem} />
      {offer === null ? null : (
        <div className="sheet__buttons">
          <Button look="primary" type="submit" aria-busy={isBusy}>
            {t.confirm}
          </Button>
        </div>
      )}
    </form>
  )
}

/** Four and four, as people type. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret
}
