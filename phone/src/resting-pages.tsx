import type { Phrases } from "@giliran/client/phrases"
import type { TicketView } from "@giliran/contract/ticket-view"
import { type ReactNode, useEffect } from "react"
import type { ticketPhrases } from "./phrases.ts"

type Words = Phrases<typeof ticketPhrases>

const RestingPage = ({ title, line, head }: { title: string; line?: string; head?: string }): ReactNode => {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="resting">
      {head === undefined ? null : <p className="resting__head">{head}</p>}
      <h1 className="resting__title">{title}</h1>
      {line === undefined ? null : <p className="resting__line">{line}</p>}
    </main>
  )
}

export const OpeningPage = ({ t }: { t: Words }): ReactNode => <RestingPage title={t.opening} />

export const NothingPage = ({ t }: { t: Words }): ReactNode => (
  <RestingPage title={t.nothingTitle} line={t.nothingLine} />
)

/** A thank-you, and whose. The number is gone: it belongs to nobody now. */
export const EndPage = ({ t, view }: { t: Words; view: TicketView }): ReactNode => {
  if (view.progress.status === "voided")
    return <RestingPage head={whose(view)} title={t.voidedTitle} line={t.voidedLine} />
  const line =
    view.progress.status === "withdrawn"
      ? t.thanksWithdrawn
      : view.progress.status === "expired"
        ? t.thanksExpired
        : t.thanksFinished
  return <RestingPage head={whose(view)} title={t.thanksTitle} line={line} />
}

const whose = ({ branch }: TicketView): string => `${branch.brand.bankName} · ${branch.name}`
