import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { type ReactNode, useEffect, useState } from "react"
import { useStore } from "zustand"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"

const warnMs = 60_000
const askEachMs = 5_000

/** A minute before the session ends, as the server sees it: what is done in another tab counts as well. */
export function IdleWarning({ office, language }: { office: Office; language: ScreenLanguage }): ReactNode {
  const t = inLanguage(officePhrases, language)
  const idleUntil = useStore(office.state, (state) => state.idleUntil)
  const [leftMs, setLeftMs] = useState<number | null>(null)
  useEffect(() => {
    let askedAt = 0
    const look = async () => {
      if (idleUntil === null) return setLeftMs(null)
      const left = idleUntil - office.clock.now()
      if (left <= warnMs && performance.now() - askedAt > askEachMs) {
        askedAt = performance.now()
        await office.look()
      }
      const until = office.state.getState().idleUntil
      const leftNow = until === null ? null : until - office.clock.now()
      setLeftMs(leftNow !== null && leftNow <= warnMs ? Math.max(0, leftNow) : null)
    }
    void look()
    const timer = setInterval(() => void look(), 1_000)
    return () => clearInterval(timer)
  }, [office, idleUntil])
  if (leftMs === null) return null
  return (
    <SheetDialog title={t.idleTitle} closeWords={t.close} onClose={() => void office.staySignedIn()}>
      <p className="sheet__line" aria-live="off">
        {t.idleLine({ seconds: Math.ceil(leftMs / 1_000) })}
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
