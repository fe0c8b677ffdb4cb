import { paintBrand, type Theme } from "@giliran/client/brand"
import { connect } from "@giliran/client/connect"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { isNothingTyped } from "@giliran/client/nothing-typed"
import { reloadWhenOutdated } from "@giliran/client/reload-when-outdated"
import { isSpoken } from "@giliran/client/spoken-languages"
import { StaleBanner } from "@giliran/client/stale-banner.tsx"
import { useLive } from "@giliran/client/use-view"
import { createViewStore } from "@giliran/client/view-store"
import { wordStore } from "@giliran/client/word-store"
import type { TicketView } from "@giliran/contract/ticket-view"
import { type ReactNode, useEffect, useState } from "react"
import { useStore } from "zustand"
import { keepLanguage, keptLanguage } from "./kept-language.ts"
import { EndPage, NothingPage, OpeningPage } from "./resting-pages.tsx"
import { ticketPhrases } from "./phrases.ts"
import { forgetTicketLink, type OpenedTicket } from "./ticket-link.ts"
import { TicketPage } from "./ticket-page.tsx"

const store = createViewStore<TicketView>()
// The page is where it was, by its address; a number that is being typed and an open question are not.
reloadWhenOutdated(store, () => document.querySelector("dialog[open]") === null && isNothingTyped())

export const TicketApp = ({
  link,
  systemTheme,
}: {
  link: OpenedTicket | null
  systemTheme: () => Theme
}): ReactNode => {
  const view = useLive(store, (state) => state.view)
  useStore(wordStore)
  const isRefused = useLive(store, (state) => state.link.status === "refused")
  const [chosen, setChosen] = useState(keptLanguage)
  const choose = (language: ScreenLanguage) => {
    keepLanguage(language)
    setChosen(language)
  }
  const language = chosen ?? languageOf(view)
  const isEnded = view !== null && isEnd(view)

  useEffect(() => {
    if (link === null || isEnded) return
    return connect({ credentials: () => link.credentials, branch: link.branch, view: "ticket", store })
  }, [link, isEnded])

  useEffect(() => {
    if (isEnded) forgetTicketLink()
  }, [isEnded])

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  const brand = view?.branch.brand ?? null
  useEffect(() => {
    const paint = () => paintBrand(brand, systemTheme())
    paint()
    const dark = matchMedia("(prefers-color-scheme: dark)")
    dark.addEventListener("change", paint)
    return () => dark.removeEventListener("change", paint)
  }, [brand, systemTheme])

  const t = inLanguage(ticketPhrases, language)
  if (view !== null && isEnded) return <EndPage t={t} view={view} />
  if (link === null || isRefused) return <NothingPage t={t} />
  if (view === null) return <OpeningPage t={t} />
  return (
    <>
      <StaleBanner store={store} language={language} />
      <TicketPage view={view} link={link} clock={store.clock} language={language} onLanguage={choose} />
    </>
  )
}

const isEnd = ({ progress: { status }, actions }: TicketView): boolean =>
  status === "finished" ||
  status === "withdrawn" ||
  status === "expired" ||
  (status === "voided" && !actions.includes("confirm-ticket"))

/** The language that the ticket was taken in; before that is known, the phone's. */
const languageOf = (view: TicketView | null): ScreenLanguage => {
  const tag = view?.language ?? navigator.language.slice(0, 2)
  if (isSpoken(tag)) return tag
  return tag === "ms" ? "id" : "en"
}
