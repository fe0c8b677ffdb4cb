import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { accountPhrases } from "./account-phrases.ts"
import { IdleWarning } from "./idle-warning.tsx"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"
import { ProofSheet } from "./proof-sheet.tsx"
import { LanguageChoice, ThemeChoice } from "./screen-choices.tsx"
import { TotpSetup } from "./totp-setup.tsx"

/** Signed in, and nothing is allowed before the authenticator is set up. */
export function LimitedPage({
  office,
  session,
  language,
}: {
  office: Office
  session: SessionAnswer
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(accountPhrases, language)
  const o = inLanguage(officePhrases, language)
  const proof = useStore(office.state, (state) => state.proof)
  const [attempt, setAttempt] = useState(0)
  return (
    <div className="door">
      <main className="door__inside" data-wide="">
        <p className="door__mark">Giliran</p>
        <h1>{t.limitedTitle}</h1>
        <p className="sign-in__line">{t.limitedLine}</p>
        <TotpSetup
          key={attempt}
          office={office}
          language={language}
          onDone={() => {
            setAttempt(attempt + 1)
            void office.open()
          }}
        />
      </main>
      <footer className="door__foot no-print">
        <button className="link-button" type="button" onClick={() => void office.signOut()}>
          {o.signOut}
        </button>
        <LanguageChoice language={language} />
        <ThemeChoice language={language} />
      </footer>
      {proof === null ? null : (
        <ProofSheet office={office} session={session} settle={proof.settle} language={language} />
      )}
      <IdleWarning office={office} language={language} />
    </div>
  )
}
