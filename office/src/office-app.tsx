import { paintBrand } from "@giliran/client/brand"
import { inLanguage } from "@giliran/client/phrases"
import { wordStore } from "@giliran/client/word-store"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { deskSettings } from "@giliran/client/desk-settings"
import { Curtain } from "./curtain.tsx"
import { Frame } from "./frame.tsx"
import { LimitedPage } from "./limited-page.tsx"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"
import { SignInPage } from "./sign-in-page.tsx"

/** What somebody sees here: the sign-in, the authenticator's set-up before anything else, or the pages of the branch. */
export function OfficeApp({ office }: { office: Office }): ReactNode {
  const { language, theme } = useStore(deskSettings)
  useStore(wordStore)
  const standing = useStore(office.state, (state) => state.standing)
  const t = inLanguage(officePhrases, language)
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset["theme"] = theme
    document.title = `Giliran · ${t.office}`
    paintBrand(null, theme)
  }, [language, theme, t.office])

  switch (standing.status) {
    case "opening":
      return <main className="notice" aria-label={t.opening} />
    case "nobody":
      return <SignInPage office={office} language={language} />
    case "limited":
      return <LimitedPage office={office} session={standing.session} language={language} />
    case "in":
    case "ended":
      return (
        <>
          <Frame
            // Whoever signs in next finds nothing of what another has typed.
            key={standing.session.staffId}
            office={office}
            session={standing.session}
            language={language}
          />
          {standing.status === "ended" ? (
            <Curtain title={t.signInAgain}>
              <SignInPage office={office} language={language} returning={standing.session} />
            </Curtain>
          ) : null}
        </>
      )
  }
}
