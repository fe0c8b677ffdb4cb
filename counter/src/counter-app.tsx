import { BeforeView } from "@giliran/client/before-view.tsx"
import { paintBrand } from "@giliran/client/brand"
import type { ScreenLanguage } from "@giliran/client/phrases"
import { useLive } from "@giliran/client/use-view"
import { wordStore } from "@giliran/client/word-store"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { ChooseCounter } from "./choose-counter.tsx"
import { DutyDoor } from "./duty-door.tsx"
import { ClosedScreen, HeldScreen } from "./held-screen.tsx"
import type { Desk } from "./desk.ts"
import { DeskScreen } from "./desk-screen.tsx"
import { SignInAgain } from "./sign-in-again.tsx"
import { deskSettings } from "@giliran/client/desk-settings"
import { holdOf } from "./hold.ts"

/** Which of the four a teller sees: choose a counter, wait for it, be told that somebody has it, or work. */
export function CounterApp({ desk }: { desk: Desk }): ReactNode {
  const { language, theme } = useStore(deskSettings)
  const { screenId } = useStore(desk.state)
  useStore(wordStore)
  const duty = useStore(desk.duty.state)
  const link = useLive(desk.views, (state) => state.link)
  const brand = useLive(desk.views, (state) => state.view?.branch.brand ?? null)
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset["theme"] = theme
    paintBrand(brand, theme)
  }, [language, theme, brand])

  // A session that ended over a counter in use leaves the desk as it was.
  const isAway = duty.status === "away"
  if (!isAway) {
    const pairing = desk.pairing()
    const isBySession = pairing?.credentials().kind === "session"
    if (link.status === "not-paired" || (isBySession && duty.status !== "in"))
      return <DutyDoor desk={desk} link={link} language={language} />
    if (link.status === "refused" || !screenId || !pairing)
      return <BeforeView link={link} screen="counter" language={language} />
  }
  return (
    <>
      <Seated desk={desk} language={language} />
      {isAway ? <SignInAgain desk={desk} session={duty.session} language={language} /> : null}
    </>
  )
}

/** At a screen that knows whose it is: a counter is chosen, or worked at. */
function Seated({ desk, language }: { desk: Desk; language: ScreenLanguage }): ReactNode {
  const { seat, screenId } = useStore(desk.state)
  const view = useLive(desk.views, (state) => state.view)
  const link = useLive(desk.views, (state) => state.link)
  if (!seat) return <ChooseCounter desk={desk} language={language} />
  if (!screenId || view?.counterId !== seat.counterId)
    return <BeforeView link={link} screen="counter" language={language} />

  const hold = holdOf(view.state, { screenId, tellerId: seat.teller.id })
  switch (hold.by) {
    case "me":
      return <DeskScreen desk={desk} view={view} language={language} />
    case "nobody":
      return <ClosedScreen desk={desk} view={view} seat={seat} language={language} />
    case "my-other-screen":
    case "somebody-else":
      return (
        <HeldScreen
          desk={desk}
          seat={seat}
          hold={hold}
          language={language}
          wasMine={seat.heldAs === screenId}
        />
      )
  }
}
