import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { Info, X } from "lucide-react"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { counterPhrases } from "./counter-phrases.ts"
import type { Desk } from "./desk.ts"

const SHOWN_MS = 8_000

/** What the server said about the last order, in its own words; goes by itself. */
export function Notice({ desk, language }: { desk: Desk; language: ScreenLanguage }): ReactNode {
  const { notice } = useStore(desk.state)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(desk.orders.dismissNotice, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice, desk])
  return (
    <output className="notice-place">
      {notice === null ? null : (
        <span className="told">
          <Info aria-hidden="true" />
          <span className="told__words">{notice}</span>
          <button className="told__close" type="button" onClick={desk.orders.dismissNotice}>
            <X aria-hidden="true" />
            <span className="visually-hidden">{inLanguage(counterPhrases, language).close}</span>
          </button>
        </span>
      )}
    </output>
  )
}
