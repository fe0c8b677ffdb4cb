import { BeforeView, isBeforeView } from "@giliran/client/before-view.tsx"
import { StaleBanner } from "@giliran/client/stale-banner.tsx"
import { useLive } from "@giliran/client/use-view"
import type { KioskView } from "@giliran/contract/kiosk-view"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { ClassScreen } from "./class-screen.tsx"
import { ClassServicesScreen } from "./class-services-screen.tsx"
import { GroupScreen } from "./group-screen.tsx"
import { HelpSheet } from "./help-sheet.tsx"
import { HomeScreen } from "./home-screen.tsx"
import { IdleReset } from "./idle-reset.tsx"
import { InfoSheet } from "./info-sheet.tsx"
import { kiosk, usePhrases } from "./kiosk.ts"
import { LanguageSheet } from "./language-sheet.tsx"
import { OfflineScreen } from "./offline-screen.tsx"
import { ProofScreen } from "./proof-screen.tsx"
import { TakenScreen } from "./taken-screen.tsx"
import { goTo, visitStore } from "./visit-store.ts"

export const KioskApp = (): ReactNode => {
  const { t, language } = usePhrases()
  const view = useLive(kiosk.store, (state) => state.view)
  const link = useLive(kiosk.store, (state) => state.link)
  const freshness = useLive(kiosk.store, (state) => state.freshness)
  const step = useStore(visitStore, (visit) => visit.step)

  useEffect(() => {
    document.title = `Giliran · ${t.title}`
  }, [t.title])

  // Behind the offline screen nobody counts down: what was typed must not come back for the next customer.
  useEffect(() => {
    if (freshness === "stale" && step.at === "proof") goTo({ at: "home" })
  }, [freshness, step.at])

  if (view === null || isBeforeView(link)) {
    return <BeforeView link={link} screen="kiosk" language={language} />
  }
  // A number that was taken stays on the screen whatever the network does.
  const isOffline = freshness === "stale" && step.at !== "taken"
  return (
    <>
      <StaleBanner store={kiosk.store} language={language} />
      {isOffline ? <OfflineScreen view={view} /> : <Screen view={view} />}
      <InfoSheet view={view} />
      <LanguageSheet />
      <HelpSheet />
      <IdleReset />
    </>
  )
}

const Screen = ({ view }: { view: KioskView }): ReactNode => {
  const step = useStore(visitStore, (visit) => visit.step)
  switch (step.at) {
    case "taken":
      return <TakenScreen view={view} taken={step.taken} carriedBy={step.carriedBy} />
    case "group":
      return view.opening.status === "open" ? (
        <GroupScreen view={view} group={step.group} />
      ) : (
        <HomeScreen view={view} />
      )
    case "class":
      return view.opening.status === "open" ? <ClassScreen view={view} /> : <HomeScreen view={view} />
    case "proof":
      return view.opening.status === "open" ? (
        <ProofScreen view={view} proving={step.proving} />
      ) : (
        <HomeScreen view={view} />
      )
    case "class-services":
      return view.opening.status === "open" ? (
        <ClassServicesScreen view={view} right={step.right} />
      ) : (
        <HomeScreen view={view} />
      )
    case "home":
      return <HomeScreen view={view} />
  }
}
