import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { type ReactNode, useEffect, useRef } from "react"
import { useLive } from "@giliran/client/use-view"
import type { Desk } from "./desk.ts"
import { dutyPhrases } from "./duty-phrases.ts"
import { BankDoor } from "@giliran/client/sign-in/bank-door.tsx"
import { SignInForm } from "@giliran/client/sign-in/sign-in-form.tsx"

/** Over the desk, whose ticket stays where it is and in sight. */
export function SignInAgain({
  desk,
  session,
  language,
}: {
  desk: Desk
  session: SessionAnswer
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(dutyPhrases, language)
  const number = useLive(desk.views, (state) => state.view?.ticket?.number)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>("[type=password]")?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={t.again}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        // A browser closes on a second Escape whatever `cancel` says.
        if (event.key === "Escape") event.preventDefault()
      }}
    >
      <div className="sheet__inside sheet__sign-in">
        <SignInForm
          ask={desk.duty.ask}
          language={language}
          staffId={session.staffId}
          heading="h2"
          title={t.again}
          line={number === undefined ? t.againLine : t.againWithTicket({ number })}
          onSignedIn={(again) => void desk.duty.signedIn(again)}
        >
          <BankDoor ask={desk.duty.ask} to="/counter/" language={language} />
        </SignInForm>
      </div>
    </dialog>
  )
}
