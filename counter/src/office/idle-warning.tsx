import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { type ReactNode, useEffect, useState } from "react"
import { useStore } from "zustand"
import { SheetDialog } from "../sheet-dialog.tsx"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"

const warnMs = 60_000

/**
 * A minute before the session ends. When it is over this page counts as signed out without asking: a question would be taken
 * for an act, and two forgotten pages would keep each other alive.
 */
export function IdleWarning({ office, language }: { office: Office; language: ScreenLanguage }): ReactNode {
  const t = inLanguage(officePhrases, language)
  const idleUntil = useStore(office.state, (state) => state.idleUntil)
  const [leftMs, setLeftMs] = useState<number | null>(null)
  useEffect(() => {
    const look = () => {
      const left = idleUntil === null ? null : idleUntil - office.clock.now()
      setLeftMs(left !== null && left <= warnMs ? Math.max(0, left) : null)
      if (left !== null && left <= 0) office.end()
    }
    look()
    const timer = setInterval(look, 1_000)
    return () => clearInterval(timer)
  }, [office, idleUntil])
  if (leftMs === null) return null
  return (
    <SheetDialog title={t.idleTitle} closeWords={t.close} onClose={() => void office.staySignedIn()}>
      <p className="sheet__line" aria-live="off">
        {t.idleLine(Math.ceil(leftMs / 1_000))}
      </p>
      <div className="sheet__buttons">
        <Button onClick={() => void office.signOut()}>{t.signOut}</Button>
        <Button look="primary" onClick={() => void office.staySignedIn()}>
          {t.stay}
        </Button>
      </div>
    </SheetDialog>
  )
}
