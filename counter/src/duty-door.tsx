import { Button } from "@giliran/client/button.tsx"
import { BeforeView } from "@giliran/client/before-view.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { Link } from "@giliran/client/view-store"
import { type ReactNode, useEffect, useState } from "react"
import { useStore } from "zustand"
import type { Desk } from "./desk.ts"
import { dutyPhrases } from "./duty-phrases.ts"
import { BankDoor } from "@giliran/client/sign-in/bank-door.tsx"
import { SignInForm } from "@giliran/client/sign-in/sign-in-form.tsx"

/** The beginning of a duty at a counter's own PC, or at any browser: who it is, and in which branch where there are several. */
export function DutyDoor({
  desk,
  link,
  language,
}: {
  desk: Desk
  link: Link
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(dutyPhrases, language)
  const { duty } = desk
  const now = useStore(duty.state)
  const [isAsked, setAsked] = useState(false)
  const isPaired = link.status !== "not-paired"
  useEffect(() => {
    if (isPaired) void duty.look()
  }, [duty, isPaired])

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
  // A browser that is no branch's: it becomes one by its code, or somebody works here by a session alone.
  if (!isPaired && !isAsked)
    return (
      <>
        <BeforeView link={link} screen="counter" language={language} />
        <p className="duty__other">
          <Button
            look="quiet"
            onClick={() => {
              setAsked(true)
              void duty.look()
            }}
          >
            {t.withAccount}
          </Button>
        </p>
      </>
    )
  const counter = desk.pairing()?.counter
  return (
    <div className="duty">
      <main className="duty__inside">
        <SignInForm
          ask={duty.ask}
          language={language}
          title={counter === undefined ? t.title : t.titleAt({ counter })}
          onSignedIn={(session) => void duty.signedIn(session)}
        >
          <BankDoor ask={duty.ask} to="/counter/" language={language} />
        </SignInForm>
      </main>
      {isPaired ? null : (
        <p className="duty__other">
          <Button look="quiet" onClick={() => setAsked(false)}>
            {t.pairInstead}
          </Button>
        </p>
      )}
    </div>
  )
}
