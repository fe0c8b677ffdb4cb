import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer, SignInOptions } from "@giliran/contract/access"
import { type ReactNode, useEffect, useState } from "react"
import { SignInForm } from "../sign-in/sign-in-form.tsx"
import { signInPhrases } from "../sign-in/sign-in-phrases.ts"
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
  const [options, setOptions] = useState<SignInOptions | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    const ask = async () => {
      const sent = await office.ask<SignInOptions>("GET", "/v1/sign-in")
      if (sent.ok) setOptions(sent.body)
    }
    void ask()
  }, [office])
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
          {options?.oidc || options?.isDemo ? (
            <div className="door__others">
              <p className="door__or">{s.or}</p>
              {options.oidc ? (
                <a className="button" data-look="plain" href="/v1/sign-in/oidc">
                  <span>{s.bankSignIn(options.oidc.name)}</span>
                </a>
              ) : null}
              {options.isDemo ? (
                <>
                  <Button onClick={() => void asDemo()}>{s.asDemo}</Button>
                  <p className="field__help">{problem ?? s.asDemoLine}</p>
                </>
              ) : null}
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
