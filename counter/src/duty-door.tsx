import { Button } from "@giliran/client/button.tsx"
import { BeforeView } from "@giliran/client/before-view.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import type { Desk } from "./desk.ts"
import { dutyPhrases } from "./duty-phrases.ts"
import { SignInForm } from "./sign-in/sign-in-form.tsx"

/** The beginning of a duty on a screen that was given no token: who it is, and in which branch where there are several. */
export function DutyDoor({ desk, language }: { desk: Desk; language: ScreenLanguage }): ReactNode {
  const t = inLanguage(dutyPhrases, language)
  const { duty } = desk
  const now = useStore(duty.state)
  useEffect(() => void duty.look(), [duty])

  if (now.status === "choosing")
    return (
      <main className="choose">
        <p className="choose__me">
          <strong>{now.session.name}</strong>
        </p>
        <h1>{t.whichBranch}</h1>
        <ul className="choose__counters">
          {now.branches.map(({ branchId, name }) => (
            <li key={branchId}>
              <button className="counter-card" type="button" onClick={() => duty.choose(branchId)}>
                <span className="counter-card__name">{name}</span>
              </button>
            </li>
          ))}
        </ul>
      </main>
    )
  if (now.status === "not-here") {
    const isLimited = now.session.limitedTo !== null
    return (
      <main className="notice">
        <h1 className="notice__title">{isLimited ? t.totpFirst : t.notHere}</h1>
        <p className="notice__line">{isLimited ? t.totpFirstLine : t.notHereLine}</p>
        <div className="choices">
          <a className="button" data-look="primary" href="/office/">
            <span>{t.toOffice}</span>
          </a>
          <Button onClick={() => void duty.signOut()}>{t.signOut}</Button>
        </div>
      </main>
    )
  }
  return (
    <div className="duty">
      <main className="duty__inside">
        <SignInForm
          ask={duty.ask}
          language={language}
          title={t.title}
          onSignedIn={(session) => void duty.signedIn(session)}
        />
      </main>
      <details className="duty__pair">
        <summary>{t.pairInstead}</summary>
        <BeforeView link={{ status: "not-paired" }} screen="counter" language={language} />
      </details>
    </div>
  )
}
