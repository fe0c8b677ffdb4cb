import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import { type ReactNode, useState } from "react"
import { dutyPhrases } from "./duty-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"

/** The end of a session at an open counter: with the counter, or without it. */
export function SignOutChoice({ desk, view, language, close }: SheetProps): ReactNode {
  const t = inLanguage(dutyPhrases, language)
  const [isAsked, setAsked] = useState(false)
  const leave = async () => {
    close()
    desk.orders.standUp()
    await desk.duty.signOut()
  }
  const closeAndLeave = async () => {
    if (await desk.orders.closeCounter()) await leave()
  }
  if (!isAsked) return <Button onClick={() => setAsked(true)}>{t.signOut}</Button>
  return (
    <>
      <p className="sheet__line">{t.signOutLine}</p>
      <div className="sheet__grid">
        <Button
          look="primary"
          disabled={!view.actions.includes("close-counter")}
          onClick={() => void closeAndLeave()}
        >
          {t.closeAndOut}
        </Button>
        <Button onClick={() => void leave()}>{t.leaveAndOut}</Button>
      </div>
    </>
  )
}
