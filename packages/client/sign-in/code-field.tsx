import { longest } from "@giliran/contract/written-forms"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { type ReactNode, type Ref, useId, useState } from "react"
import { signInPhrases } from "./sign-in-phrases.ts"

/** One field for the authenticator's six digits, or for a recovery code when the authenticator is lost. */
export function CodeField({
  value,
  change,
  language,
  describedBy,
  isWrong = false,
  hasRecovery = true,
  inputRef,
}: {
  value: string
  change: (value: string) => void
  language: ScreenLanguage
  describedBy?: string | undefined
  isWrong?: boolean
  /** False where only the authenticator itself will do. */
  hasRecovery?: boolean
  inputRef?: Ref<HTMLInputElement>
}): ReactNode {
  const t = inLanguage(signInPhrases, language)
  const id = useId()
  const [isRecovery, setRecovery] = useState(false)
  return (
    <div className="field code-field">
      <label htmlFor={id}>{isRecovery ? t.recoveryCode : t.code}</label>
      <input
        key={isRecovery ? "recovery" : "code"}
        id={id}
        ref={inputRef}
        value={value}
        data-look={isRecovery ? "recovery" : "digits"}
        maxLength={longest.signInCode}
        inputMode={isRecovery ? "text" : "numeric"}
        autoComplete={isRecovery ? "off" : "one-time-code"}
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={isWrong || undefined}
        aria-describedby={describedBy}
        onChange={(event) => change(event.target.value)}
      />
      {hasRecovery ? (
        <button
          className="link-button"
          type="button"
          onClick={() => {
            change("")
            setRecovery(!isRecovery)
          }}
        >
          {isRecovery ? t.useAuthenticator : t.useRecovery}
        </button>
      ) : null}
      {isRecovery ? <p className="field__help">{t.recoveryLine}</p> : null}
    </div>
  )
}

/** As somebody types or pastes it: the spaces and dashes between groups are not part of it. */
export function bareCode(typed: string): string {
  const bare = typed.trim()
  return /^[\d\s-]+$/.test(bare) ? bare.replaceAll(/[\s-]/g, "") : bare
}
