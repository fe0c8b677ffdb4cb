import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { type ReactNode, useState } from "react"
import { BankDoor, useSignInOptions } from "@giliran/client/sign-in/bank-door.tsx"
import { SignInForm } from "@giliran/client/sign-in/sign-in-form.tsx"
import { signInPhrases } from "@giliran/client/sign-in/sign-in-phrases"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"
import { LanguageChoice, ThemeChoice } from "./screen-choices.tsx"

/** The door: for whoever comes, and for the one whose session has ended and whose page is still here. */
export function SignInPage({
  office,
  language,
  returning,
}: {
  office: Office
  language: ScreenLanguage
  returning?: SessionAnswer
}): ReactNode {
  const t = inLanguage(officePhrases, language)
  const s = inLanguage(signInPhrases, language)
  const options = useSignInOptions(office.ask)
  const [problem, setProblem] = useState<string | null>(null)
  const asDemo = async () => {
    const sent = await office.ask<SessionAnswer>("POST", "/v1/demo/session", { screen: "office" })
    if (sent.ok) await office.signedIn(sent.body)
    else setProblem(sent.problem.detail)
  }
  return (
    <div className="door">
      <main className="door__inside">
        <p className="door__mark">Giliran</p>
        <SignInForm
          ask={office.ask}
          language={language}
          title={returning ? t.signInAgain : t.signInTitle}
          {...(returning && { staffId: returning.staffId, line: t.signInAgainLine })}
          onSignedIn={(session) => void office.signedIn(session)}
        >
          <BankDoor ask={office.ask} to="/office/" language={language} />
          {options?.isDemo ? (
            <div className="door__demo">
              <Button onClick={() => void asDemo()}>{s.asDemo}</Button>
              <p className="field__help">{problem ?? s.asDemoLine}</p>
            </div>
          ) : null}
        </SignInForm>
      </main>
      <footer className="door__foot">
        <LanguageChoice language={language} />
        <ThemeChoice language={language} />
      </footer>
    </div>
  )
}
