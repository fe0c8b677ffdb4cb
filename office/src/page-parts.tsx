import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { Info, X } from "lucide-react"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import type { Office } from "./office.ts"
import { officePhrases } from "./office-phrases.ts"
import type { Asked } from "./use-asked.ts"

/** What a page is called, what it is for, and the one thing that is done here most. */
export function PageHead({
  title,
  line,
  children,
}: {
  title: string
  line: string
  children?: ReactNode
}): ReactNode {
  return (
    <header className="page-head">
      <div className="page-head__words">
        <h1>{title}</h1>
        <p className="soft">{line}</p>
      </div>
      {children}
    </header>
  )
}

/** What the last act came to, until the next or until it is put away. */
export function OfficeNotice({ office, language }: { office: Office; language: ScreenLanguage }): ReactNode {
  const notice = useStore(office.state, (state) => state.notice)
  return (
    <output className="notice-place">
      {notice === null ? null : (
        <span className="told">
          <Info aria-hidden="true" />
          <span className="told__words">{notice}</span>
          <button className="told__close" type="button" onClick={() => office.tell(null)}>
            <X aria-hidden="true" />
            <span className="visually-hidden">{inLanguage(officePhrases, language).close}</span>
          </button>
        </span>
      )}
    </output>
  )
}

/** Before the first answer, and when none came. */
export function NotYet<Answer>({
  asked,
  language,
}: {
  asked: Asked<Answer>
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(officePhrases, language)
  if (asked.problem === null) return <p className="soft page__loading">{t.loading}</p>
  return (
    <div className="empty">
      <p>{asked.problem.detail}</p>
      <Button onClick={() => void asked.again()}>{t.tryAgain}</Button>
    </div>
  )
}
