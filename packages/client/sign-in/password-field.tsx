import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { Eye, EyeOff } from "lucide-react"
import { type ReactNode, type Ref, useId, useState } from "react"
import { signInPhrases } from "./sign-in-phrases.ts"

/** A password that may be pasted, filled in by a password manager, and looked at. */
export function PasswordField({
  label,
  value,
  change,
  autoComplete,
  language,
  describedBy,
  isWrong = false,
  inputRef,
}: {
  label: string
  value: string
  change: (value: string) => void
  autoComplete: "current-password" | "new-password"
  language: ScreenLanguage
  /** The id of what was said about it. */
  describedBy?: string | undefined
  isWrong?: boolean
  inputRef?: Ref<HTMLInputElement>
}): ReactNode {
  const t = inLanguage(signInPhrases, language)
  const id = useId()
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="password">
        <input
          id={id}
          ref={inputRef}
          type={isShown ? "text" : "password"}
          value={value}
          maxLength={200}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={isWrong || undefined}
          aria-describedby={describedBy}
          onChange={(event) => change(event.target.value)}
        />
        <button
          className="password__toggle"
          type="button"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon aria-hidden="true" />
          <span>{isShown ? t.hide : t.show}</span>
        </button>
      </div>
    </div>
  )
}
